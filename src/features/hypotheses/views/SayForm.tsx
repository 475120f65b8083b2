import type { ReactNode } from 'react';
import { links } from '#web/links.ts';
import { useMay } from '#web/session.ts';
import { ActForm } from '#web/ui/ActForm.tsx';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { unheardAuthor } from '../model.ts';
import type { Said } from './api.ts';

const text = {
  handling:
    'Marking, legal basis, purpose and retention are those of what it speaks about. It stays here until it is released.',
  notAllowed: 'Your role says nothing here. Only a case officer does.',
  unheard: (author: string) =>
    `Sealed, and held here until it is released: ${author}, whose word it is about, does not have it.`,
  release: (author: string) => `Release it to ${author}`,
  withheld: 'Sealed, but it may not go to everybody who has what it is about:',
};

type Props = {
  title: string;
  confirm: string;
  under: string;
  /** What it speaks about, where that may be another's word. */
  about?: string;
  act: () => Promise<Said>;
  children: ReactNode;
};

/** A form in which an officer says something: sealed at once, and told where it could not follow what it is about (SG-26). */
export function SayForm({ title, confirm, under, about, act, children }: Props) {
  const may = useMay();
  return (
    <ActForm
      title={title}
      about={text.handling}
      confirm={confirm}
      under={under}
      withheld={may.act ? undefined : text.notAllowed}
      act={act}
      tell={(made) => tellWithheld(made) ?? (about === undefined ? null : tellUnheard(made, about))}
    >
      {children}
    </ActForm>
  );
}

const tellWithheld = ({ withheld }: Said): ReactNode =>
  withheld.length === 0 ? null : (
    <div role="alert">
      <p>{text.withheld}</p>
      <ul>
        {withheld.map(({ to, code, why }) => (
          <li key={to}>
            {to}: {why} ({code})
          </li>
        ))}
      </ul>
    </div>
  );

function tellUnheard(made: Said, about: string): ReactNode {
  const author = unheardAuthor(made, about);
  return author === undefined ? null : (
    <div role="status">
      <p>{text.unheard(author)}</p>
      <PageLink to={links.release(links.record(made.ref))}>{text.release(author)}</PageLink>
    </div>
  );
}
