import type { ReactNode } from 'react';
import { links } from './links.ts';
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
export const factsOfEnvelope = (envelope: ShownEnvelope): Fact[] => [
  { name: 'Author', value: <Mono>{envelope.author}</Mono> },
  { name: 'Officers', value: envelope.officers?.length ? <Mono>{envelope.officers.join(', ')}</Mono> : null },
  { name: 'To', value: envelope.to ? <Mono>{envelope.to}</Mono> : null },
  { name: 'Issued', value: <Time at={envelope.issuedAt} exact /> },
  {
    name: 'Basis',
    value: envelope.basis?.map((basis) => `${basis.instrument}, article ${basis.article}`).join('; '),
  },
  { name: 'Purpose', value: envelope.purpose },
  { name: 'Retain until', value: envelope.retainUntil ? `${envelope.retainUntil}, 24:00 UTC` : null },
  { name: 'Language', value: envelope.lang },
  { name: 'Realm', value: envelope.realm },
  { name: 'Case', value: envelope.case ? <RefLink of={envelope.case} /> : null },
  { name: 'About', value: refLinks(envelope.about) },
  { name: 'Replaces', value: envelope.replaces ? <RefLink of={envelope.replaces} /> : null },
  { name: 'Sources', value: refLinks(envelope.sources) },
];

const shownRefs = 10;

export function refLinks(all: readonly string[] | undefined): ReactNode {
  if (!all || all.length === 0) return null;
  return (
    <>
      {all.slice(0, shownRefs).map((ref) => (
        <div key={ref}>
          <RefLink of={ref} />
        </div>
      ))}
      {all.length > shownRefs ? `and ${all.length - shownRefs} more` : null}
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
