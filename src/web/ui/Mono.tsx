import type { ReactNode } from 'react';
import classes from './Mono.module.css';

/** `whole`: short enough never to be broken over two lines. */
type Props = { children: ReactNode; dim?: boolean; whole?: boolean };

/** Refs, digests, codes: what is compared letter by letter. */
export function Mono({ children, dim = false, whole = false }: Props) {
  return (
    <span className={classes.mono} data-dim={dim || undefined} data-whole={whole || undefined}>
      {children}
    </span>
  );
}
