import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import { placeIn } from '#platform/http/page.ts';
import type { PageAsked } from '#platform/http/page.ts';
import type { Projected } from '#features/records/model.ts';
import { isCaseKind } from './model.ts';
import type { Due, DueRow, Lift, Suspension, SuspensionRow } from './model.ts';

const participantOf = ({ envelope }: Projected<unknown>): string => envelope.author.split('/', 1)[0] ?? '';

export async function insertSuspensions(tx: Tx, records: readonly Projected<Suspension>[]): Promise<void> {
  for (const record of records)
    if (record.content !== null)
      await sql`insert into suspension (record_id, kind, by, recipient, until)
        select ${record.id}, kind, ${participantOf(record)}, ${record.envelope.to ?? ''}, ${record.content.until}::timestamptz
        from unnest(${record.content.kinds}::text[]) as kind on conflict do nothing`.execute(tx);
}

export async function deleteSuspensions(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await sql`delete from suspension where record_id = any(${ids}::bigint[])`.execute(tx);
}

/** Ends what the same participant told the same one before. */
export async function liftSuspensions(tx: Tx, records: readonly Projected<Lift>[]): Promise<void> {
  for (const record of records)
    if (record.content !== null)
      await sql`update suspension set lifted_by = ${record.id} where by = ${participantOf(record)}
        and recipient = ${record.envelope.to ?? ''} and kind = any(${record.content.kinds}::text[])
        and lifted_by is null and record_id < ${record.id}`.execute(tx);
}

export async function unlift(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length > 0)
    await sql`update suspension set lifted_by = null where lifted_by = any(${ids}::bigint[])`.execute(tx);
}

/** The kinds that are suspended for this participant now. */
export async function readSuspended(db: Db | Tx, self: string, now: Date): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    select distinct kind from suspension where recipient = ${self} and lifted_by is null and until > ${now}`.execute(
    db,
  );
  return rows.map(({ kind }) => kind);
}

export async function listSuspensions(
  db: Db,
  now: Date,
  asked: PageAsked,
): Promise<(SuspensionRow & { cursor: string })[]> {
  const [id, name] = placeIn(asked);
  const { rows } = await sql<SuspensionRow & { cursor: string }>`
    select r.ref, s.kind, s.by, s.recipient as "to", r.issued_at as at, s.until, l.issued_at as "liftedAt",
           s.lifted_by is null and s.until > ${now} as standing, concat(s.record_id, '.', s.kind) as cursor
    from suspension s join record r on r.id = s.record_id left join record l on l.id = s.lifted_by
    where ${id}::bigint is null or s.record_id < ${id}::bigint or (s.record_id = ${id}::bigint and s.kind > ${name})
    order by s.record_id desc, s.kind limit ${asked.limit + 1}`.execute(db);
  return rows.map((row) => ({ ...row, standing: row.standing && isCaseKind(row.kind) }));
}

/** What this participant owes to oversight, and what of it has a place in oversight's feed. */
export async function listOwed(db: Db, self: string, { participants, kinds }: Due): Promise<DueRow[]> {
  const { rows } = await sql<DueRow>`
    select ${self}::text as "from", overseer as "to", due.kind, count(r.id) as owed, count(e.record_id) as given,
           max(r.issued_at) as "newestAt"
    from unnest(${[...participants]}::text[]) as overseer cross join unnest(${[...kinds]}::text[]) as due (kind)
    left join record r on r.kind = due.kind and r.verdict = 'own' and r.participant = ${self} and r.recipient is distinct from overseer
    left join feed_entry e on e.record_id = r.id and e.recipient = overseer
    group by overseer, due.kind order by overseer, due.kind`.execute(db);
  return rows;
}

/** What came to this oversight participant of the kinds that are due to it. */
export async function listGiven(db: Db, self: string, kinds: readonly string[]): Promise<DueRow[]> {
  const { rows } = await sql<DueRow>`
    select participant as "from", ${self}::text as "to", kind, null as owed, count(*) as given, max(issued_at) as "newestAt"
    from record where kind = any(${[...kinds]}::text[]) and participant <> ${self} and recipient is distinct from ${self}
    group by participant, kind order by participant, kind`.execute(db);
  return rows;
}
