import { Fragment } from 'react';
import type { ReactNode } from 'react';
import classes from './Facts.module.css';

export type Fact = { name: string; value: ReactNode };

/** Names and values, one under the other. A fact without a value is left out. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts
        .filter((fact) => fact.value !== null && fact.value !== undefined && fact.value !== '')
        .map((fact) => (
          <Fragment key={fact.name}>
            <dt>{fact.name}</dt>
            <dd>{fact.value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}
