import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { links } from '#web/links.ts';
import { refreshMs } from '#web/queries.ts';
import { useSession } from '#web/session.ts';
import { ButtonLink, PageLink } from '#web/ui/ButtonLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { fetchFigures } from './api.ts';
import type { FigureRow } from './api.ts';
import { Counted } from './Counted.tsx';

const nameOf = ({ figure, code, participant, month }: FigureRow): string =>
  [month, participant, figure, code].join(' ');

/** What accounts and seals say in sums; each leads to the records that make it. */
export function FiguresPage() {
  const t = useT();
  const [search] = useSearchParams();
  const figures = useQuery({ queryKey: ['figures', 'all'], queryFn: fetchFigures, refetchInterval: refreshMs });
  const isOversight = useSession().node.class === 'oversight';
  const asked = search.get('of');
  return (
    <Page title={t('figures.title')} about={t('figures.about')}>
      <Section title={t('figures.title')} note={t('figures.refusedMeans')}>
        <Loaded query={figures}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty
                title={t('figures.none')}
                act={
                  isOversight ? (
                    <ButtonLink to={links.oversight()}>{t('layout.navigation.oversight')}</ButtonLink>
                  ) : null
                }
              >
                {isOversight ? t('figures.noneHere') : t('figures.noneWhy')}
              </Empty>
            ) : (
              <FigureTable rows={items} />
            )
          }
        </Loaded>
      </Section>
      {figures.data?.items
        .filter((one) => nameOf(one) === asked)
        .map((one) => (
          <Counted key={nameOf(one)} figure={one} />
        ))}
    </Page>
  );
}

function FigureTable({ rows }: { rows: readonly FigureRow[] }) {
  const t = useT();
  const columns = [
    { title: t('figures.month') },
    { title: t('figures.participant') },
    { title: t('figures.figure') },
    { title: t('figures.of') },
    { title: t('figures.count') },
    { title: t('figures.records') },
  ];
  return (
    <DataTable label={t('figures.title')} columns={columns}>
      {rows.map((row) => (
        <Table.Tr key={nameOf(row)}>
          <Table.Td>{row.month}</Table.Td>
          <Table.Td>{row.participant}</Table.Td>
          <Table.Td>{t.term('figureName', row.figure)}</Table.Td>
          <Table.Td>{row.figure === 'refused' ? row.code : t.term('figureOf', row.code)}</Table.Td>
          <Table.Td>
            <PageLink to={links.figures({ of: nameOf(row) })}>{t.number(row.count)}</PageLink>
          </Table.Td>
          <Table.Td>{t.number(row.records)}</Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}
