import { Button } from '@mantine/core';
import { useState } from 'react';
import { links } from '#web/links.ts';
import { Chip, Chips } from '#web/ui/Chips.tsx';
import type { FacetName } from '../model.ts';
import { sayCount } from './api.ts';
import type { ThreatCounts, ThreatFilter } from './api.ts';
import classes from './ThreatFacets.module.css';

const titles: Record<FacetName, string> = {
  type: 'Type',
  tlp: 'Record’s TLP',
  base: 'Record’s marking',
  own: 'Object’s own TLP',
  member: 'Written by',
  phase: 'Kill-chain phase',
  label: 'Label',
};
const others: readonly FacetName[] = ['tlp', 'base', 'own', 'member', 'phase', 'label'];
const text = { more: 'Markings, members, phases and labels', any: 'any', rest: 'more' };

type Props = { counts: ThreatCounts; filter: ThreatFilter };

/** How many of the objects have each value of a facet; choosing one shows only those. */
export function ThreatFacets({ counts, filter }: Props) {
  const isAsked = others.some((name) => filter[name]);
  const [isOpen, setOpen] = useState(isAsked);
  return (
    <>
      <Facet name="type" counts={counts} filter={filter} />
      <details className={classes.others} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{text.more}</summary>
        {others.map((name) => (
          <Facet key={name} name={name} counts={counts} filter={filter} />
        ))}
      </details>
    </>
  );
}

const fewValues = 12;

function Facet({ name, counts, filter }: Props & { name: FacetName }) {
  const [isWhole, setWhole] = useState(false);
  const chosen = filter[name];
  const values = counts.facets[name];
  if (values.length === 0 && !chosen) return null;
  const shown = values.filter(({ value }, place) => isWhole || place < fewValues || value === chosen);
  const isMissing = chosen !== undefined && chosen !== '' && !values.some(({ value }) => value === chosen);
  return (
    <Chips name={titles[name]} title={titles[name]}>
      <Chip name={text.any} to={links.threats({ ...filter, [name]: undefined })} isChosen={!chosen} />
      {isMissing ? <Chip name={chosen} count="0" to={links.threats(filter)} isChosen /> : null}
      {shown.map((one) => (
        <Chip
          key={one.value}
          name={one.value}
          count={sayCount(one)}
          to={links.threats({ ...filter, [name]: one.value })}
          isChosen={chosen === one.value}
        />
      ))}
      {shown.length < values.length ? (
        <Button variant="subtle" size="compact-xs" onClick={() => setWhole(true)}>
          {values.length - shown.length} {text.rest}
        </Button>
      ) : null}
    </Chips>
  );
}
