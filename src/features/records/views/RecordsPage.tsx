import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { links } from '#web/links.ts';
import { refreshMs } from '#web/queries.ts';
import { useMay } from '#web/session.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Pager } from '#web/ui/Pager.tsx';
import { fetchRecords } from './api.ts';
import { RecordFilters } from './RecordFilters.tsx';
import { RecordTable } from './RecordTable.tsx';

const text = {
  title: 'Records',
  about: 'Everything said on this node and everything released to it, newest first. A record is never edited.',
  create: 'New record',
  none: 'No records yet',
  noneWhy:
    'Records that your authorities write appear here, and so do those that others release to this node, within seconds of their release.',
  noMatch: 'No record fits these filters',
  noMatchWhy: 'Choose wider ones, or clear them.',
};

export function RecordsPage() {
  const [search] = useSearchParams();
  const may = useMay();
  const { before, ...filter } = Object.fromEntries(search) as Record<
    'kind' | 'author' | 'verdict' | 'before',
    string | undefined
  >;
  const records = useQuery({
    queryKey: ['records', 'list', filter, before],
    queryFn: () => fetchRecords({ ...filter, before }),
    refetchInterval: refreshMs,
    placeholderData: keepPreviousData,
  });
  const isFiltered = Object.values(filter).some(Boolean);
  const actions = may.act ? <ButtonLink to={links.newRecord()}>{text.create}</ButtonLink> : null;

  return (
    <Page title={text.title} about={text.about} actions={actions}>
      <RecordFilters filter={filter} kinds={records.data?.items.map((record) => record.kind) ?? []} />
      <Loaded query={records}>
        {(data) => (
          <>
            {data.items.length > 0 ? (
              <RecordTable label={text.title} records={data.items} />
            ) : (
              <Empty title={isFiltered ? text.noMatch : text.none}>{isFiltered ? text.noMatchWhy : text.noneWhy}</Empty>
            )}
            <Pager
              newest={before ? links.records(filter) : null}
              older={data.next ? links.records({ ...filter, before: data.next }) : null}
            />
          </>
        )}
      </Loaded>
    </Page>
  );
}
