import { Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { refreshMs } from '#web/queries.ts';
import { links } from '#web/links.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Page } from '#web/ui/Page.tsx';
import { fetchCounts, fetchThreats, sayCount } from './api.ts';
import type { ListedFilter } from './api.ts';
import { ExportPanel } from './ExportPanel.tsx';
import { SavedSelections } from './SavedSelections.tsx';
import { ThreatFacets } from './ThreatFacets.tsx';
import { ThreatFilters } from './ThreatFilters.tsx';
import { ThreatTable } from './ThreatTable.tsx';
import { ThreatTimeline } from './ThreatTimeline.tsx';
import { useT } from '#web/i18n/use-t.ts';
import { useMay } from '#web/session.ts';

/** Counting costs more than a page, and is less urgent. */
const recountMs = 10_000;

export function ThreatsPage() {
  const t = useT();
  const may = useMay();
  const [search] = useSearchParams();
  const listed = Object.fromEntries(search) as ListedFilter;
  const { sort: _, ...filter } = listed;
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
      <SavedSelections filter={filter} />
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
              <ThreatTable key={search.toString()} filter={listed} top={data} isOld={threats.isPlaceholderData} />
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
