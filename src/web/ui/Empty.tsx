import type { ReactNode } from 'react';
import classes from './Empty.module.css';

type Props = {
  title: string;
  /** What will stand here and how it gets here: an empty list that says no more teaches nothing. */
  children: ReactNode;
  /** The first act, where there is one for this officer. */
  act?: ReactNode;
};

/** Nothing here yet: says what will come here, how, and what to do first. */
export function Empty({ title, children, act }: Props) {
  return (
    <div className={classes.empty}>
      <p className={classes.title}>{title}</p>
      <div className={classes.words}>{children}</div>
      {act ? <div className={classes.act}>{act}</div> : null}
    </div>
  );
}
