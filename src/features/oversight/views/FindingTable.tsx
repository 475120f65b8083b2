import { Table } from '@mantine/core';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Time } from '#web/ui/Time.tsx';
import type { FindingRow } from './leaf-api.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';
import { Say } from '#web/i18n/Say.tsx';

const columns = (t: Translate) => [
  { title: t('oversight.finding') },
  { title: t('oversight.about') },
  { title: t('oversight.by') },
  { title: t('oversight.demand') },
  { title: t('oversight.leaves') },
];

/** What oversight found, one per line; the words are in the record. */
export function FindingTable({ label, rows }: { label: string; rows: readonly FindingRow[] }) {
  const t = useT();
  return (
    <DataTable label={label} columns={columns(t)}>
      {rows.map((row) => (
        <Table.Tr key={row.ref}>
          <Table.Td>
            <PageLink to={links.record(row.ref)}>
              <Say id="oversight.findingTable.finding" values={{ time: <Time at={row.at} /> }} />
            </PageLink>
          </Table.Td>
          <Table.Td>
            <Mono>{row.participant}</Mono>
          </Table.Td>
          <Table.Td>
            <Mono>{row.by}</Mono>
          </Table.Td>
          <Table.Td>
            {row.demand === null ? (
              '–'
            ) : (
              <PageLink to={links.demand(row.demand)}>{t('oversight.findingTable.itsLeaves')}</PageLink>
            )}
          </Table.Td>
          <Table.Td>{row.leaves}</Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
