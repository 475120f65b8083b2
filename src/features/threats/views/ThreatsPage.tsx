import { Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { links } from '#web/links.ts';
import { refreshMs } from '#web/queries.ts';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Pager } from '#web/ui/Pager.tsx';
import { fetchCounts, fetchThreats, sayCount } from './api.ts';
import type { ThreatFilter } from './api.ts';
import { ExportPanel } from './ExportPanel.tsx';
import { SavedSelections } from './SavedSelections.tsx';
import { ThreatFacets } from './ThreatFacets.tsx';
import { ThreatFilters } from './ThreatFilters.tsx';
import { ThreatTable } from './ThreatTable.tsx';

const text = {
  title: 'Threats',
  about:
    'Objects that this node imported or received: indicators, malware, techniques and the like. Persons are never indexed.',
  none: 'No objects yet',
  noneWhy: 'Import a STIX bundle or a MISP event under Imports, or wait for a release from another participant.',
  found: 'Objects found:',
  noMatch: 'No object fits',
  noMatchWhy: 'Search for other words, choose another type, or widen the time.',
};

/** Counting costs more than a page, and is less urgent. */
const recountMs = 10_000;

export function ThreatsPage() {
  const [search] = useSearchParams();
  const { before, ...filter } = Object.fromEntries(search) as ThreatFilter & { before?: string };
  const threats = useQuery({
    queryKey: ['threats', 'list', filter, before],
    queryFn: () => fetchThreats(filter, before),
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
    <Page title={text.title} about={text.about}>
      <SavedSelections filter={filter} />
      <ThreatFilters key={search.toString()} filter={filter} />
      {counts.data ? (
        <>
          <ThreatFacets counts={counts.data} filter={filter} />
          {isFiltered ? (
            <Text size="sm" c="dimmed" mb="xs" role="status">
              {text.found} {sayCount(counts.data.total)}
            </Text>
          ) : null}
        </>
      ) : null}
      <Loaded query={threats}>
        {(data) => (
          <>
            {data.items.length > 0 ? (
              <>
                <ExportPanel filter={filter} />
                <ThreatTable threats={data.items} />
              </>
            ) : (
              <Empty title={isFiltered ? text.noMatch : text.none}>{isFiltered ? text.noMatchWhy : text.noneWhy}</Empty>
            )}
            <Pager
              newest={before ? links.threats(filter) : null}
              older={data.next ? links.threats({ ...filter, before: data.next }) : null}
            />
          </>
        )}
      </Loaded>
    </Page>
  );
}
