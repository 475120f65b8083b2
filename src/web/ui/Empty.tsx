import type { ReactNode } from 'react';
import classes from './Empty.module.css';

/** Nothing here yet: says what will come here and how. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <p className={classes.title}>{title}</p>
      {children ? <div className={classes.words}>{children}</div> : null}
    </div>
  );
}
