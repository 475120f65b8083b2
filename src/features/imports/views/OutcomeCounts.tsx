import type { Counts } from './api.ts';
import classes from './OutcomeCounts.module.css';
import { outcomesIn } from './outcomes.ts';
import { useT } from '#web/i18n/use-t.ts';

/** How many objects had which outcome, and what that outcome means. */
export function OutcomeCounts({ counts }: { counts: Counts }) {
  const t = useT();
  return (
    <dl className={classes.counts}>
      {outcomesIn(t).map(({ name, title, about }) => (
        <div key={name} className={classes.count} data-empty={counts[name] === 0}>
          <dt>{title}</dt>
          <dd className={classes.number}>{t.number(counts[name])}</dd>
          <dd className={classes.about}>{about}</dd>
        </div>
      ))}
    </dl>
  );
}
