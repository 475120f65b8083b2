import { Fragment } from 'react';
import { Link } from 'react-router';
import { useT } from '../i18n/use-t.ts';
import classes from './TimeBars.module.css';

export type Bars = {
  unit: 'day' | 'month' | 'year';
  spans: readonly { from: string; to: string; count: number }[];
};

type Props = Bars & {
  label: string;
  /** What a bar says to who does not see it. */
  say: (span: string, count: number) => string;
  /** The list of what a bar counts. */
  to: (from: string, to: string) => string;
  /** Said between the two ends. */
  note?: string | null;
};

/** How many over time; each bar leads to what it counts. Empty spans take their place; where some are left out the axis breaks. */
export function TimeBars({ unit, spans, label, say, to, note = null }: Props) {
  const t = useT();
  const most = Math.max(1, ...spans.map(({ count }) => count));
  return (
    // No wider than its bars, so that the last one stands over its name.
    <div style={{ maxInlineSize: `${Math.max(16, spans.length * 3)}rem` }}>
      {/* oxlint-disable-next-line no-noninteractive-element-to-interactive-role -- what scrolls is reached by the links in it */}
      <ol className={classes.bars} aria-label={label}>
        {spans.map(({ from, to: last, count }, place) => (
          <Fragment key={from}>
            {isBroken(spans[place - 1], from) ? <li className={classes.gap} aria-hidden="true" /> : null}
            <li>
              {/* Of nothing there is no list to go to. */}
              {count === 0 ? (
                <span className={classes.bar} title={`${sayUnit(from, unit)}: ${t.number(0)}`} />
              ) : (
                <Link
                  to={to(from, last)}
                  className={classes.bar}
                  title={`${sayUnit(from, unit)}: ${t.number(count)}`}
                  aria-label={say(sayUnit(from, unit), count)}
                >
                  <span style={{ blockSize: `${Math.max(2, (count / most) * 100)}%` }} />
                </Link>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
      <p className={classes.ends}>
        <span>{spans[0] ? sayUnit(spans[0].from, unit) : ''}</span>
        {note === null ? null : <span>{note}</span>}
        <span>{spans.length > 1 ? sayUnit(spans.at(-1)?.from ?? '', unit) : ''}</span>
      </p>
    </div>
  );
}

/** Whether time is left out between two spans. */
const isBroken = (before: Bars['spans'][number] | undefined, from: string): boolean =>
  before !== undefined && Date.parse(from) - Date.parse(before.to) > 86_400_000;

const sayUnit = (from: string, unit: Bars['unit']): string =>
  unit === 'day' ? from : unit === 'month' ? from.slice(0, 7) : from.slice(0, 4);
