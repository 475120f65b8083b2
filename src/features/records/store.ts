import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import { packBytes } from '#platform/db/pack.ts';
import { storableText } from '#platform/db/text.ts';
import type { BodyRow, StoredBody } from './at-rest.ts';
import type { KnownRecord, Readers, RecordVerdict, SealedRecord } from './model.ts';

const storableOrNull = (text: string | null): string | null => (text === null ? null : storableText(text));

/** The database's calendar has no year 0; such a day is over, and the rules refuse it. */
const storableDay = (day: string | undefined): string | null => (day !== undefined && day >= '0001' ? day : null);

export type StoredVerdict = { verdict: RecordVerdict; code: string | null; why: string | null };
export type NewRecord = {
  record: SealedRecord;
  stored: StoredBody | null;
  title: string | null;
  /** Which of its author's logs, and where in it; null where it is an own record. */
  log?: number;
  logIndex: number | null;
  /** For which purpose its readers have to be assigned; null where they need not (rules.ts). */
  guard: string | null;
} & StoredVerdict;

/** Whoever wrote what is guarded reads it, and adds nothing to a case by naming it there. Officers have no space in their numbers. */
const wroteOf = ({ guard, verdict, record: { envelope } }: NewRecord): string | null =>
  (guard !== null || envelope.about !== undefined) && verdict === 'own' ? envelope.officers.join(' ') : null;

/** Inserts records and gives their ids in the same order. A record that is there already (same digest) keeps its id and is untouched. */
export async function insertRecords(
  tx: Tx,
  rows: readonly NewRecord[],
  storedAt: Date,
): Promise<{ id: number; isNew: boolean }[]> {
  if (rows.length === 0) return [];
  const envelopes = rows.map((r) => r.record.envelope);
  const jws = packBytes(rows.map((r) => Buffer.from(r.record.jws)));
  const bodies = packBytes(rows.map((r) => r.stored?.body ?? null));
  const keys = packBytes(rows.map((r) => r.stored?.wrappedKeys ?? null));
  const { rows: inserted } = await sql<{ id: number; digest: Buffer }>`
    insert into record (ref, digest, jws, kind, participant, author, issued_at, recipient, case_ref, replaces, tlp, base,
                        realm, body, wrapped_keys, readers, title, verdict, code, why, stored_at, log, log_index, retain_until, guard, wrote)
    select ref, digest, convert_from(substring(${jws.bytes}::bytea from jws_start for jws_length), 'UTF8'), kind,
           split_part(author, '/', 1), author, issued_at, recipient, case_ref, replaces, tlp, base, realm,
           substring(${bodies.bytes}::bytea from body_start for body_length),
           substring(${keys.bytes}::bytea from keys_start for keys_length), string_to_array(readers, ' '), title, verdict, code, why,
           ${storedAt}, log, log_index, retain_until, guard, string_to_array(wrote, ' ')
    from unnest(${envelopes.map((e) => e.ref)}::text[], ${rows.map((r) => r.record.digest)}::bytea[],
                ${jws.starts}::int[], ${jws.lengths}::int[], ${envelopes.map((e) => e.kind)}::text[],
                ${envelopes.map((e) => e.author)}::text[], ${envelopes.map((e) => e.issuedAt)}::timestamptz[],
                ${envelopes.map((e) => e.to ?? null)}::text[], ${envelopes.map((e) => e.case ?? null)}::text[],
                ${envelopes.map((e) => e.replaces ?? null)}::text[], ${envelopes.map((e) => e.marking?.tlp ?? null)}::text[],
                ${envelopes.map((e) => e.marking?.base ?? null)}::text[], ${envelopes.map((e) => e.realm)}::text[],
                ${bodies.starts}::int[], ${bodies.lengths}::int[], ${keys.starts}::int[], ${keys.lengths}::int[],
                ${rows.map((r) => r.record.readers?.join(' ') ?? null)}::text[],
                ${rows.map((r) => r.title)}::text[], ${rows.map((r) => r.verdict)}::text[],
                ${rows.map((r) => r.code)}::text[], ${rows.map((r) => storableOrNull(r.why))}::text[],
                ${rows.map((r) => r.log ?? 1)}::int[], ${rows.map((r) => r.logIndex)}::bigint[], ${envelopes.map((e) => storableDay(e.retainUntil))}::date[],
                ${rows.map((r) => r.guard)}::text[], ${rows.map(wroteOf)}::text[])
      with ordinality as given (ref, digest, jws_start, jws_length, kind, author, issued_at, recipient, case_ref, replaces, tlp,
                                base, realm, body_start, body_length, keys_start, keys_length, readers, title, verdict, code, why, log, log_index,
                                retain_until, guard, wrote, position)
    order by position
    on conflict (digest) do nothing
    returning id, digest`.execute(tx);
  const ids = new Map(inserted.map((row) => [row.digest.toString('hex'), row.id]));
  const known = await findIds(
    tx,
    rows.map((r) => r.record.digest).filter((d) => !ids.has(d.toString('hex'))),
  );
  for (const [table, member] of [
    ['record_about', 'about'],
    ['record_source', 'sources'],
  ] as const) {
    const named = rows.flatMap(({ record: { digest, envelope } }) =>
      (envelope[member] ?? []).map((ref) => ({ id: ids.get(digest.toString('hex')), ref })),
    );
    await insertNamed(tx, table, named);
  }
  return rows.map((r) => {
    const hex = r.record.digest.toString('hex');
    const id = ids.get(hex) ?? known.get(hex);
    if (id === undefined) throw new Error(`record ${r.record.envelope.ref} was neither stored nor found`);
    // A record given twice in one batch is new once.
    const isNew = ids.delete(hex);
    if (isNew) known.set(hex, id);
    return { id, isNew };
  });
}

