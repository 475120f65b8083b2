import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { links } from '#web/links.ts';
import { Loaded } from '#web/ui/Loaded.tsx';
import { TimeBars } from '#web/ui/TimeBars.tsx';
import { Timeline } from '#web/ui/Timeline.tsx';
import { fetchRecordTimeline } from './api.ts';
import type { RecordFilter, RecordTime } from './api.ts';
import { useT } from '#web/i18n/use-t.ts';

/** The records that fit, by when they were sealed, came here or were released; each bar leads to its days. */
export function RecordTimeline({ filter }: { filter: RecordFilter }) {
  const t = useT();
  const times = [
    ['arrived', t('records.timeline.arrived')],
    ['sealed', t('records.timeline.sealed')],
    ['released', t('records.timeline.released')],
  ] as const;
  return (
    <Timeline<RecordTime> title={t('records.timeline.title')} times={times}>
      {(by) => <Bars filter={filter} by={by} />}
    </Timeline>
  );
}

function Bars({ filter, by }: { filter: RecordFilter; by: RecordTime }) {
  const t = useT();
  // Another time's days say nothing of this one's.
  const asked = filter.by === undefined || filter.by === by ? { ...filter, by } : { ...withoutDays(filter), by };
  const timeline = useQuery({
    queryKey: ['records', 'timeline', asked],
    queryFn: () => fetchRecordTimeline(asked),
    placeholderData: keepPreviousData,
  });
  return (
    <Loaded query={timeline}>
      {({ unit, spans, without, total }) => (
        <TimeBars
          unit={unit}
          spans={spans}
          label={t('records.timeline.title')}
          say={(span, count) => t('records.timeline.span', { span, count })}
          to={(from, to) => links.records({ ...asked, from, to })}
          note={
            total.atLeast
              ? t('records.timeline.newest', { count: total.count })
              : without > 0
                ? t('records.timeline.without', { count: without })
                : null
          }
        />
      )}
    </Loaded>
  );
}

const withoutDays = ({ from: _from, to: _to, ...filter }: RecordFilter): RecordFilter => filter;
