import { Table } from '@mantine/core';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import type { SuspensionRow } from './api.ts';

const columns = [
  { title: 'Kind' },
  { title: 'By' },
  { title: 'Told' },
  { title: 'Since' },
  { title: 'Until' },
  { title: 'State' },
];

export function SuspensionTable({ label, rows }: { label: string; rows: readonly SuspensionRow[] }) {
  return (
    <DataTable label={label} columns={columns}>
      {rows.map((row) => (
        <Table.Tr key={`${row.ref} ${row.kind}`} {...(row.standing ? {} : { c: 'dimmed' })}>
          <Table.Td>
            <PageLink to={links.record(row.ref)}>{row.kind}</PageLink>
          </Table.Td>
          <Table.Td>
            <Mono>{row.by}</Mono>
          </Table.Td>
          <Table.Td>
            <Mono>{row.to}</Mono>
          </Table.Td>
          <Table.Td>
            <Time at={row.at} />
          </Table.Td>
          <Table.Td>
            <Time at={row.liftedAt ?? row.until} />
          </Table.Td>
          <Table.Td>
            <Tag tone="faint">{row.standing ? 'stands' : row.liftedAt === null ? 'ended' : 'lifted'}</Tag>
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