async function findIds(tx: Tx, digests: readonly Buffer[]): Promise<Map<string, number>> {
  if (digests.length === 0) return new Map();
  const { rows } = await sql<{
    id: number;
    digest: Buffer;
  }>`select id, digest from record where digest = any(${digests}::bytea[])`.execute(tx);
  return new Map(rows.map((row) => [row.digest.toString('hex'), row.id]));
}

/** What new records name in their envelopes; one that was there already has no id here, and its names. */
async function insertNamed(
  tx: Tx,
  table: 'record_about' | 'record_source',
  rows: readonly { id: number | undefined; ref: string }[],
): Promise<void> {
  const fresh = rows.filter((row): row is { id: number; ref: string } => row.id !== undefined);
  if (fresh.length === 0) return;
  await sql`insert into ${sql.table(table)} (record_id, ref)
    select * from unnest(${fresh.map((r) => r.id)}::bigint[], ${fresh.map((r) => r.ref)}::text[]) on conflict do nothing`.execute(
    tx,
  );
}

/** Outer facts of records by ref. Where two records claim one ref, neither is known (design 4). */
export async function readKnown(db: Db | Tx, refs: Iterable<string>): Promise<Map<string, KnownRecord>> {
  const wanted = [...new Set(refs)];
  if (wanted.length === 0) return new Map();
  const { rows } = await sql<Omit<KnownRecord, 'destroyed'> & { destroyed_at: Date | null }>`
    select id, ref, digest, kind, participant, author, recipient, tlp, base, realm, destroyed_at, verdict
    from record where ref = any(${wanted}::text[]) and code is distinct from 'ref-conflict'`.execute(db);
  return new Map(
    rows.map(({ destroyed_at: destroyedAt, ...row }) => [row.ref, { ...row, destroyed: destroyedAt !== null }]),
  );
}

/** What was sealed, of the records that `readKnown` knows. */
export async function readSealed(tx: Tx, refs: readonly string[]): Promise<{ ref: string; jws: string }[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<{ ref: string; jws: string }>`
    select ref, jws from record where ref = any(${refs}::text[]) and code is distinct from 'ref-conflict'`.execute(tx);
  return rows;
}

