import { Table } from '@mantine/core';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import type { UnopenedRow } from './leaf-api.ts';

const columns = [
  { title: 'Log of' },
  { title: 'Leaves' },
  { title: 'Never seen' },
  { title: 'Demanded' },
  { title: 'Opened' },
  { title: 'Not answered' },
];

/** Of each log, what was neither opened here nor given as its due or released: padding is most of it. */
export function UnopenedTable({ label, rows }: { label: string; rows: readonly UnopenedRow[] }) {
  return (
    <DataTable label={label} columns={columns}>
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
