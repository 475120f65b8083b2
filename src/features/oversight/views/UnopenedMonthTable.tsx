import { Table } from '@mantine/core';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import type { UnopenedMonthRow } from './leaf-api.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

const columns = (t: Translate) => [
  { title: t('figures.month') },
  { title: t('oversight.logOf') },
  { title: t('oversight.unopenedTable.places') },
  { title: t('oversight.leaves'), end: true },
  { title: t('oversight.unopenedTable.neverSeen'), end: true },
  { title: t('oversight.unopenedTable.demanded'), end: true },
  { title: t('oversight.unopenedTable.notAnswered'), end: true },
];

/** The same by month: between which places of the log, so that whoever doubts a number counts them again. */
export function UnopenedMonthTable({ label, rows }: { label: string; rows: readonly UnopenedMonthRow[] }) {
  const t = useT();
  return (
    <DataTable label={label} columns={columns(t)}>
      {rows.map(({ participant, month, since, upto, leaves, unopened, demanded, unanswered }) => (
        <Table.Tr key={`${month} ${participant}`}>
          <Table.Td>{month}</Table.Td>
          <Table.Td>
            <Mono>{participant}</Mono>
          </Table.Td>
          <Table.Td>
            {t.number(since)} – {t.number(upto - 1)}
          </Table.Td>
          <Table.Td ta="end">{t.number(leaves)}</Table.Td>
          <Table.Td ta="end">{t.number(unopened)}</Table.Td>
          <Table.Td ta="end">{t.number(demanded)}</Table.Td>
          <Table.Td ta="end">{t.number(unanswered)}</Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
