import type { ReactNode } from 'react';
import classes from './Columns.module.css';

/** A main column and what stands beside it; under each other where there is little room. */
export function Columns({ children, side }: { children: ReactNode; side: ReactNode }) {
  return (
    <div className={classes.columns}>
      <div className={classes.main}>{children}</div>
      <div className={classes.side}>{side}</div>
    </div>
  );
}
