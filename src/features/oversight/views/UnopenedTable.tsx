import { Table } from '@mantine/core';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import type { UnopenedRow } from './leaf-api.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

const columns = (t: Translate) => [
  { title: t('oversight.logOf') },
  { title: t('oversight.leaves') },
  { title: t('oversight.unopenedTable.neverSeen') },
  { title: t('oversight.unopenedTable.demanded') },
  { title: t('oversight.opened') },
  { title: t('oversight.unopenedTable.notAnswered') },
];

/** Of each log, what was neither opened here nor given as its due or released: padding is most of it. */
export function UnopenedTable({ label, rows }: { label: string; rows: readonly UnopenedRow[] }) {
  const t = useT();
  return (
    <DataTable label={label} columns={columns(t)}>
      {rows.map(({ participant, size, seen, demanded, opened, unanswered }) => (
        <Table.Tr key={participant}>
          <Table.Td>
            <Mono>{participant}</Mono>
          </Table.Td>
          <Table.Td>{size}</Table.Td>
          <Table.Td>
            {size - seen} ({Math.round((100 * (size - seen)) / size)} %)
          </Table.Td>
          <Table.Td>{demanded}</Table.Td>
          <Table.Td>{opened}</Table.Td>
          <Table.Td>{unanswered}</Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
