import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { links } from '#web/links.ts';
import { refreshMs } from '#web/queries.ts';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Pager } from '#web/ui/Pager.tsx';
import { fetchThreats } from './api.ts';
import { ExportPanel } from './ExportPanel.tsx';
import { ThreatFilters } from './ThreatFilters.tsx';
import { ThreatTable } from './ThreatTable.tsx';
import { TypeFacet } from './TypeFacet.tsx';

const text = {
  title: 'Threats',
  about:
    'Objects that this node imported or received: indicators, malware, techniques and the like. Persons are never indexed.',
  none: 'No objects yet',
  noneWhy: 'Import a STIX bundle or a MISP event under Imports, or wait for a release from another participant.',
  noMatch: 'No object fits',
  noMatchWhy: 'Search for other words, choose another type, or widen the time.',
};

export function ThreatsPage() {
  const [search] = useSearchParams();
  const { before, ...filter } = Object.fromEntries(search) as Partial<
    Record<'q' | 'type' | 'from' | 'to' | 'before', string>
  >;
  const threats = useQuery({
    queryKey: ['threats', 'list', filter, before],
    queryFn: () => fetchThreats(filter, before),
    refetchInterval: refreshMs,
    placeholderData: keepPreviousData,
  });
  const isFiltered = Object.values(filter).some(Boolean);

  return (
    <Page title={text.title} about={text.about}>
      <ThreatFilters key={search.toString()} filter={filter} />
      <Loaded query={threats}>
        {(data) => (
          <>
            <TypeFacet types={data.types} filter={filter} />
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
