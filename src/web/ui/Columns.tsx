import type { ReactNode } from 'react';
import classes from './Columns.module.css';

/** `stays`: what is beside it stays in sight while the main column goes by, and scrolls by itself. */
type Props = { children: ReactNode; side: ReactNode; stays?: boolean };

/** A main column and what stands beside it; under each other where there is little room. */
export function Columns({ children, side, stays = false }: Props) {
  return (
    <div className={classes.columns}>
      <div className={classes.main}>{children}</div>
      <div className={stays ? `${classes.side} ${classes.stays}` : classes.side}>{side}</div>
    </div>
  );
}
