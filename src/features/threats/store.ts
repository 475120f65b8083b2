import { sql } from 'kysely';
import type { Readers } from '#features/records/model.ts';
import { isFor } from '#features/guards/model.ts';
import type { Viewer } from '#features/officers/model.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import type { ThreatFacets } from './model.ts';
import { facetLexemes, separator, wordLexemes } from './terms-model.ts';

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
  /** By what it is found; null: never. */
  found: Found | null;
};

/** `ranked` is its name, where a search for exactly that is to find it first; null: it has none of its own. */
type Found = Omit<ThreatFacets, 'type' | 'participant'> & { text: string; ranked: string | null };

/**
 * Which version of an object is its participant's newest, and how many there are of each facet, is decided by one transaction after the
 * other: two that brought versions of one object at the same time would each take its own for the newest.
 */
const takeTurn = (tx: Tx): Promise<unknown> => sql`select pg_advisory_xact_lock(7400005)`.execute(tx);

/** Objects of different times, and of the same time the record that came later; those without a time are the oldest. */
const ageOf = (table: string) => sql.raw(`(coalesce(${table}.modified, '-infinity'), ${table}.record_id)`);

export async function insertObjects(tx: Tx, rows: readonly ThreatRow[]): Promise<void> {
  if (rows.length === 0) return;
  await takeTurn(tx);
  await sql`
    with given as (select * from ${valuesOf(rows)}),
    inserted as (
      insert into threat_object (record_id, object_id, type, name, created, modified, version, revoked, content_digest, participant,
        tlp, base, own_marking, labels, phases, seen_from, seen_to, search, guard, wrote, newest)
      select record_id, object_id, type, name, created, modified, version, revoked, content_digest, participant, tlp, base, own_marking,
        string_to_array(labels, ${separator}), string_to_array(phases, ${separator}), seen_from, seen_to,
        array_to_tsvector(string_to_array(search, ${separator})),
        (select r.guard from record r where r.id = given.record_id), (select r.wrote from record r where r.id = given.record_id),
        row_number() over (partition by object_id, participant order by coalesce(modified, '-infinity') desc, record_id desc) = 1
          and not exists (select 1 from threat_object o where o.object_id = given.object_id
            and o.participant = given.participant and ${ageOf('o')} > ${ageOf('given')})
      from given
      on conflict (record_id) do nothing
      returning *
    ),
    overtaken as (
      update threat_object t set newest = false from inserted i
      where i.newest and t.newest and t.object_id = i.object_id and t.participant = i.participant returning t.*
    ),
    changed as (select 1 as n, i.* from inserted i where i.newest union all select -1, o.* from overtaken o)
    ${countChanged}`.execute(tx);
  await dropEmpty(tx);
}

function valuesOf(rows: readonly ThreatRow[]) {
  const joined = (list: readonly string[] | undefined): string => (list ?? []).join(separator);
  const texts = (of: (row: ThreatRow) => string | null | undefined) =>
    sql`${rows.map((row) => of(row) ?? null)}::text[]`;
  const times = (of: (row: ThreatRow) => string | null | undefined) =>
    sql`${rows.map((row) => of(row) ?? null)}::timestamptz[]`;
  return sql`unnest(${rows.map((r) => r.recordId)}::bigint[], ${texts((r) => r.objectId)}, ${texts((r) => r.type)}, ${texts((r) => r.name)},
      ${times((r) => r.created)}, ${times((r) => r.modified)}, ${texts((r) => r.version)}, ${rows.map((r) => r.revoked)}::boolean[],
      ${texts((r) => r.contentDigest)}, ${texts((r) => r.participant)}, ${texts((r) => r.found?.tlp)}, ${texts((r) => r.found?.base)},
      ${texts((r) => r.found?.ownMarking)}, ${texts((r) => joined(r.found?.labels))}, ${texts((r) => joined(r.found?.phases))},
      ${times((r) => r.found?.seenFrom)}, ${times((r) => r.found?.seenTo)}, ${texts(lexemesOf)})
    as t (record_id, object_id, type, name, created, modified, version, revoked, content_digest, participant, tlp, base, own_marking,
      labels, phases, seen_from, seen_to, search)`;
}

function lexemesOf({ recordId, type, participant, modified, found }: ThreatRow): string | null {
  if (!found) return null;
  const facets = facetLexemes({ ...found, type, participant, recordId, modified });
  return [...wordLexemes(found.text, found.ranked), ...facets].join(separator);
}

/** Takes objects out; where that was its participant's newest version, the one before it is the newest again. */
export async function deleteObjects(tx: Tx, recordIds: readonly number[]): Promise<void> {
  if (recordIds.length === 0) return;
  await takeTurn(tx);
  await sql`
    with gone as (delete from threat_object where record_id = any(${recordIds}::bigint[]) returning *),
    heir as (
      select distinct on (t.object_id, t.participant) t.record_id from threat_object t join gone g using (object_id, participant)
      where g.newest and t.record_id <> all(${recordIds}::bigint[])
      order by t.object_id, t.participant, coalesce(t.modified, '-infinity') desc, t.record_id desc
    ),
    promoted as (update threat_object t set newest = true from heir h where t.record_id = h.record_id returning t.*),
    changed as (select -1 as n, g.* from gone g where g.newest union all select 1, p.* from promoted p)
    ${countChanged}`.execute(tx);
  await dropEmpty(tx);
}

