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
import { fetchRecords, fetchRecordTimeline } from './api.ts';
import type { RecordFilter } from './api.ts';
import { writtenOf } from './written.ts';
import { Narrowed } from './Narrowed.tsx';
import { RecordFilters } from './RecordFilters.tsx';
import { RecordTable } from './RecordTable.tsx';
import { RecordTimeline } from './RecordTimeline.tsx';
import { useT } from '#web/i18n/use-t.ts';

export function RecordsPage() {
  const t = useT();
  const [search] = useSearchParams();
  const may = useMay();
  const { before, ...filter } = Object.fromEntries(search) as RecordFilter & { before?: string };
  const asked = { ...filter, written: writtenOf(filter) };
  const records = useQuery({
    queryKey: ['records', 'list', asked, before],
    queryFn: () => fetchRecords({ ...asked, before }),
    refetchInterval: refreshMs,
    placeholderData: keepPreviousData,
  });
  const isNarrowed = Object.values(filter).some(Boolean);
  const counted = useQuery({
    queryKey: ['records', 'timeline', asked],
    queryFn: () => fetchRecordTimeline(asked),
    refetchInterval: refreshMs * 5,
  });
  const actions = may.act ? <ButtonLink to={links.newRecord()}>{t('records.newRecord')}</ButtonLink> : null;

  return (
    <Page title={t('records.recordsPage.title')} about={t('records.recordsPage.about')} actions={actions}>
      <RecordFilters filter={filter} kinds={records.data?.items.map((record) => record.kind) ?? []} />
      <Narrowed filter={filter} total={counted.data?.total} />
      <RecordTimeline filter={asked} />
      <Loaded query={records}>
        {(data) => (
          <>
            {data.items.length > 0 ? (
              <RecordTable label={t('records.recordsPage.title')} records={data.items} />
            ) : (
              <Empty title={isNarrowed ? t('records.recordsPage.noMatch') : t('records.recordsPage.none')}>
                {isNarrowed ? t('records.recordsPage.noMatchWhy') : t('records.recordsPage.noneWhy')}
              </Empty>
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
