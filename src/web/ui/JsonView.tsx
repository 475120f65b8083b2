import { Button } from '@mantine/core';
import { useState } from 'react';
import classes from './JsonView.module.css';
import { visibleText } from './visible-text.ts';
import { useT } from '../i18n/use-t.ts';

const maxDepth = 32;
const shownAtFirst = 20;

/** A JSON value to be read by people. Nothing in it becomes a link: addresses in reports are not to be visited. */
export function JsonView({ value, depth = 0 }: { value: unknown; depth?: number }) {
  if (Array.isArray(value)) return <Items items={value} depth={depth} />;
  if (typeof value === 'object' && value !== null) return <Members members={Object.entries(value)} depth={depth} />;
  if (typeof value === 'string') return <span className={classes.text}>{visibleText(value)}</span>;
  return <span className={classes.literal}>{String(value)}</span>;
}

function Items({ items, depth }: { items: readonly unknown[]; depth: number }) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  if (items.length === 0) return <span className={classes.literal}>{t('ui.jsonView.none')}</span>;
  if (depth >= maxDepth) return <span className={classes.literal}>{t('ui.jsonView.deeperThanShown')}</span>;
  return (
    <ul className={classes.items}>
      {(isOpen ? items : items.slice(0, shownAtFirst)).map((item, index) => (
        // oxlint-disable-next-line no-array-index-key -- sealed content does not change its order
        <li key={index}>
          <JsonView value={item} depth={depth + 1} />
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

function Members({ members, depth }: { members: readonly [string, unknown][]; depth: number }) {
  const t = useT();
  if (members.length === 0) return <span className={classes.literal}>{t('ui.jsonView.none')}</span>;
  if (depth >= maxDepth) return <span className={classes.literal}>{t('ui.jsonView.deeperThanShown')}</span>;
  return (
    <dl className={classes.members}>
      {members.map(([name, value]) => (
        <div key={name} className={isWhole(value) ? classes.member : classes.branch}>
          <dt>{visibleText(name)}</dt>
          <dd>
            <JsonView value={value} depth={depth + 1} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Short enough to stand beside its name: everything but an object, or a list that holds one. */
const isWhole = (value: unknown): boolean =>
  Array.isArray(value) ? value.every(isWhole) : typeof value !== 'object' || value === null;
