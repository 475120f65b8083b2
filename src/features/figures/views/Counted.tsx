import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { links } from '#web/links.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Time } from '#web/ui/Time.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { fetchCounted } from './api.ts';
import type { CountedRow, FigureRow } from './api.ts';

/** The records that make a figure, each with its part, and what they come to: whoever doubts that opens them. */
export function Counted({ figure }: { figure: FigureRow }) {
  const t = useT();
  const { month, participant, code } = figure;
  const counted = useQuery({ queryKey: ['figures', figure], queryFn: () => fetchCounted(figure) });
  return (
    <Section title={t('figures.counted', { month, participant, code })}>
      <Loaded query={counted}>
        {({ items }) => (
          <>
            <Text role="status">
              {t('figures.sum', {
                sum: items.reduce((sum, { count }) => sum + count, 0),
                records: items.length,
                figure: figure.count,
              })}
            </Text>
            <CountedTable rows={items} />
          </>
        )}
      </Loaded>
    </Section>
  );
}

function CountedTable({ rows }: { rows: readonly CountedRow[] }) {
  const t = useT();
  const columns = [{ title: t('figures.record') }, { title: t('figures.at') }, { title: t('figures.count') }];
  return (
    <DataTable label={t('figures.record')} columns={columns}>
      {rows.map(({ ref, at, count }) => (
        <Table.Tr key={ref}>
          <Table.Td>
            <PageLink to={links.record(ref)}>{ref}</PageLink>
          </Table.Td>
          <Table.Td>
            <Time at={at} />
          </Table.Td>
          <Table.Td>{t.number(count)}</Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
