import { Table, Text } from '@mantine/core';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import type { ThreatView } from './api.ts';

const columns = [
  { title: 'Object' },
  { title: 'Type' },
  { title: 'Author' },
  { title: 'Versions', end: true },
  { title: 'Modified (UTC)' },
];

export function ThreatTable({ threats }: { threats: readonly ThreatView[] }) {
  return (
    <DataTable label="Objects" columns={columns}>
      {threats.map((threat) => (
        <Table.Tr key={threat.ref}>
          <Table.Td miw={240}>
            <PageLink to={links.threat(threat.id)}>{visibleText(threat.name ?? 'unnamed')}</PageLink>{' '}
            {threat.revoked ? <Tag tone="wait">revoked</Tag> : null}
            {threat.name === threat.id ? null : (
              <Text size="xs">
                <Mono dim>{threat.id}</Mono>
              </Text>
            )}
          </Table.Td>
          <Table.Td style={{ whiteSpace: 'nowrap' }}>{threat.type}</Table.Td>
          <Table.Td>
            <Mono whole>{threat.author}</Mono>
            {threat.others.length > 0 ? (
              <Text size="xs" c="dimmed">
                also by {threat.others.join(', ')}
              </Text>
            ) : null}
          </Table.Td>
          <Table.Td ta="end">{threat.versions}</Table.Td>
          <Table.Td>{threat.modified ? <Time at={threat.modified} day /> : '–'}</Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
