import type { ReactNode } from 'react';
import { Link } from 'react-router';
import classes from './Chips.module.css';
import { visibleText } from './visible-text.ts';

/** A row of choices, of which one stands; each is a link. */
export function Chips({ name, title, children }: { name: string; title?: string; children: ReactNode }) {
  return (
    <nav aria-label={name} className={classes.chips}>
      {title === undefined ? null : <span className={classes.title}>{title}</span>}
      {children}
    </nav>
  );
}

type ChipProps = {
  name: string;
  /** What stands behind the name: the word of a format of others. */
  hint?: string | undefined;
  count?: string;
  to: string;
  isChosen: boolean;
  preventScrollReset?: boolean;
};

export function Chip({ name, hint, count, to, isChosen, preventScrollReset = false }: ChipProps) {
  const current = isChosen ? 'true' : undefined;
  return (
    <Link
      to={to}
      title={hint === name ? undefined : hint}
      className={classes.chip}
      aria-current={current}
      preventScrollReset={preventScrollReset}
    >
      {visibleText(name)} {count === undefined ? null : <span className={classes.count}>{count}</span>}
    </Link>
  );
}