/** Other digests under refs that should have one. */
export async function findRefConflicts(tx: Tx, records: readonly SealedRecord[]): Promise<Map<string, number[]>> {
  const { rows } = await sql<{ ref: string; ids: number[] }>`
    select r.ref, array_agg(r.id)::text[] as ids from record r
    join unnest(${records.map((r) => r.envelope.ref)}::text[], ${records.map((r) => r.digest)}::bytea[]) as given (ref, digest)
      on r.ref = given.ref and r.digest <> given.digest
    group by r.ref`.execute(tx);
  return new Map(rows.map((row) => [row.ref, row.ids.map(Number)]));
}

export async function queueForLog(tx: Tx, ids: readonly number[]): Promise<void> {
  await sql`insert into log_queue (record_id) select id from unnest(${ids}::bigint[]) with ordinality as t (id, n) order by n`.execute(
    tx,
  );
}

export async function setVerdict(
  tx: Tx,
  ids: readonly number[],
  verdict: RecordVerdict,
  code: string | null,
  why: string | null,
): Promise<void> {
  await sql`update record set verdict = ${verdict}, code = ${code}, why = ${storableOrNull(why)},
    title = case when ${verdict} = 'quarantined' then null else title end where id = any(${ids}::bigint[])`.execute(tx);
}

export async function setNeeds(tx: Tx, needs: readonly { id: number; ref: string }[]): Promise<void> {
  if (needs.length === 0) return;
  await sql`insert into record_need (record_id, ref)
    select * from unnest(${needs.map((n) => n.id)}::bigint[], ${needs.map((n) => n.ref)}::text[]) on conflict do nothing`.execute(
    tx,
  );
}

/** Takes the waiting records, of these kinds or of all, whose last missing ref is among these, so that they are judged again. */
export async function takeFreed(tx: Tx, refs: readonly string[], kinds: readonly string[] | null): Promise<number[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<{ record_id: number }>`
    with met as (delete from record_need where ref = any(${refs}::text[]) and (${kinds}::text[] is null
      or record_id in (select id from record where kind = any(${kinds}::text[]))) returning record_id)
    select distinct met.record_id from met join record r on r.id = met.record_id and r.verdict = 'waiting'
    where not exists (select 1 from record_need n where n.record_id = met.record_id and n.ref <> all(${refs}::text[]))`.execute(
    tx,
  );
  return rows.map((row) => row.record_id);
}

export type RecordRow = BodyRow & {
  id: number;
  ref: string;
  jws: string;
  verdict: RecordVerdict;
  /** In which of its author's logs, and where, of a record that was received. */
  log: number;
  logIndex: number | null;
};

const recordColumns = sql`id, ref, digest, jws, case when withheld_at is null then body end as body, wrapped_keys as "wrappedKeys", readers, verdict, log, log_index as "logIndex"`;

export async function readRows(db: Db | Tx, ids: readonly number[]): Promise<RecordRow[]> {
  const { rows } = await sql<RecordRow>`
    select ${recordColumns} from record where id = any(${ids}::bigint[]) order by id`.execute(db);
  return rows;
}

/** The next records in the order in which they came. */
export async function readRowsAfter(tx: Tx, after: number, limit: number): Promise<RecordRow[]> {
  const { rows } = await sql<RecordRow>`
    select ${recordColumns} from record where id > ${after} order by id limit ${limit}`.execute(tx);
  return rows;
}

/** Under which key a record is sealed, by the header of its seal, and at which place of its author's log. */
export type Seal = { id: number; ref: string; header: string; log: number; logIndex: number };

/** Records of a participant that are not set aside, with the header of their seal and their place in its log. */
export async function readSeals(tx: Tx, participant: string, after: number, limit: number): Promise<Seal[]> {
  const { rows } = await sql<Seal>`
    select r.id, r.ref, split_part(r.jws, '.', 1) as header, case when r.log_index is null then l.log else r.log end as log, coalesce(r.log_index, l.index) as "logIndex"
    from record r left join lateral (select log, index from log_leaf where record_id = r.id order by log limit 1) l on true
    where r.participant = ${participant} and r.id > ${after} and r.verdict <> 'quarantined'
      and coalesce(r.log_index, l.index) is not null order by r.id limit ${limit}`.execute(tx);
  return rows;
}

