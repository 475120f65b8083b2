import { Link } from 'react-router';
import { links } from '#web/links.ts';
import type { ThreatFilter, ThreatTypes } from './api.ts';
import classes from './TypeFacet.module.css';

/** How many objects of each type there are; choosing one shows only those. */
export function TypeFacet({ types, filter }: { types: ThreatTypes; filter: ThreatFilter }) {
  if (types.length === 0) return null;
  return (
    <nav aria-label="Object types" className={classes.facet}>
      <Type name="all types" filter={{ ...filter, type: undefined }} isChosen={!filter.type} />
      {types.map(({ type, count }) => (
        <Type key={type} name={type} count={count} filter={{ ...filter, type }} isChosen={filter.type === type} />
      ))}
    </nav>
  );
}

type TypeProps = { name: string; count?: number; filter: ThreatFilter; isChosen: boolean };

function Type({ name, count, filter, isChosen }: TypeProps) {
  return (
    <Link to={links.threats(filter)} className={classes.type} aria-current={isChosen ? 'true' : undefined}>
      {name} {count === undefined ? null : <span className={classes.count}>{count.toLocaleString('en')}</span>}
    </Link>
  );
}
