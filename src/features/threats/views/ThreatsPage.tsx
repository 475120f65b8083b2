import { Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Navigate, useSearchParams } from 'react-router';
import { refreshMs } from '#web/queries.ts';
import { links } from '#web/links.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Problem } from '#web/ui/Problem.tsx';
import { fetchCounts, fetchThreats, sayCount } from './api.ts';
import type { ListedFilter } from './api.ts';
import { ExportPanel } from './ExportPanel.tsx';
import { SavedSelections } from './SavedSelections.tsx';
import { fetchSelections } from './selections-api.ts';
import type { SelectionView } from './selections-api.ts';
import { toView } from './to-view.ts';
import type { ViewParts } from './to-view.ts';
import { useColumns } from './use-columns.ts';
import { useToSorted } from './use-to-threats.ts';
import { ThreatFacets } from './ThreatFacets.tsx';
import { ThreatFilters } from './ThreatFilters.tsx';
import { ThreatTable } from './ThreatTable.tsx';
import { ThreatTimeline } from './ThreatTimeline.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { useMay } from '#web/session.ts';

/** Counting costs more than a page, and is less urgent. */
const recountMs = 10_000;

/** Whoever comes without a question begins with the view that he chose to begin with. */
export function ThreatsPage() {
  const [search] = useSearchParams();
  const selections = useQuery({ queryKey: ['selections'], queryFn: fetchSelections });
  const first = selections.data?.items.find((one) => one.first);
  if (search.size === 0 && selections.isPending) return null;
  if (search.size === 0 && first) return <Navigate to={toView(first)} replace />;
  return <Listed selections={selections.data?.items ?? []} error={selections.error} />;
}

type Props = { selections: readonly SelectionView[]; error: Error | null };

function Listed({ selections, error }: Props) {
  const t = useT();
  const may = useMay();
  const [search] = useSearchParams();
  const { view, columns: _, ...listed } = Object.fromEntries(search) as ListedFilter & ViewParts;
  const { sort, ...filter } = listed;
  const columns = useColumns();
  const toSorted = useToSorted();
  const threats = useQuery({
    queryKey: ['threats', 'list', listed],
    queryFn: () => fetchThreats(listed, undefined),
    refetchInterval: refreshMs,
    placeholderData: keepPreviousData,
  });
  const counts = useQuery({
    queryKey: ['threats', 'counts', filter],
    queryFn: () => fetchCounts(filter),
    refetchInterval: recountMs,
    placeholderData: keepPreviousData,
  });
  const isFiltered = Object.values(filter).some(Boolean);

  return (
    <Page
      title={t('threats.threatsPage.title')}
      about={t('threats.threatsPage.about')}
      actions={<ButtonLink to={links.matrix()}>{t('threats.matrix.title')}</ButtonLink>}
    >
      {error ? <Problem error={error} /> : null}
      <SavedSelections selections={selections} shown={{ filter, sort, columns: columns[0] }} open={view} />
      <ThreatFilters key={search.toString()} filter={filter} />
      {counts.data ? (
        <>
          <ThreatFacets counts={counts.data} filter={filter} />
          {isFiltered ? (
            <Text size="sm" c="dimmed" mb="xs" role="status">
              {t('threats.threatsPage.found', { count: sayCount(t, counts.data.total) })}
            </Text>
          ) : null}
        </>
      ) : null}
      <Loaded query={threats}>
        {(data) =>
          data.items.length > 0 ? (
            <>
              <ThreatTimeline filter={filter} />
              {may.export ? <ExportPanel filter={filter} /> : null}
              <ThreatTable
                key={JSON.stringify(listed)}
                filter={listed}
                top={data}
                isOld={threats.isPlaceholderData}
                columns={columns}
                toSorted={toSorted}
              />
            </>
          ) : (
            <Empty title={isFiltered ? t('threats.threatsPage.noMatch') : t('threats.threatsPage.none')}>
              {isFiltered ? t('threats.threatsPage.noMatchWhy') : t('threats.threatsPage.noneWhy')}
            </Empty>
          )
        }
      </Loaded>
    </Page>
  );
}
