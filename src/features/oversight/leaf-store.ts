import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import type { PageAsked } from '#platform/http/page.ts';
import type { DemandRow, FindingRow, LeafFault, LeafRow, UnopenedRow } from './leaf-model.ts';

export type NewDemand = {
  recordId: number;
  participant: string;
  by: string;
  size: number;
  root: Uint8Array;
  note: string;
  sampled: boolean;
  deadline: string;
  leaves: readonly number[];
};

export async function insertDemand(tx: Tx, demand: NewDemand): Promise<void> {
  const { recordId, participant, by, size, root, note, sampled, deadline, leaves } = demand;
  await sql`insert into leaf_demand (record_id, participant, by, size, root, note, sampled, deadline)
    values (${recordId}, ${participant}, ${by}, ${size}, ${Buffer.from(root)}, ${note}, ${sampled}, ${deadline}::timestamptz)
    on conflict do nothing`.execute(tx);
  await sql`insert into leaf_demanded (demand_id, index) select ${recordId}, index from unnest(${[...leaves]}::bigint[]) as index
    on conflict do nothing`.execute(tx);
}

export async function deleteDemands(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`delete from leaf_demanded where demand_id = any(${ids}::bigint[])`.execute(tx);
  await sql`delete from leaf_demand where record_id = any(${ids}::bigint[])`.execute(tx);
}

export type StoredDemand = Omit<NewDemand, 'deadline'> & {
  ref: string;
  digest: Buffer;
  root: Buffer;
  deadline: Date;
  leaves: number[];
};

/** A demand that counts here, by its ref; held against others who answer it at the same time. */
export async function lockDemand(tx: Tx, ref: string): Promise<StoredDemand | undefined> {
  const { rows } = await sql<StoredDemand>`
    select d.record_id as "recordId", d.participant, d.by, d.size, d.root, d.note, d.sampled, d.deadline, r.ref, r.digest,
           array(select l.index::float8 from leaf_demanded l where l.demand_id = d.record_id order by l.index) as leaves
    from leaf_demand d join record r on r.id = d.record_id where r.ref = ${ref} for update of d`.execute(tx);
  return rows[0];
}

/** Until when each of these demands is to be answered. */
export async function readDeadlines(db: Db, refs: readonly string[]): Promise<Map<string, Date>> {
  if (refs.length === 0) return new Map();
  const { rows } = await sql<{ ref: string; deadline: Date }>`select r.ref, d.deadline
    from leaf_demand d join record r on r.id = d.record_id where r.ref = any(${refs}::text[])`.execute(db);
  return new Map(rows.map(({ ref, deadline }) => [ref, deadline]));
}

export type NewOpened = {
  openingId: number;
  demandId: number;
  index: number;
  code: LeafFault | null;
  ref: string | null;
  kind: string | null;
};

