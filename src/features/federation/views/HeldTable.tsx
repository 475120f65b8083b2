import { Table, Text } from '@mantine/core';
import { links } from '#web/links.ts';
import { DataTable } from '#web/ui/DataTable.tsx';
import { KindName } from '#web/ui/KindName.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { RecordName } from '#web/ui/RecordName.tsx';
import { Time } from '#web/ui/Time.tsx';
import type { HeldRecord } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';
import { Why } from '#web/ui/Why.tsx';

const columns = (t: Translate) => [
  { title: t('federation.heldTable.record') },
  { title: t('federation.heldTable.author') },
  { title: t('federation.code') },
  { title: t('federation.reason') },
  { title: t('federation.heldTable.arrived') },
];

export function HeldTable({ label, records }: { label: string; records: readonly HeldRecord[] }) {
  const t = useT();
  return (
    <DataTable label={label} columns={columns(t)}>
      {records.map((record) => (
        <Table.Tr key={record.ref}>
          <Table.Td miw={180}>
            <RecordName of={record} to={links.record(record.ref)} />
            {record.title === null ? null : (
              <Text size="xs" c="dimmed">
                <KindName of={record.kind} />
              </Text>
            )}
          </Table.Td>
          <Table.Td>
            <Mono whole>{record.author}</Mono>
          </Table.Td>
          <Table.Td>
            <Mono whole>{record.code ?? '–'}</Mono>
          </Table.Td>
          <Table.Td miw={180}>
            <Why code={record.code} why={record.why} />
          </Table.Td>
          <Table.Td>
            <Time at={record.arrivedAt} />
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
