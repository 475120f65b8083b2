import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { links } from '#web/links.ts';
import { refreshMs } from '#web/queries.ts';
import { PageLink } from '#web/ui/ButtonLink.tsx';
import { exactTime } from '#web/ui/times.ts';
import { fetchRecordTimeline } from './api.ts';
import type { RecordFilter } from './api.ts';
import { writtenOf } from './written.ts';
import { useT } from '#web/i18n/use-t.ts';

type Total = { count: number; atLeast: boolean };
type Props = { filter: RecordFilter; total: Total | undefined };

/** How many records the list has, and to what it is narrowed that no field of the form says; what it leaves out by itself is counted too. */
export function Narrowed({ filter, total }: Props) {
  const t = useT();
  const { since, keptTo, by, from, to } = filter;
  const days = [from ?? '…', to ?? '…'].join(' – ');
  const said = [
    ...(since ? [t('records.narrowed.since', { time: exactTime(since, t.locale) })] : []),
    ...(keptTo ? [t('records.narrowed.keptTo', { day: keptTo })] : []),
    ...(from || to
      ? [
          by === 'sealed'
            ? t('records.narrowed.sealed', { days })
            : by === 'released'
              ? t('records.narrowed.released', { days })
              : t('records.narrowed.arrived', { days }),
        ]
      : []),
  ];
  const count =
    total === undefined ? null : `${t('records.narrowed.count', { count: total.count })}${total.atLeast ? '+' : ''}`;
  return (
    <Text size="sm" mb="xs" role="status">
      {[count, ...said].filter(Boolean).join('; ')}
      {writtenOf(filter) === 'officers' ? <Hidden filter={filter} /> : null}
    </Text>
  );
}

function Hidden({ filter }: { filter: RecordFilter }) {
  const t = useT();
  const asked = { ...filter, written: 'nodes' };
  const { data } = useQuery({
    queryKey: ['records', 'timeline', asked],
    queryFn: () => fetchRecordTimeline(asked),
    refetchInterval: refreshMs * 5,
  });
  if (!data || data.total.count === 0) return null;
  return (
    <>
      {data.total.atLeast ? '; ≥ ' : '; '}
      {t('records.narrowed.hidden', { count: data.total.count })}{' '}
      <PageLink inText to={links.records({ ...filter, written: 'anybody' })}>
        {t('records.narrowed.show')}
      </PageLink>
    </>
  );
}
