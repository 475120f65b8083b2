import type { ReactNode } from 'react';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { Facts } from '#web/ui/Facts.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Time } from '#web/ui/Time.tsx';
import type { RecordDetail } from './api.ts';

/** What the envelope says beside the content, and where the record stands in its author's log. */
export function RecordFacts({ record }: { record: RecordDetail }) {
  const { envelope } = record;
  return (
    <Facts
      facts={[
        { name: 'Author', value: <Mono>{record.author}</Mono> },
        { name: 'Officers', value: envelope.officers?.length ? <Mono>{envelope.officers.join(', ')}</Mono> : null },
        { name: 'To', value: record.to ? <Mono>{record.to}</Mono> : null },
        { name: 'Issued', value: <Time at={record.issuedAt} exact /> },
        { name: record.verdict === 'own' ? 'Stored' : 'Arrived', value: <Time at={record.arrivedAt} exact /> },
        {
          name: 'Basis',
          value: envelope.basis?.map((basis) => `${basis.instrument}, article ${basis.article}`).join('; '),
        },
        { name: 'Purpose', value: envelope.purpose },
        { name: 'Retain until', value: envelope.retainUntil ? `${envelope.retainUntil}, 24:00 UTC` : null },
        {
          name: 'Hold',
          value: record.hold ? `${record.hold.code}, until ${record.hold.until}, by ${record.hold.by}` : null,
        },
        { name: 'Language', value: envelope.lang },
        { name: 'Realm', value: envelope.realm },
        { name: 'Case', value: record.case ? <RefLink of={record.case} /> : null },
        { name: 'About', value: refs(envelope.about) },
        { name: 'Replaces', value: envelope.replaces ? <RefLink of={envelope.replaces} /> : null },
        { name: 'Replaced by', value: refs(record.replacedBy) },
        { name: 'Sources', value: refs(envelope.sources) },
        { name: 'Verdict', value: record.why ? `${record.why} (${record.code ?? record.verdict})` : null },
        { name: 'Ref', value: <Mono>{record.ref}</Mono> },
        { name: 'Digest', value: <Mono>{record.digest}</Mono> },
        {
          name: 'Log index',
          value: record.logIndex === null ? 'not logged yet' : record.logIndex.toLocaleString('en'),
        },
      ]}
    />
  );
}

const shownRefs = 10;

function refs(all: readonly string[] | undefined): ReactNode {
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

function RefLink({ of }: { of: string }) {
  return (
    <PageLink to={links.record(of)}>
      <Mono>{of}</Mono>
    </PageLink>
  );
}
