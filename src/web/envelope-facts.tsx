import type { ReactNode } from 'react';
import { languageName } from './i18n/lists.ts';
import { dayOf } from './ui/times.ts';
import type { Translate } from './i18n/translate.ts';
import { links } from './links.ts';
import { Purpose } from './Purpose.tsx';
import { PageLink } from './ui/ButtonLink.tsx';
import type { Fact } from './ui/Facts.tsx';
import { Mono } from './ui/Mono.tsx';
import { Time } from './ui/Time.tsx';

/** The members of an envelope that pages show, beside its kind and its marking. */
export type ShownEnvelope = {
  author: string;
  officers?: readonly string[] | undefined;
  to?: string | null | undefined;
  issuedAt: string;
  basis?: readonly { instrument: string; article: string }[] | undefined;
  purpose?: string | undefined;
  retainUntil?: string | undefined;
  lang?: string | undefined;
  realm?: string | undefined;
  case?: string | null | undefined;
  about?: readonly string[] | undefined;
  replaces?: string | undefined;
  sources?: readonly string[] | undefined;
};

/** What an envelope says beside the content. */
export const factsOfEnvelope = (t: Translate, envelope: ShownEnvelope): Fact[] => [
  { name: t('ui.envelope.author'), value: <Mono>{envelope.author}</Mono> },
  {
    name: t('ui.envelope.officers'),
    value: envelope.officers?.length ? <Mono>{envelope.officers.join(', ')}</Mono> : null,
  },
  { name: t('ui.envelope.to'), value: envelope.to ? <Mono>{envelope.to}</Mono> : null },
  { name: t('ui.envelope.issued'), value: <Time at={envelope.issuedAt} exact /> },
  {
    name: t('ui.envelope.basis'),
    value: envelope.basis
      ?.map((basis) => t('ui.envelope.article', { instrument: basis.instrument, article: basis.article }))
      .join('; '),
  },
  { name: t('ui.envelope.purpose'), value: envelope.purpose ? <Purpose code={envelope.purpose} /> : null },
  {
    name: t('ui.envelope.retainUntil'),
    value: envelope.retainUntil
      ? t('ui.envelope.retained', { retainUntil: dayOf(envelope.retainUntil, t.locale) })
      : null,
  },
  {
    name: t('ui.envelope.language'),
    value: envelope.lang ? <span title={envelope.lang}>{languageName(t, envelope.lang)}</span> : null,
  },
  { name: t('ui.envelope.realm'), value: envelope.realm === undefined ? null : t.term('realm', envelope.realm) },
  { name: t('ui.envelope.case'), value: envelope.case ? <RefLink of={envelope.case} /> : null },
  { name: t('ui.envelope.about'), value: refLinks(t, envelope.about) },
  { name: t('ui.envelope.replaces'), value: envelope.replaces ? <RefLink of={envelope.replaces} /> : null },
  { name: t('ui.envelope.sources'), value: refLinks(t, envelope.sources) },
];

const shownRefs = 10;

export function refLinks(t: Translate, all: readonly string[] | undefined): ReactNode {
  if (!all || all.length === 0) return null;
  return (
    <>
      {all.slice(0, shownRefs).map((ref) => (
        <div key={ref}>
          <RefLink of={ref} />
        </div>
      ))}
      {all.length > shownRefs ? t('ui.envelope.andMore', { all: all.length - shownRefs }) : null}
    </>
  );
}

export function RefLink({ of }: { of: string }) {
  return (
    <PageLink to={links.record(of)}>
      <Mono>{of}</Mono>
    </PageLink>
  );
}
