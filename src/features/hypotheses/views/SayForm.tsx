import type { ReactNode } from 'react';
import { links } from '#web/links.ts';
import { useMay } from '#web/session.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import type { DraftKeeping } from '#web/use-draft.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { unheardAuthor } from '../model.ts';
import type { Said } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';
import { Why } from '#web/ui/Why.tsx';

type Props = {
  title: string;
  confirm: string;
  under: string;
  /** What it speaks about, where that may be another's word. */
  about?: string;
  act: () => Promise<Said>;
  /** Keeps what is typed. */
  draft: DraftKeeping;
  children: ReactNode;
};

/** A form in which an officer says something: sealed at once, and told where it could not follow what it is about (SG-26). */
export function SayForm({ title, confirm, under, about, act, draft, children }: Props) {
  const t = useT();
  const may = useMay();
  return (
    <ActForm
      title={title}
      about={t('hypotheses.sayForm.handling')}
      confirm={confirm}
      under={under}
      withheld={may.act ? undefined : t('hypotheses.sayForm.notAllowed')}
      act={act}
      draft={draft}
      tell={(made) => tellWithheld(t, made) ?? (about === undefined ? null : tellUnheard(t, made, about))}
    >
      {children}
    </ActForm>
  );
}

const tellWithheld = (t: Translate, { withheld }: Said): ReactNode =>
  withheld.length === 0 ? null : (
    <div role="alert">
      <p>{t('hypotheses.sayForm.withheld')}</p>
      <ul>
        {withheld.map(({ to, code, why }) => (
          <li key={to}>
            {to}: <Why code={code} why={why} /> ({code})
          </li>
        ))}
      </ul>
    </div>
  );

function tellUnheard(t: Translate, made: Said, about: string): ReactNode {
  const author = unheardAuthor(made, about);
  return author === undefined ? null : (
    <div role="status">
      <p>{t('hypotheses.sayForm.unheard', { author })}</p>
      <PageLink to={links.release(links.record(made.ref))}>{t('hypotheses.sayForm.release', { author })}</PageLink>
    </div>
  );
}
