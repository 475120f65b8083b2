import { sql } from 'kysely';
import { isFor, readersFor, unassignedFor } from '#features/guards/model.ts';
import type { Viewer } from '#features/officers/model.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import type { PageAsked } from '#platform/http/page.ts';
import type { BodyRow } from './at-rest.ts';
import { fitsFilter } from './filter-store.ts';
import type { Narrowing } from './filter-store.ts';
import type { RecordSummary } from './view.ts';

const summaryFor = (
  viewer: Viewer,
) => sql`r.ref, r.kind, r.author, r.issued_at as "issuedAt", coalesce(a.arrived_at, r.stored_at) as "arrivedAt",
  case when r.tlp is null then null else json_build_object('tlp', r.tlp, 'base', r.base) end as marking,
  r.verdict, r.code, r.why, r.destroyed_at is not null as destroyed,
  r.body is null and r.destroyed_at is null and r.readers is null as "envelopeOnly", r.title, r.case_ref as "case", r.recipient as "to",
  ${readersFor(viewer, 'r')} as readers, ${unassignedFor(viewer, 'r')} as unassigned, r.withheld_at is not null as withheld,
  case when r.hold_until is null then null else json_build_object('code', r.hold_code, 'until', r.hold_until, 'by', r.held_by) end as hold`;

/** Bodies longer than this are not opened for the title in a list. */
const maxTitledBytes = 64 * 1024;

/** With what a title is read from, where none is stored. */
const listedFor = (viewer: Viewer) => sql`${summaryFor(viewer)}, r.digest, r.wrapped_keys as "wrappedKeys",
  case when r.title is null and r.verdict <> 'quarantined' and octet_length(r.body) <= ${sql.lit(maxTitledBytes)} then r.body end as body`;

/** A row of a list, before it is decided what the reader sees of it. */
export type ListedRow = Omit<RecordSummary, 'emergency' | 'disturbing'> & BodyRow;

/** Newest first; `cursor` is the place to go on from. One more than the limit, where there are more. */
export async function listRecords(
  db: Db,
  filter: Narrowing,
  { limit, before }: PageAsked,
  viewer: Viewer,
  opened: readonly string[] = [],
): Promise<(ListedRow & { cursor: number })[]> {
  const { rows } = await sql<ListedRow & { cursor: number }>`
    select ${listedFor(viewer)}, r.id as cursor from record r left join arrival a on a.record_id = r.id
    where ${fitsFilter(filter, viewer, opened)} and (${before}::bigint is null or r.id < ${before}::bigint)
    order by r.id desc limit ${limit + 1}`.execute(db);
  return rows;
}

/** The newest that fit and whose titles are not stored: those of these kinds, and what one authority alone may read. */
export async function listUnstored(
  db: Db,
  filter: Narrowing,
  kinds: readonly string[],
  viewer: Viewer,
  limit: number,
): Promise<ListedRow[]> {
  const { rows } = await sql<ListedRow>`
    select ${listedFor(viewer)} from record r left join arrival a on a.record_id = r.id
    where ${fitsFilter(filter, viewer)} and r.title is null and r.body is not null and r.verdict <> 'quarantined'
      and r.withheld_at is null and (r.readers is null or ${viewer.authority} = any(r.readers)) and ${isFor(viewer, 'r', 'id')}
      and (r.kind = any(${kinds}::text[]) or r.readers is not null)
    order by r.id desc limit ${limit}`.execute(db);
  return rows;
}

export type DetailRow = ListedRow & {
  id: number;
  jws: string;
  /** In which of its author's logs the leaf lies. */
  log: number;
  logIndex: number | null;
  participant: string;
  base: string | null;
  tlp: string | null;
  realm: string;
};

/** Every record under a ref: one, or those that contend for it. */
export async function readDetails(db: Db, ref: string, viewer: Viewer): Promise<DetailRow[]> {
  const { rows } = await sql<DetailRow>`
    select ${summaryFor(viewer)}, r.id, r.digest, r.jws, r.body, r.wrapped_keys as "wrappedKeys", coalesce(l.log, r.log) as log,
           coalesce(l.index, r.log_index) as "logIndex",
           r.participant, r.base, r.tlp, r.realm
    from record r left join arrival a on a.record_id = r.id
    -- An own record has a leaf in each log that it was in: the newest one counts.
    left join lateral (select log, index from log_leaf where record_id = r.id order by log desc limit 1) l on true
    where r.ref = ${ref} order by r.id`.execute(db);
  return rows;
}

/** As many related records as one answer has. */
const mostRelated = 200;

/**
 * What belongs to the same thread and is applied here: the case's records, and what names this one. Where that is more than an answer has
 * (`cut`), its case and this participant's own come first, then of each other one as many, its newest: nobody fills the answer alone.
 */
