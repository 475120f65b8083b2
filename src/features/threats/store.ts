import { sql } from 'kysely';
import type { Readers } from '#features/records/model.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import { wordsOf } from './model.ts';
import type { ThreatQuery, ThreatSummary } from './model.ts';

export type ThreatRow = {
  recordId: number;
  objectId: string;
  type: string;
  name: string | null;
  created: string | null;
  modified: string | null;
  version: string;
  revoked: boolean;
  contentDigest: string;
  participant: string;
  /** Text by which it is found; null: never. */
  search: string | null;
  /** Its name, where a search for exactly that is to find it first; null: it has none of its own. */
  ranked: string | null;
};

export async function insertObjects(tx: Tx, rows: readonly ThreatRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into threat_object (record_id, object_id, type, name, created, modified, version, revoked, content_digest, participant, search, name_words)
    select record_id, object_id, type, name, created, modified, version, revoked, content_digest, participant,
           array_to_tsvector(string_to_array(words, ' ')), array_to_tsvector(string_to_array(name_words, ' '))
    from unnest(${rows.map((r) => r.recordId)}::bigint[], ${rows.map((r) => r.objectId)}::text[], ${rows.map((r) => r.type)}::text[],
      ${rows.map((r) => r.name)}::text[], ${rows.map((r) => r.created)}::timestamptz[], ${rows.map((r) => r.modified)}::timestamptz[],
      ${rows.map((r) => r.version)}::text[], ${rows.map((r) => r.revoked)}::boolean[], ${rows.map((r) => r.contentDigest)}::text[],
      ${rows.map((r) => r.participant)}::text[], ${rows.map((r) => words(r.search))}::text[], ${rows.map((r) => words(r.ranked))}::text[])
      as t (record_id, object_id, type, name, created, modified, version, revoked, content_digest, participant, words, name_words)
    on conflict (record_id) do nothing`.execute(tx);
}

const words = (text: string | null): string | null => (text === null ? null : wordsOf(text).join(' '));

export async function deleteObjects(tx: Tx, recordIds: readonly number[]): Promise<void> {
  if (recordIds.length === 0) return;
  await sql`delete from threat_object where record_id = any(${recordIds}::bigint[])`.execute(tx);
}

export type KnownObject = {
  objectId: string;
  version: string;
  contentDigest: string;
  recordId: number | null;
  /** The label of its record. */
  tlp: string | null;
};

/** The versions of these objects that this participant holds as its own. */
export async function findOwnVersions(db: Db | Tx, objectIds: readonly string[], self: string): Promise<KnownObject[]> {
  const { rows } = await sql<KnownObject>`
    select t.object_id as "objectId", t.version, t.content_digest as "contentDigest", t.record_id as "recordId", r.tlp
    from threat_object t join record r on r.id = t.record_id
    where t.object_id = any(${objectIds}::text[]) and t.participant = ${self}`.execute(db);
  return rows;
}

const pageLimit = 100;

/**
 * Things before the relationships between them; of either, first what has exactly the name that was typed, then what has the words
 * in its name, then the rest; in each place the newest record first. One row per object, with the number of versions. Objects
 * without search text are never found by text.
 */
export async function searchObjects(
  db: Db,
  query: ThreatQuery,
): Promise<{ rows: ThreatSummary[]; next: string | null }> {
  const limit = Math.min(pageLimit, Math.max(1, Number(query.limit ?? 50)));
  const [place = null, before = null] = query.before?.split('.') ?? [];
  const { rows } = await sql<ThreatSummary & { cursor: string }>`
    with page as (
      select t.record_id, ${placeOf(query.q)} as place from threat_object t
      where ${matches(query)}
        and not exists (select 1 from threat_object newer where newer.object_id = t.object_id
                        and (newer.modified, newer.record_id) > (coalesce(t.modified, '-infinity'), t.record_id))
        and (${place}::int is null or (${placeOf(query.q)}, -t.record_id) > (${place}::int, -${before}::bigint))
      order by place, -t.record_id limit ${limit}
    )
    select r.ref, concat(page.place, '.', t.record_id) as cursor, t.object_id as id, t.type, t.name, t.created, t.modified, t.revoked, t.participant as author,
           (select count(*) from threat_object v where v.object_id = t.object_id) as versions
    from page join threat_object t using (record_id) join record r on r.id = t.record_id order by page.place, t.record_id desc`.execute(
    db,
  );
  const next = rows.length < limit ? null : (rows.at(-1)?.cursor ?? null);
  return { rows: rows.map(({ cursor: _, ...row }) => row), next };
}

/** 0 to 2 of things, 3 to 5 of relationships; it depends on the row and the words alone, so that pages follow each other without a gap. */
const placeOf = (text = '') => {
  const typed = wordsOf(text);
  const rank = sql`case when t.name_words = array_to_tsvector(${typed}::text[]) then 0
                        when t.name_words @@ ${toTsQuery(text)}::tsquery then 1 else 2 end`;
  return sql`((t.type = 'relationship')::int * 3 + ${typed.length === 0 ? sql`2` : rank})`;
};

export type NamedObject = { participant: string; objectId: string; name: string };

/** What these participants call these objects, or else what others do, by the newest version; objects without a name are left out. */
export async function findNames(
  db: Db,
  wanted: readonly { participant: string; objectId: string }[],
): Promise<NamedObject[]> {
  const { rows } = await sql<NamedObject>`
    select w.participant, w.object_id as "objectId", named.name
    from unnest(${wanted.map((w) => w.participant)}::text[], ${wanted.map((w) => w.objectId)}::text[]) as w (participant, object_id)
    cross join lateral (
      select t.name from threat_object t where t.object_id = w.object_id and t.name is not null
      order by t.participant = w.participant desc, t.modified desc nulls last, t.record_id desc limit 1
    ) named`.execute(db);
  return rows;
}

/** How many objects of each type fit the query, whatever type it asks for. */
export async function countTypes(db: Db, query: ThreatQuery): Promise<{ type: string; count: number }[]> {
  const { type: _, ...rest } = query;
  const { rows } = await sql<{ type: string; count: number }>`
    select t.type, count(distinct t.object_id) as count from threat_object t where ${matches(rest)} group by t.type order by 2 desc, 1`.execute(
    db,
  );
  return rows;
}

/** Objects that describe persons have no search text and are in no list (SG-07). */
export const matches = (query: ThreatQuery) => sql`
  t.search is not null and
  (${query.type ?? null}::text is null or t.type = ${query.type ?? null})
  and (${query.from ?? null}::date is null or t.modified >= ${query.from ?? null}::date)
  and (${query.to ?? null}::date is null or t.modified < ${query.to ?? null}::date + 1)
  and (${toTsQuery(query.q)}::text is null or t.search @@ ${toTsQuery(query.q)}::tsquery)`;

/** Every word must occur, the last one as a prefix. Words hold nothing that a tsquery could take for an operator. */
const toTsQuery = (text = ''): string | null =>
  wordsOf(text)
    .map((word, i, { length }) => (i === length - 1 ? `'${word}':*` : `'${word}'`))
    .join(' & ') || null;

const maxVersionBytes = 8 * 1024 * 1024;

export type VersionRow = {
  ref: string;
  name: string | null;
  modified: Date | null;
  author: string;
  digest: Buffer;
  body: Buffer | null;
  wrappedKeys: Buffer | null;
  readers: Readers;
};

/** The newest versions first, as many as fit an answer: 200, and about 8 MiB of source text. */
export async function readVersions(db: Db, objectId: string): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    with version as (
      select r.id, r.ref, t.name, t.modified, t.participant as author, octet_length(r.body) as bytes,
             sum(octet_length(r.body)) over (order by t.modified desc nulls last, t.record_id desc) as total
      from threat_object t join record r on r.id = t.record_id
      where t.object_id = ${objectId} order by t.modified desc nulls last, t.record_id desc limit 200
    )
    select v.ref, v.name, v.modified, v.author, r.digest, r.body, r.wrapped_keys as "wrappedKeys", r.readers
    from version v join record r on r.id = v.id
    where v.total - v.bytes < ${maxVersionBytes} order by v.modified desc nulls last, v.id desc`.execute(db);
  return rows;
}
