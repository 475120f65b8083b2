import { phaseWord } from '#web/i18n/stix.ts';
import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { links } from '#web/links.ts';
import { ButtonLink } from '#web/ui/ButtonLink.tsx';
import { Empty } from '#web/ui/Empty.tsx';
import { Loaded } from '#web/ui/Loaded.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Section } from '#web/ui/Section.tsx';
import { visibleText } from '#web/ui/visible-text.ts';
import type { ThreatMatrix } from '../overview-model.ts';
import classes from './MatrixPage.module.css';
import { fetchMatrix } from './overview-api.ts';
import { useT } from '#web/i18n/use-t.ts';

type Tactic = ThreatMatrix['chains'][number]['tactics'][number];

/** Techniques by the phases that they name themselves: which of them are in use, and where nothing is known. */
export function MatrixPage() {
  const t = useT();
  const matrix = useQuery({ queryKey: ['threats', 'matrix'], queryFn: fetchMatrix });
  const [isUsedOnly, setUsedOnly] = useState(false);
  return (
    <Page
      title={t('threats.matrix.title')}
      about={t('threats.matrix.about')}
      actions={<ButtonLink to={links.threats()}>{t('threats.threatsPage.title')}</ButtonLink>}
    >
      <Loaded query={matrix}>
        {({ chains, complete }) =>
          chains.length === 0 ? (
            <Empty title={t('threats.matrix.none')}>{t('threats.matrix.noneWhy')}</Empty>
          ) : (
            <>
              <Checkbox
                size="xs"
                mb="md"
                label={t('threats.matrix.usedOnly')}
                checked={isUsedOnly}
                onChange={(event) => setUsedOnly(event.currentTarget.checked)}
              />
              {complete ? null : <p role="status">{t('threats.matrix.cut')}</p>}
              {chains.map(({ chain, tactics }) => (
                <Section key={chain} title={visibleText(chain)}>
                  {/* oxlint-disable-next-line no-noninteractive-tabindex -- what scrolls must be reachable by keyboard (WCAG §2.1.1) */}
                  <div className={classes.frame} role="group" aria-label={visibleText(chain)} tabIndex={0}>
                    {tactics.map((tactic) => (
                      <Column key={tactic.phase} chain={chain} tactic={tactic} isUsedOnly={isUsedOnly} />
                    ))}
                  </div>
                </Section>
              ))}
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function Column({
  chain,
  tactic: { phase, techniques },
  isUsedOnly,
}: {
  chain: string;
  tactic: Tactic;
  isUsedOnly: boolean;
}) {
  const t = useT();
  const shown = techniques.filter(({ references }) => !isUsedOnly || references > 0);
  const name = visibleText(phaseWord(t, phase));
  return (
    <div className={classes.column}>
      <h3 className={classes.tactic}>
        <Link title={phase} to={links.threats({ type: 'attack-pattern', phase: `${chain}:${phase}` })}>
          {name}
        </Link>{' '}
        <span className={classes.count}>{t.number(techniques.length)}</span>
      </h3>
      <ul className={classes.techniques} aria-label={name}>
        {shown.map(({ id, name: called, revoked, references, sightings }) => (
          <li key={id}>
            <Link
              to={links.threat(id)}
              className={classes.technique}
              data-heat={heatOf(references)}
              data-revoked={revoked || undefined}
            >
              <span>{visibleText(called)}</span>
              {references > 0 ? (
                <span className={classes.numbers} title={t('threats.matrix.counts', { references, sightings })}>
                  {t.number(references)}
                  <span className={classes.unseen}> {t('threats.matrix.counts', { references, sightings })}</span>
                </span>
              ) : null}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Five shades: each tenfold step is one, and the number stands beside it. */
const heatOf = (references: number): number => Math.min(4, Math.ceil(Math.log10(references + 1) * 1.6));
