import type { Counts } from './api.ts';
import classes from './OutcomeCounts.module.css';
import { outcomes } from './outcomes.ts';

/** How many objects had which outcome, and what that outcome means. */
export function OutcomeCounts({ counts }: { counts: Counts }) {
  return (
    <dl className={classes.counts}>
      {outcomes.map(({ name, title, about }) => (
        <div key={name} className={classes.count} data-empty={counts[name] === 0}>
          <dt>{title}</dt>
          <dd className={classes.number}>{counts[name].toLocaleString('en')}</dd>
          <dd className={classes.about}>{about}</dd>
        </div>
      ))}
    </dl>
  );
}
