import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { links } from '#web/links.ts';
import { Loaded } from '#web/ui/Loaded.tsx';
import type { ThreatTimeline as Answer } from '../overview-model.ts';
import type { ThreatFilter } from './api.ts';
import { fetchTimeline } from './overview-api.ts';
import classes from './ThreatTimeline.module.css';
import { useT } from '#web/i18n/use-t.ts';

type By = 'modified' | 'seen';

/** What fits, over time; each bar leads to its days. Asked for only when it is opened. */
export function ThreatTimeline({ filter }: { filter: ThreatFilter }) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const [by, setBy] = useState<By>('modified');
  return (
    <details className={classes.whole} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('threats.timeline.title')}</summary>
      {isOpen ? (
        <>
          <div className={classes.choice} role="group" aria-label={t('threats.timeline.by')}>
            {(['modified', 'seen'] as const).map((one) => (
              <label key={one}>
                <input type="radio" name="timeline" checked={by === one} onChange={() => setBy(one)} />{' '}
                {t(one === 'seen' ? 'threats.timeline.seen' : 'threats.timeline.modified')}
              </label>
            ))}
          </div>
          <Bars filter={filter} by={by} />
        </>
      ) : null}
    </details>
  );
}

function Bars({ filter, by }: { filter: ThreatFilter; by: By }) {
  const t = useT();
  const timeline = useQuery({
    queryKey: ['threats', 'timeline', filter, by],
    queryFn: () => fetchTimeline(filter, by),
    placeholderData: keepPreviousData,
  });
  return (
    <Loaded query={timeline}>
      {({ unit, spans, without }) => {
        const most = Math.max(1, ...spans.map(({ count }) => count));
        return (
          <>
            {/* oxlint-disable-next-line no-noninteractive-element-to-interactive-role -- what scrolls is reached by the links in it */}
            <ol className={classes.bars} aria-label={t('threats.timeline.title')}>
              {spans.map(({ from, to, count }) => (
                <li key={from}>
                  <Link
                    to={links.threats({
                      ...filter,
                      ...(by === 'seen' ? { seenFrom: from, seenTo: to } : { from, to }),
                    })}
                    className={classes.bar}
                    title={`${sayUnit(from, unit)}: ${t.number(count)}`}
                    aria-label={t('threats.timeline.span', { span: sayUnit(from, unit), count })}
                  >
                    <span style={{ blockSize: `${Math.max(2, (count / most) * 100)}%` }} />
                  </Link>
                </li>
              ))}
            </ol>
            <p className={classes.ends}>
              <span>{spans[0] ? sayUnit(spans[0].from, unit) : ''}</span>
              {without > 0 ? <span>{t('threats.timeline.without', { count: without })}</span> : null}
              <span>{spans.length > 1 ? sayUnit(spans.at(-1)?.from ?? '', unit) : ''}</span>
            </p>
          </>
        );
      }}
    </Loaded>
  );
}

const sayUnit = (from: string, unit: Answer['unit']): string =>
  unit === 'day' ? from : unit === 'month' ? from.slice(0, 7) : from.slice(0, 4);
