import { Table } from '@mantine/core';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import type { Tone } from '#web/ui/Tag.tsx';
import type { LeafRow } from './leaf-api.ts';

const states: Record<LeafRow['state'], { tone: Tone; words: string }> = {
  unanswered: { tone: 'wait', words: 'not answered' },
  record: { tone: 'good', words: 'record' },
  padding: { tone: 'good', words: 'padding' },
  'wrong-leaf': { tone: 'bad', words: 'not the leaf' },
  'no-record': { tone: 'bad', words: 'no record of this participant' },
  'not-asked': { tone: 'bad', words: 'not asked for' },
};

const columns = [{ title: 'Leaf' }, { title: 'Is' }, { title: 'Kind' }, { title: 'Record' }, { title: 'Opened by' }];

/** What each leaf turned out to be, held against the checkpoint of the demand. */
export function LeafTable({ label, leaves }: { label: string; leaves: readonly LeafRow[] }) {
  return (
    <DataTable label={label} columns={columns}>
      {leaves.map(({ index, state, kind, ref, opening }) => (
        <Table.Tr key={index}>
          <Table.Td>{index}</Table.Td>
          <Table.Td>
            <Tag tone={states[state].tone}>{states[state].words}</Tag>
          </Table.Td>
          <Table.Td>{kind ?? '–'}</Table.Td>
          <Table.Td>{ref === null ? '–' : <Mono>{ref}</Mono>}</Table.Td>
          <Table.Td>{opening === null ? '–' : <PageLink to={links.record(opening)}>its answer</PageLink>}</Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
