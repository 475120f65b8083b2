import { Table, Text } from '@mantine/core';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import type { HeldRecord } from './api.ts';

const columns = [
  { title: 'Record' },
  { title: 'Author' },
  { title: 'Code' },
  { title: 'Reason' },
  { title: 'Arrived' },
];

export function HeldTable({ label, records }: { label: string; records: readonly HeldRecord[] }) {
  return (
    <DataTable label={label} columns={columns}>
      {records.map((record) => (
        <Table.Tr key={record.ref}>
          <Table.Td miw={180}>
            <PageLink to={links.record(record.ref)}>{visibleText(record.title ?? record.kind)}</PageLink>
            {record.title === null ? null : (
              <Text size="xs" c="dimmed">
                {record.kind}
              </Text>
            )}
          </Table.Td>
          <Table.Td>
            <Mono whole>{record.author}</Mono>
          </Table.Td>
          <Table.Td>
            <Mono whole>{record.code ?? '–'}</Mono>
          </Table.Td>
          <Table.Td miw={180}>{visibleText(record.why ?? '–')}</Table.Td>
          <Table.Td>
            <Time at={record.arrivedAt} />
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
