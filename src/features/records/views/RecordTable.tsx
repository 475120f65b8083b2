import { Table, Text } from '@mantine/core';
import { links } from '#web/links.ts';
import { DataTable } from '#web/ui/DataTable.tsx';
import { KindName } from '#web/ui/KindName.tsx';
import { Marking } from '#web/ui/Marking.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { RecordName } from '#web/ui/RecordName.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import { Verdict } from '#web/ui/Verdict.tsx';
import type { RecordSummary } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';
import { EmergencyTag } from './EmergencyNotice.tsx';

const columns = (t: Translate) => [
  { title: t('records.record') },
  { title: t('records.author') },
  { title: t('records.recordTable.marking') },
  { title: t('records.verdict') },
  { title: t('records.issued') },
];

/** Records, one per line. What was destroyed stays listed: its envelope, seal and proof are still here. */
export function RecordTable({ label, records }: { label: string; records: readonly RecordSummary[] }) {
  const t = useT();
  return (
    <DataTable label={label} columns={columns(t)}>
      {records.map((record) => (
        <Table.Tr key={record.ref} {...(record.destroyed ? { c: 'dimmed' } : {})}>
          <Table.Td miw={220} maw={400}>
            <RecordName of={record} to={links.record(record.ref)} />
            <Text size="xs" c="dimmed">
              {record.title === null ? null : (
                <>
                  <KindName of={record.kind} />{' '}
                </>
              )}
              {record.to ? `${t('records.recordTable.to', { to: record.to })} ` : ''}
              <Mono dim>{shortRef(record.ref)}</Mono>
            </Text>
          </Table.Td>
          <Table.Td>
            <Mono whole>{record.author}</Mono>
          </Table.Td>
          <Table.Td>
            <Marking marking={record.marking} />
          </Table.Td>
          <Table.Td>
            <Verdict verdict={record.verdict} code={record.code} why={record.why} />
            {record.emergency ? (
              <div>
                <EmergencyTag of={record} />
              </div>
            ) : null}
            {record.replaced ? (
              <div>
                <Tag tone="wait">{t('records.recordTable.replaced')}</Tag>
              </div>
            ) : null}
            {record.destroyed ? (
              <div>
                <Tag tone="faint">{t('records.contentDestroyed')}</Tag>
              </div>
            ) : null}
            {record.envelopeOnly ? (
              <div>
                <Tag tone="faint">{t('records.envelopeOnly')}</Tag>
              </div>
            ) : null}
          </Table.Td>
          <Table.Td>
            <Time at={record.issuedAt} />
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

/** The participant and the last, random part of the id: enough to tell two lines apart. */
export const shortRef = (ref: string): string => ref.replace(/\/.*-/, '/…');
