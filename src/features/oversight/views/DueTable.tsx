import { Table } from '@mantine/core';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { KindName } from '#web/ui/KindName.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Time } from '#web/ui/Time.tsx';
import type { DueRow } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';

type Props = { label: string; rows: readonly DueRow[] };

/** What is due to oversight, by participant and kind. Where it is owed, how much of it has its place in oversight's feed. */
export function DueTable({ label, rows }: Props) {
  const t = useT();
  const isOwed = rows.some((row) => row.owed !== null);
  const columns = [
    { title: isOwed ? t('oversight.dueTable.to') : t('oversight.dueTable.from') },
    { title: t('oversight.kind') },
    ...(isOwed ? [{ title: t('oversight.dueTable.owed') }] : []),
    { title: t('oversight.dueTable.given') },
    { title: t('oversight.dueTable.newest') },
  ];
  return (
    <DataTable label={label} columns={columns}>
      {rows.map((row) => (
        <Table.Tr key={`${row.from} ${row.to} ${row.kind}`}>
          <Table.Td>
            <Mono>{isOwed ? row.to : row.from}</Mono>
          </Table.Td>
          <Table.Td>
            <PageLink to={links.records({ kind: row.kind, author: row.from })}>
              <KindName of={row.kind} />
            </PageLink>
          </Table.Td>
          {isOwed ? <Table.Td>{row.owed}</Table.Td> : null}
          <Table.Td>{row.given}</Table.Td>
          <Table.Td>{row.newestAt === null ? '–' : <Time at={row.newestAt} />}</Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
