import { Table } from '@mantine/core';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Time } from '#web/ui/Time.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import type { RefusedLine } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';
import { Why } from '#web/ui/Why.tsx';

const columns = (t: Translate) => [
  { title: t('federation.refusedTable.from') },
  { title: t('federation.refusedTable.feedPosition'), end: true },
  { title: t('federation.refusedTable.claimedRef') },
  { title: t('federation.code') },
  { title: t('federation.reason') },
  { title: t('federation.refused') },
];

/** Lines of feeds that were not taken. What a line claims to be is shown as text, never as a link. */
export function RefusedTable({ lines }: { lines: readonly RefusedLine[] }) {
  const t = useT();
  return (
    <DataTable label={t('federation.refused')} columns={columns(t)}>
      {lines.map((line) => (
        <Table.Tr key={`${line.peer} ${line.seq}`}>
          <Table.Td>
            <Mono whole>{line.peer}</Mono>
          </Table.Td>
          <Table.Td ta="end">{line.seq}</Table.Td>
          <Table.Td miw={180}>
            <Mono dim>{visibleText(line.ref ?? '–')}</Mono>
          </Table.Td>
          <Table.Td>
            <Mono whole>{line.code}</Mono>
          </Table.Td>
          <Table.Td miw={180}>
            <Why code={line.code} why={line.why} />
          </Table.Td>
          <Table.Td>
            <Time at={line.at} />
          </Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
