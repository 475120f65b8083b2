import { Table } from '@mantine/core';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import type { ParticipantDetail } from './api.ts';

type Position = { log: number; index: number };

const placeOf = ({ log, index }: Position): string => `${log === 1 ? '' : `log ${log}, `}${index.toLocaleString('en')}`;

const columns = [
  { title: 'Key' },
  { title: 'Use' },
  { title: 'Authority' },
  { title: 'From', end: true },
  { title: 'To', end: true },
  { title: 'State' },
];

/** The keys that a directory names, with the places of the log for which each is valid. */
export function KeyTable({ participant: { code, keys } }: { participant: ParticipantDetail }) {
  return (
    <DataTable label={`Keys of ${code}`} columns={columns}>
      {keys.map((key) => (
        <Table.Tr key={key.kid}>
          <Table.Td>
            <Mono whole>{key.kid}</Mono>
          </Table.Td>
          <Table.Td>{key.realm === 'live' ? key.use : `${key.use} (${key.realm})`}</Table.Td>
          <Table.Td>{key.authority ?? '–'}</Table.Td>
          <Table.Td ta="end">{placeOf(key.from)}</Table.Td>
          <Table.Td ta="end">{key.to ? placeOf(key.to) : '–'}</Table.Td>
          <Table.Td>
            {key.disowned > 0 ? <Tag tone="bad">disowned in part</Tag> : null}
            {key.to ? <Tag tone="faint">ended</Tag> : <Tag tone="good">current</Tag>}
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