export async function insertOpened(tx: Tx, rows: readonly NewOpened[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into leaf_opened (opening_id, demand_id, index, code, ref, kind)
    select * from unnest(${rows.map((r) => r.openingId)}::bigint[], ${rows.map((r) => r.demandId)}::bigint[],
      ${rows.map((r) => r.index)}::bigint[], ${rows.map((r) => r.code)}::text[], ${rows.map((r) => r.ref)}::text[],
      ${rows.map((r) => r.kind)}::text[]) on conflict do nothing`.execute(tx);
}

export async function deleteOpened(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await sql`delete from leaf_opened where opening_id = any(${ids}::bigint[])`.execute(tx);
}

/** Which of these openings open something otherwise than it is. */
export async function findWrong(tx: Tx, openings: readonly number[]): Promise<{ id: number; demand: number }[]> {
  const { rows } = await sql<{ id: number; demand: number }>`
    select distinct opening_id as id, demand_id as demand from leaf_opened
    where opening_id = any(${openings}::bigint[]) and code is not null`.execute(tx);
  return rows;
}

/** Own demands whose time is over and of which leaves are still not opened. */
export async function findOverdue(tx: Tx, self: string, now: Date): Promise<{ id: number; ref: string }[]> {
  const { rows } = await sql<{ id: number; ref: string }>`
    select d.record_id as id, r.ref from leaf_demand d join record r on r.id = d.record_id
    where d.by = ${self} and d.deadline < ${now} and exists (
      select 1 from leaf_demanded l where l.demand_id = d.record_id and not exists (
        select 1 from leaf_opened o where o.demand_id = l.demand_id and o.index = l.index and o.code is null))`.execute(
    tx,
  );
  return rows;
}

export async function insertFinding(
  tx: Tx,
  finding: { recordId: number; participant: string; by: string; demand: string | null; leaves: number },
): Promise<void> {
  await sql`insert into finding (record_id, participant, by, demand_id, leaves)
    values (${finding.recordId}, ${finding.participant}, ${finding.by},
      (select min(id) from record where ref = ${finding.demand} and kind = 'leaf.demand'), ${finding.leaves})
    on conflict do nothing`.execute(tx);
}

export async function deleteFindings(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await sql`delete from finding where record_id = any(${ids}::bigint[])`.execute(tx);
}

/** Demands with what came of them, the newest first; or the one with this ref. */
/** The newest first; or the one of this ref. */
export async function listDemands(
  db: Db | Tx,
  now: Date,
  { limit, before }: PageAsked = { limit: 1, before: null },
  ref: string | null = null,
): Promise<(DemandRow & { cursor: number })[]> {
  const { rows } = await sql<DemandRow & { cursor: number }>`
    with counted as (
      select d.record_id as id, r.ref, d.by, d.participant, r.issued_at as at, d.deadline, d.size, d.sampled,
        (select count(*) from leaf_demanded l where l.demand_id = d.record_id) as asked,
        (select count(distinct o.index) from leaf_opened o where o.demand_id = d.record_id and o.code is null) as opened,
        (select count(distinct o.index) from leaf_opened o where o.demand_id = d.record_id and o.code is not null
          and not exists (select 1 from leaf_opened k where k.demand_id = o.demand_id and k.index = o.index and k.code is null)) as wrong,
        (select max(a.issued_at) from leaf_opened o join record a on a.id = o.opening_id where o.demand_id = d.record_id) as "answeredAt",
        (select count(*) from finding f where f.demand_id = d.record_id) as findings
      from leaf_demand d join record r on r.id = d.record_id
      where (${ref}::text is null or r.ref = ${ref}) and (${before}::bigint is null or d.record_id < ${before}::bigint)
      order by d.record_id desc limit ${limit + 1}
    )
    select id as cursor, ref, by, participant, at, deadline, size, sampled, asked, opened, wrong, "answeredAt", findings,
      case when wrong > 0 then 'wrong' when opened = asked then 'opened' when deadline < ${now} then 'overdue' else 'waiting' end as state
    from counted order by id desc`.execute(db);
  return rows;
}

/** Each leaf of a demand, and leaves that were answered without having been asked for. */
export async function listLeaves(db: Db | Tx, ref: string): Promise<LeafRow[]> {
  const { rows } = await sql<LeafRow>`
    with demand as (select d.record_id as id from leaf_demand d join record r on r.id = d.record_id where r.ref = ${ref}),
    best as (
      select distinct on (o.index) o.index, o.code, o.ref, o.kind, o.opening_id from leaf_opened o join demand on demand.id = o.demand_id
      order by o.index, o.code nulls first, o.opening_id
    ), one as (
      select l.index from leaf_demanded l join demand on demand.id = l.demand_id union select index from best
    )
    select one.index, case when b.opening_id is null then 'unanswered' when b.code is not null then b.code
             when b.ref is null then 'padding' else 'record' end as state,
           b.ref, b.kind, a.ref as opening
    from one left join best b on b.index = one.index left join record a on a.id = b.opening_id order by one.index`.execute(
    db,
  );
  return rows;
}

/** Ref and digest of records by ref. */
export async function readNamed(
  tx: Tx,
  refs: readonly string[],
): Promise<Map<string, { ref: string; digest: Buffer }>> {
  const { rows } = await sql<{ ref: string; digest: Buffer }>`
    select ref, digest from record where ref = any(${refs}::text[]) and verdict in ('own', 'accepted')`.execute(tx);
  return new Map(rows.map((row) => [row.ref, row]));
}

/** Of each log that goes on, how many leaves were opened to this oversight participant or given to it as records. */
export async function listUnopened(db: Db, self: string): Promise<UnopenedRow[]> {
  const { rows } = await sql<UnopenedRow>`
    with opened as (
      select d.participant, o.index from leaf_opened o join leaf_demand d on d.record_id = o.demand_id
      join peer p on p.participant = d.participant and strpos(d.note, '/log/' || p.log || chr(10)) > 0
      where d.by = ${self} and o.code is null group by d.participant, o.index
    ), demanded as (
      select d.participant, l.index from leaf_demanded l join leaf_demand d on d.record_id = l.demand_id
      join peer p on p.participant = d.participant and strpos(d.note, '/log/' || p.log || chr(10)) > 0
      where d.by = ${self} group by d.participant, l.index
    ), seen as (
      select participant, index from opened
      union select r.participant, r.log_index from record r join peer p on p.participant = r.participant and p.log = r.log
      where r.log_index is not null and r.participant <> ${self}
    )
    select p.participant, p.checkpoint_size as size,
      (select count(*) from seen s where s.participant = p.participant) as seen,
      (select count(*) from demanded d where d.participant = p.participant) as demanded,
      (select count(*) from opened o where o.participant = p.participant) as opened,
      (select count(*) from demanded d where d.participant = p.participant and not exists (
        select 1 from opened o where o.participant = d.participant and o.index = d.index)) as unanswered
    from peer p where p.checkpoint_size > 0 order by p.participant`.execute(db);
  return rows;
}

/** The newest first. */
export async function listFindings(db: Db, { limit, before }: PageAsked): Promise<(FindingRow & { cursor: number })[]> {
  const { rows } = await sql<FindingRow & { cursor: number }>`
    select r.ref, f.by, f.participant, r.issued_at as at, d.ref as demand, f.leaves, f.record_id as cursor
    from finding f join record r on r.id = f.record_id left join record d on d.id = f.demand_id
    where ${before}::bigint is null or f.record_id < ${before}::bigint
    order by f.record_id desc limit ${limit + 1}`.execute(db);
  return rows;
}
