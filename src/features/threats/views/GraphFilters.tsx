import { Checkbox } from '@mantine/core';
import { visibleText } from '#web/ui/visible-text.ts';
import classes from './Graph.module.css';
import { useT } from '#web/i18n/use-t.ts';

const mostChoices = 30;

type Props = {
  title: string;
  words: readonly (readonly [word: string, count: number])[];
  hidden: ReadonlySet<string>;
  /** What readers call one. */
  say: (word: string) => string;
  colours?: ReadonlyMap<string, string>;
  onChange: (hidden: ReadonlySet<string>) => void;
};

/** Which types, or which relations, the picture and the list show. */
export function GraphFilters({ title, words, hidden, say, colours, onChange }: Props) {
  const t = useT();
  if (words.length < 2) return null;
  return (
    <fieldset className={classes.filters}>
      <legend>{title}</legend>
      <div className={classes.choices}>
        {words.slice(0, mostChoices).map(([word, count]) => (
          <Checkbox
            key={word}
            size="xs"
            checked={!hidden.has(word)}
            onChange={({ currentTarget: { checked } }) => {
              const next = new Set(hidden);
              if (checked) next.delete(word);
              else next.add(word);
              onChange(next);
            }}
            label={
              <>
                {colours ? <span className={classes.swatch} style={{ background: colours.get(word) }} /> : null}
                <span title={visibleText(word)}>{visibleText(say(word))}</span>{' '}
                <span className={classes.count}>{t.number(count)}</span>
              </>
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
