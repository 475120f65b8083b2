import type { ReactNode } from 'react';
import classes from './Panel.module.css';

/** A quiet frame around what belongs together. */
export function Panel({ children, flush = false }: { children: ReactNode; flush?: boolean }) {
  return <div className={flush ? classes.flush : classes.panel}>{children}</div>;
}
