import { Table, Text } from '@mantine/core';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import type { DocumentVersion } from './api.ts';

const text = { first: 'the first version', nothing: 'nothing but its number', folder: 'this node’s folder' };

const columns = [
  { title: 'Version' },
  { title: 'What changed' },
  { title: 'Endorsed or sealed by' },
  { title: 'Known here since' },
  { title: 'Digest' },
];

type Props = { label: string; versions: readonly DocumentVersion[] };

export function VersionTable({ label, versions }: Props) {
  return (
    <DataTable label={label} columns={columns}>
      {versions.map((version) => (
        <Table.Tr key={version.digest}>
          <Table.Td>
            <Mono whole>{[version.participant, version.number].filter((part) => part !== null).join(' ')}</Mono>
          </Table.Td>
          <Table.Td miw={320}>
            <Changes version={version} />
          </Table.Td>
          <Table.Td>
            <Mono>{version.by.join(', ')}</Mono>
          </Table.Td>
          <Table.Td>
            {version.learnedAt ? <Time at={version.learnedAt} exact /> : '–'}
            <Text size="xs" c="dimmed">
              from {version.learnedFrom === 'folder' ? text.folder : (version.learnedFrom ?? '–')}
            </Text>
          </Table.Td>
          <Table.Td miw={200}>
            <Mono>{version.digest}</Mono>
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

function Changes({ version: { number, issuedAt, changes, more, ended } }: { version: DocumentVersion }) {
  if (ended)
    return `log ${number} ended at ${ended.size.toLocaleString('en')} on ${issuedAt?.slice(0, 10) ?? '–'}; log ${ended.next} goes on`;
  if (number === 1) return text.first;
  if (changes.length === 0) return text.nothing;
  return (
    <ul>
      {changes.map(({ path, before, after }) => (
        <li key={`${path.join('/')} ${before ?? ''} ${after ?? ''}`}>
          {visibleText(path.join(' › '))}: {visibleText(before ?? 'nothing')} → {visibleText(after ?? 'nothing')}
        </li>
      ))}
      {more > 0 ? <li>{`and ${more} more`}</li> : null}
    </ul>
  );
}
