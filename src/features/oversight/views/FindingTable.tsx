import { Table } from '@mantine/core';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Time } from '#web/ui/Time.tsx';
import type { FindingRow } from './leaf-api.ts';

const columns = [{ title: 'Finding' }, { title: 'About' }, { title: 'By' }, { title: 'Demand' }, { title: 'Leaves' }];

/** What oversight found, one per line; the words are in the record. */
export function FindingTable({ label, rows }: { label: string; rows: readonly FindingRow[] }) {
  return (
    <DataTable label={label} columns={columns}>
      {rows.map((row) => (
        <Table.Tr key={row.ref}>
          <Table.Td>
            <PageLink to={links.record(row.ref)}>
              finding, <Time at={row.at} />
            </PageLink>
          </Table.Td>
          <Table.Td>
            <Mono>{row.participant}</Mono>
          </Table.Td>
          <Table.Td>
            <Mono>{row.by}</Mono>
          </Table.Td>
          <Table.Td>
            {row.demand === null ? '–' : <PageLink to={links.demand(row.demand)}>its leaves</PageLink>}
          </Table.Td>
          <Table.Td>{row.leaves}</Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
