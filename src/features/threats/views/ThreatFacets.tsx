import { phaseWord, typeWord } from '#web/i18n/stix.ts';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Chip, Chips } from '#web/ui/Chips.tsx';
import type { FacetName } from '../model.ts';
import { sayCount } from './api.ts';
import type { ThreatCounts, ThreatFilter } from './api.ts';
import classes from './ThreatFacets.module.css';
import { useToThreats } from './use-to-threats.ts';
import { useT } from '#web/i18n/use-t.ts';
import type { Translate } from '#web/i18n/translate.ts';

const titles = (t: Translate): Record<FacetName, string> => ({
  type: t('threats.type'),
  tlp: t('threats.threatFacets.recordsTlp'),
  base: t('threats.threatFacets.recordsMarking'),
  own: t('threats.threatFacets.objectsOwnTlp'),
  member: t('threats.threatFacets.writtenBy'),
  phase: t('threats.threatFacets.killChainPhase'),
  label: t('threats.threatFacets.label'),
});
const others: readonly FacetName[] = ['tlp', 'base', 'own', 'member', 'phase', 'label'];

type Props = { counts: ThreatCounts; filter: ThreatFilter };

/** How many of the objects have each value of a facet; choosing one shows only those. */
export function ThreatFacets({ counts, filter }: Props) {
  const t = useT();
  const isAsked = others.some((name) => filter[name]);
  const [isOpen, setOpen] = useState(isAsked);
  return (
    <>
      <Facet name="type" counts={counts} filter={filter} />
      <details className={classes.others} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t('threats.threatFacets.more')}</summary>
        {others.map((name) => (
          <Facet key={name} name={name} counts={counts} filter={filter} />
        ))}
      </details>
    </>
  );
}

/** Types and phases by what readers call them; other values are names. */
const wordOf = (t: Translate, facet: FacetName, value: string): string =>
  facet === 'type' ? typeWord(t, value) : facet === 'phase' ? phaseWord(t, value) : value;

const fewValues = 12;

function Facet({ name, counts, filter }: Props & { name: FacetName }) {
  const t = useT();
  const [isWhole, setWhole] = useState(false);
  const toThreats = useToThreats();
  const chosen = filter[name];
  const values = counts.facets[name];
  if (values.length === 0 && !chosen) return null;
  const shown = values.filter(({ value }, place) => isWhole || place < fewValues || value === chosen);
  const isMissing = chosen !== undefined && chosen !== '' && !values.some(({ value }) => value === chosen);
  return (
    <Chips name={titles(t)[name]} title={titles(t)[name]}>
      <Chip name={t('threats.threatFacets.any')} to={toThreats({ ...filter, [name]: undefined })} isChosen={!chosen} />
      {isMissing ? (
        <Chip name={wordOf(t, name, chosen)} hint={chosen} count="0" to={toThreats(filter)} isChosen />
      ) : null}
      {shown.map((one) => (
        <Chip
          key={one.value}
          name={wordOf(t, name, one.value)}
          hint={one.value}
          count={sayCount(t, one)}
          to={toThreats({ ...filter, [name]: one.value })}
          isChosen={chosen === one.value}
        />
      ))}
      {shown.length < values.length ? (
        <Button variant="subtle" size="compact-xs" onClick={() => setWhole(true)}>
          {t('threats.threatFacets.rest', { count: values.length - shown.length })}
        </Button>
      ) : null}
    </Chips>
  );
}
