import { Table } from '@mantine/core';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import type { Tone } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import type { DemandRow } from './leaf-api.ts';

const tones: Record<DemandRow['state'], Tone> = { waiting: 'wait', opened: 'good', overdue: 'bad', wrong: 'bad' };

const columns = [
  { title: 'Demand' },
  { title: 'Log of' },
  { title: 'By' },
  { title: 'Until' },
  { title: 'Opened' },
  { title: 'Wrong' },
  { title: 'State' },
  { title: 'Findings' },
];

/** Leaves that were demanded, one demand per line, and how far they are opened. */
export function DemandTable({ label, rows }: { label: string; rows: readonly DemandRow[] }) {
  return (
    <DataTable label={label} columns={columns}>
      {rows.map((row) => (
        <Table.Tr key={row.ref}>
          <Table.Td>
            <PageLink to={links.demand(row.ref)}>
              {row.sampled ? 'sample' : 'named leaves'}, <Time at={row.at} />
            </PageLink>
          </Table.Td>
          <Table.Td>
            <Mono>{row.participant}</Mono>
          </Table.Td>
          <Table.Td>
            <Mono>{row.by}</Mono>
          </Table.Td>
          <Table.Td>
            <Time at={row.deadline} />
          </Table.Td>
          <Table.Td>
            {row.opened} of {row.asked}
          </Table.Td>
          <Table.Td>{row.wrong}</Table.Td>
          <Table.Td>
            <DemandState state={row.state} />
          </Table.Td>
          <Table.Td>{row.findings}</Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

export function DemandState({ state }: { state: DemandRow['state'] }) {
  return <Tag tone={tones[state]}>{state}</Tag>;
}
