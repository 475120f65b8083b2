import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Loaded } from '#web/ui/Loaded.tsx';
import { TimeBars } from '#web/ui/TimeBars.tsx';
import { Timeline } from '#web/ui/Timeline.tsx';
import type { ThreatFilter } from './api.ts';
import { fetchTimeline } from './overview-api.ts';
import { useToThreats } from './use-to-threats.ts';
import { useT } from '#web/i18n/use-t.ts';

type By = 'modified' | 'seen';

/** What fits, over time; each bar leads to its days. */
export function ThreatTimeline({ filter }: { filter: ThreatFilter }) {
  const t = useT();
  const times = [
    ['modified', t('threats.timeline.modified')],
    ['seen', t('threats.timeline.seen')],
  ] as const;
  return (
    <Timeline<By> title={t('threats.timeline.title')} times={times}>
      {(by) => <Bars filter={filter} by={by} />}
    </Timeline>
  );
}

function Bars({ filter, by }: { filter: ThreatFilter; by: By }) {
  const t = useT();
  const toThreats = useToThreats();
  const timeline = useQuery({
    queryKey: ['threats', 'timeline', filter, by],
    queryFn: () => fetchTimeline(filter, by),
    placeholderData: keepPreviousData,
  });
  return (
    <Loaded query={timeline}>
      {({ unit, spans, without }) => (
        <TimeBars
          unit={unit}
          spans={spans}
          label={t('threats.timeline.title')}
          say={(span, count) => t('threats.timeline.span', { span, count })}
          to={(from, to) =>
            toThreats({ ...filter, ...(by === 'seen' ? { seenFrom: from, seenTo: to } : { from, to }) })
          }
          note={without > 0 ? t('threats.timeline.without', { count: without }) : null}
        />
      )}
    </Loaded>
  );
}
