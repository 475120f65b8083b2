import { Table } from '@mantine/core';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import type { Proposal } from './api.ts';
import { anyOf } from './words.ts';

const text = { title: 'Approvals', missing: 'missing', author: 'who wrote it', other: 'another person' };

/** Who approved, and who is missing. */
export function PlaceTable({ proposal: { places, state, notMine } }: { proposal: Proposal }) {
  const note = state === 'open' && notMine ? `You cannot approve it now: ${notMine.why} (${notMine.code}).` : null;
  return (
    <Section title={text.title} note={note}>
      <DataTable
        label={text.title}
        columns={[{ title: 'Person' }, { title: 'Role' }, { title: 'Officer' }, { title: 'When' }]}
      >
        {places.map(({ roles, by, at }, place) => (
          // oxlint-disable-next-line no-array-index-key -- the places of a kind do not change their order
          <Table.Tr key={place}>
            <Table.Td>{place === 0 ? text.author : text.other}</Table.Td>
            <Table.Td>{anyOf(roles)}</Table.Td>
            <Table.Td>{by ? <Mono whole>{by}</Mono> : <Tag tone="wait">{text.missing}</Tag>}</Table.Td>
            <Table.Td>{at ? <Time at={at} exact /> : null}</Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
    </Section>
  );
}
