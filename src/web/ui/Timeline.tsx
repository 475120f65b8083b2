import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { useT } from '../i18n/use-t.ts';
import classes from './TimeBars.module.css';

type Props<By extends string> = {
  title: string;
  /** By which time it may be told, the first one at first. */
  times: readonly (readonly [by: By, name: string])[];
  children: (by: By) => ReactNode;
};

/** A list over time, asked for only when it is opened. */
export function Timeline<By extends string>({ title, times, children }: Props<By>) {
  const t = useT();
  const name = useId();
  const [isOpen, setOpen] = useState(false);
  const [by, setBy] = useState<By | undefined>(times[0]?.[0]);
  return (
    <details className={classes.whole} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {isOpen && by !== undefined ? (
        <>
          <div className={classes.choice} role="group" aria-label={t('ui.timeline.by')}>
            {times.map(([one, says]) => (
              <label key={one}>
                <input type="radio" name={name} checked={by === one} onChange={() => setBy(one)} /> {says}
              </label>
            ))}
          </div>
          {children(by)}
        </>
      ) : null}
    </details>
  );
}
