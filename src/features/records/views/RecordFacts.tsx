import { factsOfEnvelope, refLinks } from '#web/envelope-facts.tsx';
import { Facts } from '#web/ui/Facts.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Time } from '#web/ui/Time.tsx';
import type { RecordDetail } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';

/** What the envelope says beside the content, and where the record stands in its author's log. */
export function RecordFacts({ record }: { record: RecordDetail }) {
  const t = useT();
  const { envelope, author, to, issuedAt, case: ofCase, hold } = record;
  return (
    <Facts
      facts={[
        ...factsOfEnvelope(t, { ...envelope, author, to, issuedAt, case: ofCase }),
        {
          name: record.verdict === 'own' ? t('records.recordFacts.stored') : t('records.recordFacts.arrived'),
          value: <Time at={record.arrivedAt} exact />,
        },
        {
          name: t('records.hold'),
          value: hold ? t('records.recordFacts.untilBy', { code: hold.code, until: hold.until, by: hold.by }) : null,
        },
        { name: t('records.recordFacts.replacedBy'), value: refLinks(t, record.replacedBy) },
        { name: t('records.verdict'), value: record.why ? `${record.why} (${record.code ?? record.verdict})` : null },
        { name: t('records.recordFacts.kind'), value: <Mono>{record.kind}</Mono> },
        { name: t('records.recordFacts.ref'), value: <Mono>{record.ref}</Mono> },
        { name: t('records.digest'), value: <Mono>{record.digest}</Mono> },
        {
          name: t('records.recordFacts.logIndex'),
          value: record.logIndex === null ? t('records.recordFacts.notLoggedYet') : t.number(record.logIndex),
        },
      ]}
    />
  );
}
