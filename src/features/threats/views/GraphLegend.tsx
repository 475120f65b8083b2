import { typeWord } from '#web/i18n/stix.ts';
import { visibleText } from '#web/ui/visible-text.ts';
import classes from './Graph.module.css';
import type { ShownLine } from './graph-shown.ts';
import { useT } from '#web/i18n/use-t.ts';

type Props = {
  types: readonly (readonly [type: string, count: number])[];
  hidden: ReadonlySet<string>;
  colours: ReadonlyMap<string, string>;
  lines: readonly ShownLine[];
};

const mostTypes = 12;

/** What the colours and lines of the picture mean, under it. */
export function GraphLegend({ types, hidden, colours, lines }: Props) {
  const t = useT();
  const seen = types.filter(([type]) => !hidden.has(type)).slice(0, mostTypes);
  return (
    <ul className={classes.legend} aria-label={t('threats.graph.legend')}>
      {seen.map(([type]) => (
        <li key={type}>
          <span className={classes.swatch} style={{ background: colours.get(type) }} />
          <span title={type}>{visibleText(typeWord(t, type))}</span>
        </li>
      ))}
      {lines.length === 0 ? null : (
        <li>
          <span className={classes.arrow} aria-hidden="true">
            →
          </span>
          {t('threats.graph.legendArrow')}
        </li>
      )}
      {lines.some(({ held }) => held !== null) ? (
        <li>
          <span className={classes.dashed} aria-hidden="true" />
          {t('threats.graph.legendHeld')}
        </li>
      ) : null}
    </ul>
  );
}