/** What is guarded for no purpose of the profile is in nobody's counts (decision 0054). */
const countedUnder = sql`case guard when '' then '-' else coalesce(guard, '') end`;

/** Counts what came into the lists and left them. */
export const countChanged = sql`
  insert into threat_count as c (facet, value, guard, count)
  select facet, value, ${countedUnder}, sum(n) from changed cross join lateral (
    values ('all', ''), ('type', type), ('member', participant), ('tlp', tlp), ('base', base), ('own', own_marking)
    union all select 'label', unnest(labels) union all select 'phase', unnest(phases)
  ) of (facet, value)
  where search is not null and value is not null
  group by facet, value, 3 having sum(n) <> 0 order by facet, value, 3
  on conflict (facet, value, guard) do update set count = c.count + excluded.count`;

/** A value that no object has any more was content, and is gone with it. Without objects there is nothing to count. */
export const dropEmpty = (tx: Tx): Promise<unknown> =>
  sql`delete from threat_count where count = 0 or not exists (select 1 from threat_object)`.execute(tx);

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

export type NamedObject = { participant: string; objectId: string; name: string };

/**
 * Whose word on an object stands before others': this node's own, then that of who said it here first, whatever times later versions
 * bear. For `order by` over rows of threat_object.
 */
export const standing = (table: string) =>
  sql.raw(`exists (select 1 from record own where own.id = ${table}.record_id and own.verdict = 'own') desc,
    (select min(f.record_id) from threat_object f where f.object_id = ${table}.object_id and f.participant = ${table}.participant)`);

/**
 * What these participants call these objects, or else what stands before what others call them; objects without a name are left out. So is
 * what the asking participant, or the one that names it, describes as a person or traces to one, in whichever version (SG-07).
 */
export async function findNames(
  db: Db,
  wanted: readonly { participant: string; objectId: string }[],
  viewer: Viewer,
): Promise<NamedObject[]> {
  const { rows } = await sql<NamedObject>`
    select w.participant, w.object_id as "objectId", named.name
    from unnest(${wanted.map((w) => w.participant)}::text[], ${wanted.map((w) => w.objectId)}::text[]) as w (participant, object_id)
    cross join lateral (
      select t.name from threat_object t where t.object_id = w.object_id and t.name is not null and ${isFor(viewer, 't')}
        and not exists (select 1 from threat_object p where p.object_id = t.object_id and p.participant in (t.participant, w.participant)
          and p.search is null and p.type not in ('relationship', 'sighting'))
      order by t.participant = w.participant desc, ${standing('t')}, t.modified desc nulls last, t.record_id desc limit 1
    ) named`.execute(db);
  return rows;
}

const maxVersionBytes = 8 * 1024 * 1024;

export type VersionRow = {
  ref: string;
  name: string | null;
  modified: Date | null;
  author: string;
  tlp: string | null;
  base: string | null;
  sealedAt: Date;
  digest: Buffer;
  body: Buffer | null;
  wrappedKeys: Buffer | null;
  readers: Readers;
};

/**
 * The versions whose word stands first, of each participant the newest first, as many as fit an answer: 200, and about 8 MiB of source
 * text. Those that all participants hold newest are taken before older ones, so that nobody fills the answer alone. None of an object
 * that describes a person, nor of a participant whose newest version does: whoever knows an address knows the id that follows from it,
 * and would learn here who wrote about it (SG-07).
 */
export async function readVersions(db: Db, objectId: string, viewer: Viewer): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    with ranked as (
      select t.record_id, t.name, t.modified, t.participant, t.object_id,
             row_number() over (partition by t.participant order by t.modified desc nulls last, t.record_id desc) as place
      from threat_object t where t.object_id = ${objectId} and t.search is not null and ${isFor(viewer, 't')}
        and not exists (select 1 from threat_object p where p.object_id = t.object_id and p.participant = t.participant and p.newest and p.search is null)
    ), version as (
      select v.*, octet_length(r.body) as bytes, sum(octet_length(r.body)) over (order by v.place, octet_length(r.body), v.record_id) as total
      from ranked v join record r on r.id = v.record_id order by v.place, octet_length(r.body), v.record_id limit 200
    )
    select r.ref, v.name, v.modified, v.participant as author, r.tlp, r.base, r.issued_at as "sealedAt", r.digest, r.body, r.wrapped_keys as "wrappedKeys", r.readers
    from version v join record r on r.id = v.record_id
    where v.total - v.bytes < ${maxVersionBytes} order by ${standing('v')}, v.place`.execute(db);
  return rows;
}