/** Records that were set aside with one of these codes, of all participants or of one. */
export async function findQuarantined(
  tx: Tx,
  codes: readonly string[],
  after: number,
  limit: number,
  participant: string | null = null,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id from record
    where verdict = 'quarantined' and code = any(${codes}::text[]) and id > ${after}
      and (${participant}::text is null or participant = ${participant}) order by id limit ${limit}`.execute(tx);
  return rows.map((row) => row.id);
}

export async function setTitles(tx: Tx, titles: readonly { id: number; title: string | null }[]): Promise<void> {
  await sql`update record set title = t.title
    from unnest(${titles.map((t) => t.id)}::bigint[], ${titles.map((t) => t.title)}::text[]) as t (id, title)
    where record.id = t.id and record.title is distinct from t.title`.execute(tx);
}

/** Destroys bodies and keys; the envelope stays as the skeleton by which seal and proof keep working. */
export async function destroyBodies(tx: Tx, ids: readonly number[], at: Date): Promise<void> {
  await sql`update record set body = null, wrapped_keys = null, body_key = null, readers = null, title = null, why = null, destroyed_at = ${at},
    hold_code = null, hold_until = null, hold_reason = null, held_by = null, withheld_at = null
    where id = any(${ids}::bigint[]) and destroyed_at is null`.execute(tx);
  await sql`delete from sealed_body where record_id = any(${ids}::bigint[])`.execute(tx);
}

/** What was set aside with a code, of other kinds than these. */
export async function findSetAside(tx: Tx, code: string, except: readonly string[], limit: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id from record where verdict = 'quarantined' and code = ${code}
    and kind <> all(${except}::text[]) order by id limit ${limit} for update skip locked`.execute(tx);
  return rows.map((row) => row.id);
}

/** Which of these are envelopes whose content never came. Where two records claim one ref, neither is completed. */
export async function findEnvelopes(tx: Tx, ids: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id from record where id = any(${ids}::bigint[])
    and body is null and destroyed_at is null and readers is null and code is distinct from 'ref-conflict'`.execute(tx);
  return rows.map((row) => row.id);
}

/** Puts a body back that its author released again after a recall. */
export async function restoreBody(
  tx: Tx,
  id: number,
  stored: StoredBody | null,
  readers: Readers,
  title: string | null,
): Promise<void> {
  await sql`update record set body = ${stored?.body ?? null}, wrapped_keys = ${stored?.wrappedKeys ?? null},
    readers = ${readers}::text[], title = ${title}, destroyed_at = null, withheld_at = null where id = ${id}`.execute(
    tx,
  );
}

/** The last day of retention is one that is over, whatever the envelope says; an earlier one stays. */
export async function endRetentionOn(tx: Tx, ids: readonly number[], day: string): Promise<void> {
  await sql`update record set retain_until = least(retain_until, ${day}::date) where id = any(${ids}::bigint[])`.execute(
    tx,
  );
}

export type ExpiredRow = { id: number; ref: string; digest: Buffer; participant: string; verdict: RecordVerdict };

/** Records with content, opened or not, whose last day of retention lies before `today` (YYYY-MM-DD, UTC). */
export async function findExpired(tx: Tx, today: string, limit: number): Promise<ExpiredRow[]> {
  const columns = sql`r.id, r.ref, r.digest, r.participant, r.verdict`;
  const { rows } = await sql<ExpiredRow>`
    select ${columns} from record r
    where retain_until < ${today}::date and body is not null and withheld_at is null
    order by retain_until, id limit ${limit} for update skip locked`.execute(tx);
  if (rows.length === limit) return rows;
  const unopened = await sql<ExpiredRow>`
    select ${columns} from record r where retain_until < ${today}::date and body is null
      and id in (select record_id from sealed_body) order by id limit ${limit - rows.length} for update skip locked`.execute(
    tx,
  );
  return [...rows, ...unopened.rows];
}

/** Whoever else corrects the record waits until the transaction ends. */
export async function lockRef(tx: Tx, ref: string): Promise<void> {
  await sql`select id from record where ref = ${ref} order by id for no key update`.execute(tx);
}
