import { factsOfEnvelope, refLinks } from '#web/envelope-facts.tsx';
import { Facts } from '#web/ui/Facts.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Time } from '#web/ui/Time.tsx';
import type { RecordDetail } from './api.ts';

/** What the envelope says beside the content, and where the record stands in its author's log. */
export function RecordFacts({ record }: { record: RecordDetail }) {
  const { envelope, author, to, issuedAt, case: ofCase } = record;
  return (
    <Facts
      facts={[
        ...factsOfEnvelope({ ...envelope, author, to, issuedAt, case: ofCase }),
        { name: record.verdict === 'own' ? 'Stored' : 'Arrived', value: <Time at={record.arrivedAt} exact /> },
        {
          name: 'Hold',
          value: record.hold ? `${record.hold.code}, until ${record.hold.until}, by ${record.hold.by}` : null,
        },
        { name: 'Replaced by', value: refLinks(record.replacedBy) },
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
