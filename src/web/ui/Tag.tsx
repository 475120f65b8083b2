import type { ReactNode } from 'react';
import classes from './Tag.module.css';

export type Tone = 'plain' | 'good' | 'wait' | 'bad' | 'faint';

/** One word of state. The word carries the meaning, the colour only helps. */
export function Tag({
  tone = 'plain',
  title,
  children,
}: {
  tone?: Tone;
  title?: string | undefined;
  children: ReactNode;
}) {
  return (
    <span className={classes.tag} data-tone={tone} title={title}>
      {children}
    </span>
  );
}
