import { Table } from '@mantine/core';
import { links } from '#web/links.ts';
import { ButtonLink, PageLink } from '#web/ui/ButtonLink.tsx';
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

type Props = { label: string; rows: readonly SuspensionRow[]; mayLift: boolean };

export function SuspensionTable({ label, rows, mayLift }: Props) {
  return (
    <DataTable label={label} columns={mayLift ? [...columns, { title: 'Lift' }] : columns}>
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
          {mayLift ? (
            <Table.Td>
              {row.standing ? (
                <ButtonLink size="xs" to={links.lift(row.kind)}>
                  Lift {row.kind}
                </ButtonLink>
              ) : null}
            </Table.Td>
          ) : null}
        </Table.Tr>
      ))}
    </DataTable>
  );
}