export async function listRelated(
  db: Db,
  ref: string,
  caseRef: string | null,
  viewer: Viewer,
): Promise<{ rows: ListedRow[]; cut: boolean }> {
  const { rows } = await sql<ListedRow & { rank: number }>`
    with found as (
      select r.id, r.ref, r.verdict, r.participant, row_number() over (partition by r.participant order by r.issued_at desc, r.ref desc) as place
      from record r where r.ref <> ${ref} and r.verdict in ('own', 'accepted')
        and (r.case_ref in (${ref}, ${caseRef ?? ref}) or r.ref = ${caseRef ?? ref} or r.replaces = ${ref}
          or r.id in (select record_id from record_about where ref = ${ref}))
    ), chosen as (
      select f.id, row_number() over (order by f.ref = ${caseRef ?? ref} desc, f.verdict = 'own' desc, f.place, f.participant) as rank
      from found f order by rank limit ${mostRelated + 1})
    select ${listedFor(viewer)}, c.rank::int as rank from chosen c join record r on r.id = c.id left join arrival a on a.record_id = r.id
    order by r.issued_at, r.ref`.execute(db);
  const fitting = rows.filter(({ rank }) => rank <= mostRelated);
  return { rows: fitting.map(({ rank: _, ...row }) => row), cut: fitting.length < rows.length };
}

/** The records under these refs; contenders for a ref among them. */
export async function listByRefs(db: Db, refs: readonly string[], viewer: Viewer): Promise<ListedRow[]> {
  const { rows } = await sql<ListedRow>`
    select ${listedFor(viewer)} from record r left join arrival a on a.record_id = r.id where r.ref = any(${refs}::text[])`.execute(
    db,
  );
  return rows;
}

/** Of these records of others: whose content came, and is here no more, or is kept unread. */
export async function listGone(
  db: Db,
  self: string,
  refs: readonly string[],
  limit: number,
): Promise<{ ref: string; kind: string; author: string; digest: Buffer }[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<{ ref: string; kind: string; author: string; digest: Buffer }>`
    select ref, kind, author, digest from record where ref = any(${refs}::text[]) and participant <> ${self}
      and (destroyed_at is not null or withheld_at is not null) order by ref limit ${limit}`.execute(db);
  return rows;
}

/** Bodies that are short enough to be opened in a list, of records that all of the participant may read. */
export async function listBodies(db: Db, digests: readonly Buffer[]): Promise<BodyRow[]> {
  if (digests.length === 0) return [];
  const { rows } = await sql<BodyRow>`select digest, body, wrapped_keys as "wrappedKeys", readers from record
    where digest = any(${digests}::bytea[]) and octet_length(body) <= ${sql.lit(maxTitledBytes)} and readers is null`.execute(
    db,
  );
  return rows;
}

/** Of confirmations and translations: what each is about. */
export async function readSubjects(db: Db, refs: readonly string[]): Promise<Map<string, string>> {
  if (refs.length === 0) return new Map();
  const { rows } = await sql<{ ref: string; of: string }>`select r.ref, min(a.ref) as of from record r
    join record_about a on a.record_id = r.id where r.ref = any(${refs}::text[]) group by r.ref`.execute(db);
  return new Map(rows.map(({ ref, of }) => [ref, of]));
}

/** What replaces a record, in its author's own words: newest first. */
export async function listReplacing(db: Db, ref: string, participant: string): Promise<string[]> {
  const { rows } = await sql<{ ref: string }>`select ref from record
    where replaces = ${ref} and participant = ${participant} and verdict in ('own', 'accepted')
    order by id desc limit 200`.execute(db);
  return rows.map((row) => row.ref);
}

/** Of these records: those in whose place their own participant wrote another one. */
export async function findReplaced(db: Db | Tx, refs: readonly string[]): Promise<Set<string>> {
  if (refs.length === 0) return new Set();
  const { rows } = await sql<{ ref: string }>`select distinct replaces as ref from record
    where replaces = any(${refs}::text[]) and split_part(replaces, '/', 1) = participant and verdict in ('own', 'accepted')`.execute(
    db,
  );
  return new Set(rows.map(({ ref }) => ref));
}

export type ProofRow = { log: number; size: number; note: string; proof: Buffer };

/** The inclusion proof under which a received record was accepted, with the checkpoint that it leads to. */
export async function readArrivalProof(db: Db, recordId: number): Promise<ProofRow | undefined> {
  const { rows } = await sql<ProofRow>`
    select c.log, c.size, c.note, a.proof from arrival a
    join peer_checkpoint c on c.participant = a.peer and c.log = a.log and c.size = a.checkpoint_size
    where a.record_id = ${recordId}`.execute(db);
  return rows[0];
}

/** Whether anything that a participant sent, and was set aside with a code, is not for this reader. */
export async function hasSetAsideApart(tx: Tx, viewer: Viewer, code: string, participant: string): Promise<boolean> {
  const { rows } = await sql`select from record r where r.verdict = 'quarantined' and r.code = ${code}
    and r.participant = ${participant} and not ${isFor(viewer, 'r', 'id')} limit 1`.execute(tx);
  return rows.length > 0;
}
