import { typeWord } from '#web/i18n/stix.ts';
import { Link } from 'react-router';
import { links } from '#web/links.ts';
import type { LongColumn } from '#web/ui/LongTable.tsx';
import { Mono } from '#web/ui/Mono.tsx';
import { Tag } from '#web/ui/Tag.tsx';
import { dayOf, exactTime } from '#web/ui/times.ts';
import { visibleText } from '#web/ui/visible-text.ts';
import type { ThreatColumn as SortedColumn, ThreatSort } from '../model.ts';
import type { ThreatView } from './api.ts';
import classes from './ThreatTable.module.css';
import type { Translate } from '#web/i18n/translate.ts';

export type ThreatColumn = LongColumn<ThreatView> & { isFixed?: boolean };

/** What a new visitor sees, besides the object itself. */
export const firstColumns: readonly string[] = ['type', 'author', 'versions', 'modified'];

/** All columns in their order. A list of many thousands has no clock in each row: days and moments are told, not how long ago. */
export const allColumns = (
  t: Translate,
  sort: string | undefined,
  toSorted: (sort: string) => string,
): ThreatColumn[] => [
  {
    key: 'object',
    title: t('threats.object'),
    width: 18,
    grow: 4,
    isFixed: true,
    sort: sortOf(sort, toSorted, 'name', 'name'),
    cell: (threat) => <Named threat={threat} t={t} />,
  },
  {
    key: 'type',
    title: t('threats.type'),
    width: 9,
    grow: 1,
    sort: sortOf(sort, toSorted, 'type', 'type'),
    cell: ({ type }) => <span title={type}>{visibleText(typeWord(t, type))}</span>,
  },
  {
    key: 'author',
    sort: sortOf(sort, toSorted, 'author', 'author'),
    title: t('threats.threatTable.author'),
    width: 6,
    grow: 0,
    cell: ({ author }) => <Mono>{author}</Mono>,
  },
  {
    key: 'others',
    title: t('threats.threatTable.others'),
    width: 8,
    grow: 1,
    cell: ({ others }) => (others.length === 0 ? '–' : <Mono>{others.join(', ')}</Mono>),
  },
  {
    key: 'versions',
    title: t('threats.versions'),
    width: 6,
    grow: 0,
    end: true,
    cell: ({ versions }) => t.number(versions),
  },
  {
    key: 'created',
    sort: sortOf(sort, toSorted, 'created', '-created'),
    title: t('threats.threatTable.createdUtc'),
    width: 9,
    grow: 0,
    cell: ({ created }) => day(created, t),
  },
  {
    key: 'modified',
    sort: sortOf(sort, toSorted, 'modified', '-modified'),
    title: t('threats.threatTable.modifiedUtc'),
    width: 9,
    grow: 0,
    cell: ({ modified }) => day(modified, t),
  },
  {
    key: 'record',
    title: t('threats.threatTable.record'),
    width: 16,
    grow: 1,
    cell: ({ ref }) => <Mono dim>{ref}</Mono>,
  },
];

/** A click sorts by it, the more usual way first; another click the other way. */
function sortOf(
  sort: string | undefined,
  toSorted: (sort: string) => string,
  column: SortedColumn,
  first: ThreatSort,
): NonNullable<LongColumn<never>['sort']> {
  const isBy = sort?.replace('-', '') === column;
  const isDown = sort?.startsWith('-') ?? false;
  const other = isDown ? column : (`-${column}` as const);
  return {
    is: isBy ? (isDown ? 'descending' : 'ascending') : 'none',
    to: toSorted(isBy ? other : first),
  };
}

const day = (at: string | null, t: Translate) =>
  at === null ? (
    '–'
  ) : (
    <time dateTime={at} title={exactTime(at, t.locale)}>
      {dayOf(at, t.locale)}
    </time>
  );

function Named({ threat: { id, name, type, revoked }, t }: { threat: ThreatView; t: Translate }) {
  const text = visibleText(
    name === null ? t('threats.threatTable.unnamed') : type === 'opinion' ? t.term('opinion', name) : name,
  );
  return (
    <>
      <div className={classes.name} title={text}>
        {/* The table is one stop of Tab; its own keys lead to the rows, and Enter opens them. */}
        <Link to={links.threat(id)} className={classes.link} tabIndex={-1}>
          {text}
        </Link>{' '}
        {revoked ? <Tag tone="wait">{t('threats.revoked')}</Tag> : null}
      </div>
      {name === id ? null : (
        <div className={classes.under}>
          <Mono dim>{id}</Mono>
        </div>
      )}
    </>
  );
}
