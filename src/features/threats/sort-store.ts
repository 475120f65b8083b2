import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { isFor } from '#features/guards/model.ts';
import type { Viewer } from '#features/officers/model.ts';
import type { Db } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { toPage } from '#platform/http/page.ts';
import type { Page, PageAsked } from '#platform/http/page.ts';
import type { ThreatColumn, ThreatQuery, ThreatSort, ThreatSummary } from './model.ts';
import { fits, readSummaries } from './search-store.ts';

/** A row in an order of its own: after it the list goes on, though it be gone by then. */
export type SortedHit = { recordId: number; key: string };

type Column = { key: RawBuilder<unknown>; text: RawBuilder<unknown>; type: string };

const byText = (key: RawBuilder<unknown>): Column => ({ key, text: key, type: 'text' });

const byTime = (column: 'modified' | 'created'): Column => {
  const key = sql`coalesce(t.${sql.raw(column)}, '0001-01-01T00:00:00Z'::timestamptz)`;
  return { key, text: sql`to_char(${key} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`, type: 'timestamptz' };
};

/** As the indexes of migrations 0075 and 0081 have them. Names by their first 40 characters; what has no time stands before all times. */
const columns: Record<ThreatColumn, Column> = {
  name: byText(sql`lower(left(coalesce(t.name, ''), 40) collate "C")`),
  type: byText(sql`(t.type collate "C")`),
  author: byText(sql`(t.participant collate "C")`),
  created: byTime('created'),
  modified: byTime('modified'),
};

/** What is asked for one value of the column stands together in its index: it is gone to, not looked for through all of it. */
function fixedTo({ type, member }: ThreatQuery, column: ThreatColumn): RawBuilder<unknown> {
  const value = column === 'type' ? type : column === 'author' ? member : undefined;
  return value === undefined ? sql`true` : sql`${columns[column].key} = ${value}`;
}

/** So many that fit, by a column; rows with the same value by when they came, the same way round. */
export async function findSorted(
  db: Db,
  query: ThreatQuery,
  sort: ThreatSort,
  after: SortedHit | null,
  room: number,
  viewer: Viewer,
): Promise<SortedHit[]> {
  const isDown = sort.startsWith('-');
  const column = sort.replace('-', '') as ThreatColumn;
  const { key, text, type } = columns[column];
  const way = sql.raw(isDown ? 'desc' : 'asc');
  const rest =
    after === null
      ? sql`true`
      : sql`(${key}, t.record_id) ${sql.raw(isDown ? '<' : '>')} (${after.key}::${sql.raw(type)}, ${after.recordId}::bigint)`;
  const { rows } = await sql<SortedHit>`
    select t.record_id as "recordId", ${text} as key from threat_object t where ${fits(query, viewer)} and ${isFor(viewer, 't')} and ${fixedTo(query, column)} and ${rest}
    order by ${key} ${way}, t.record_id ${way} limit ${room}`.execute(db);
  return rows;
}

/** A page of what fits, by a column. */
export async function listSorted(
  db: Db,
  filter: ThreatQuery,
  sort: ThreatSort,
  asked: PageAsked,
  viewer: Viewer,
): Promise<Page<ThreatSummary>> {
  const hits = await findSorted(db, filter, sort, readSortedCursor(asked.before), asked.limit + 1, viewer);
  const { items, next } = toPage(
    hits.map((hit) => ({ recordId: hit.recordId, cursor: sortedCursorOf(hit) })),
    asked,
  );
  return { items: await readSummaries(db, items, viewer), next };
}

/** Where a sorted list goes on after a row. */
export const sortedCursorOf = ({ recordId, key }: SortedHit): string =>
  `6.${recordId}.${Buffer.from(key).toString('base64url')}`;

/** Errors: malformed. */
export function readSortedCursor(before: string | null): SortedHit | null {
  if (before === null) return null;
  const [, recordId, key] = /^6\.(\d{1,15})\.([\w-]*)$/.exec(before) ?? [];
  if (recordId === undefined || key === undefined)
    throw new TamgaError('malformed', 'before: not a place in this list');
  return { recordId: Number(recordId), key: Buffer.from(key, 'base64url').toString('utf8').replaceAll('\0', '') };
}
