import { Button } from '@mantine/core';
import { useState } from 'react';
import classes from './JsonView.module.css';
import { visibleText } from './visible-text.ts';
import { labelOf, wordOf } from '../i18n/fields.ts';
import type { Translate } from '../i18n/translate.ts';
import { useT } from '../i18n/use-t.ts';
import { dayOf, exactTime } from './times.ts';

const maxDepth = 32;
const shownAtFirst = 20;

type Props = {
  value: unknown;
  depth?: number;
  /** The member whose value it is, where the member is one of our kinds. */
  name?: string | undefined;
};

/**
 * The content of a record to be read by people: members by their labels, words of closed lists by their meaning, and what a format of others
 * says in its own words. Nothing in it becomes a link: addresses in reports are not to be visited.
 */
export function JsonView({ value, depth = 0, name = '' }: Props) {
  if (Array.isArray(value)) return <Items items={value} depth={depth} name={name} />;
  if (typeof value === 'object' && value !== null)
    return <Members members={Object.entries(value)} depth={depth} isForeign={isForeign(name, value)} />;
  if (typeof value === 'string') return <Words text={value} name={name} />;
  return <Literal value={value} isForeign={name === foreign} />;
}

/** Numbers as the language writes them, yes and no; a format of others keeps its own. */
function Literal({ value, isForeign: isTold }: { value: unknown; isForeign: boolean }) {
  const t = useT();
  const word = String(value);
  const said = isTold ? word : typeof value === 'boolean' ? t(value ? 'ui.yes' : 'ui.no') : word;
  return (
    <span className={classes.literal} title={said === word ? undefined : word}>
      {said}
    </span>
  );
}

/** A STIX object is told in the words of STIX; so is all that is in it. */
const isForeign = (name: string, value: object): boolean =>
  name === foreign || (name === 'object' && 'type' in value && 'id' in value);
const foreign = '\u0000';

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/;
const day = /^\d{4}-\d\d-\d\d$/;

/** A moment and a day as the language writes them, a word of a closed list by its meaning, a kind by its name; any other text as it is. */
function saidOf(t: Translate, name: string, text: string): string {
  if (instant.test(text)) return exactTime(text, t.locale);
  if (day.test(text)) return dayOf(text, t.locale);
  if (name === 'kind' || name === 'kinds') return t.term('kind', text);
  return wordOf(t, name, text);
}

function Words({ text, name }: { text: string; name: string }) {
  const t = useT();
  const said = name === foreign ? text : saidOf(t, name, text);
  return said === text ? (
    <span className={classes.text} dir="auto">
      {visibleText(text)}
    </span>
  ) : (
    <span className={classes.text} title={text}>
      {said}
    </span>
  );
}

function Items({ items, depth, name }: { items: readonly unknown[]; depth: number; name: string }) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  if (items.length === 0) return <span className={classes.literal}>{t('ui.jsonView.none')}</span>;
  if (depth >= maxDepth) return <span className={classes.literal}>{t('ui.jsonView.deeperThanShown')}</span>;
  return (
    <ul className={classes.items}>
      {(isOpen ? items : items.slice(0, shownAtFirst)).map((item, index) => (
        // oxlint-disable-next-line no-array-index-key -- sealed content does not change its order
        <li key={index}>
          <JsonView value={item} depth={depth + 1} name={name} />
        </li>
      ))}
      {items.length > shownAtFirst && !isOpen ? (
        <li>
          <Button variant="subtle" size="compact-xs" onClick={() => setOpen(true)}>
            {t('ui.jsonView.showAll', { items: t.number(items.length) })}
          </Button>
        </li>
      ) : null}
    </ul>
  );
}

type MembersProps = { members: readonly [string, unknown][]; depth: number; isForeign: boolean };

function Members({ members, depth, isForeign: isTold }: MembersProps) {
  const t = useT();
  if (members.length === 0) return <span className={classes.literal}>{t('ui.jsonView.none')}</span>;
  if (depth >= maxDepth) return <span className={classes.literal}>{t('ui.jsonView.deeperThanShown')}</span>;
  return (
    <dl className={classes.members}>
      {members.map(([name, value]) => (
        <div key={name} className={isWhole(value) ? classes.member : classes.branch}>
          <dt title={name}>{visibleText(isTold ? name : labelOf(t, name))}</dt>
          <dd>
            <JsonView value={value} depth={depth + 1} name={isTold ? foreign : name} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Short enough to stand beside its name: everything but an object, or a list that holds one. */
const isWhole = (value: unknown): boolean =>
  Array.isArray(value) ? value.every(isWhole) : typeof value !== 'object' || value === null;
