import { sql } from 'kysely';
import { isFor } from '#features/guards/model.ts';
import type { Viewer } from '#features/officers/model.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import type { PageAsked } from '#platform/http/page.ts';
import { storableText } from '#platform/db/text.ts';
import type { OversightCode, RecordCode, SourceCode, Task } from './model.ts';

export type Cause = { causeId: number; ref: string };

/** Opens a task for each own record with content that names one of these refs in `sources`; one that is open already stays. */
export async function insertTasks(
  tx: Tx,
  code: SourceCode,
  causes: readonly Cause[],
  self: string,
  at: Date,
): Promise<void> {
  if (causes.length === 0) return;
  await sql`insert into task (code, record_id, about, cause_id, opened_at)
    select ${code}, s.record_id, s.ref, given.cause_id, ${at}
    from unnest(${causes.map((c) => c.causeId)}::bigint[], ${causes.map((c) => c.ref)}::text[]) as given (cause_id, ref)
    join record_source s on s.ref = given.ref
    join record r on r.id = s.record_id and r.participant = ${self} and r.destroyed_at is null
    on conflict do nothing`.execute(tx);
}

/** Opens a task for each of these records themselves; one that is there already, open or closed, stays. */
export async function insertRecordTasks(
  tx: Tx,
  code: RecordCode,
  causes: readonly (Cause & { id: number })[],
  at: Date,
): Promise<void> {
  if (causes.length === 0) return;
  await sql`insert into task (code, record_id, about, cause_id, opened_at)
    select ${code}, given.id, given.ref, given.cause_id, ${at}
    from unnest(${causes.map((c) => c.causeId)}::bigint[], ${causes.map((c) => c.ref)}::text[], ${causes.map((c) => c.id)}::bigint[])
      as given (cause_id, ref, id)
    on conflict do nothing`.execute(tx);
}

export async function insertTask(
  tx: Tx,
  code: OversightCode,
  { recordId, about, causeId }: { recordId: number; about: string; causeId: number },
  at: Date,
): Promise<void> {
  await sql`insert into task (code, record_id, about, cause_id, opened_at)
    values (${code}, ${recordId}, ${about}, ${causeId}, ${at}) on conflict do nothing`.execute(tx);
}

export async function closeTasksOf(
  tx: Tx,
  code: OversightCode,
  recordId: number,
  officer: string,
  note: string,
  at: Date,
): Promise<void> {
  await sql`update task set closed_at = ${at}, closed_by = ${officer}, note = ${storableText(note)}
    where code = ${code} and record_id = ${recordId} and closed_at is null`.execute(tx);
}

/** How many own records with content name each of these refs in `sources`. */
export async function countDerived(tx: Tx, refs: readonly string[], self: string): Promise<Map<string, number>> {
  if (refs.length === 0) return new Map();
  const { rows } = await sql<{ ref: string; n: number }>`
    select s.ref, count(*) as n from record_source s join record r on r.id = s.record_id
    where s.ref = any(${refs}::text[]) and r.participant = ${self} and r.destroyed_at is null group by s.ref`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.ref, row.n]));
}

export type TaskRow = Omit<Task, 'title' | 'disturbing' | 'exports'> & { recordId: number };

/** Open tasks, the oldest first; or closed ones, the newest first. */
export async function listTasks(
  db: Db,
  closed: boolean,
  { limit, before }: PageAsked,
): Promise<(TaskRow & { cursor: number })[]> {
  const { rows } = await sql<TaskRow & { cursor: number }>`
    select t.id, t.code, r.ref as record, r.kind, t.about, c.ref as cause, t.opened_at as "openedAt", t.closed_at as "closedAt",
           t.closed_by as "closedBy", t.note, t.record_id as "recordId", t.id as cursor
    from task t join record r on r.id = t.record_id join record c on c.id = t.cause_id
      left join task b on b.id = ${before}::bigint
    where (t.closed_at is not null) = ${closed}
      and (${before}::bigint is null or case when ${closed} then (b.closed_at, -b.id) > (t.closed_at, -t.id)
                                             else (t.opened_at, t.id) > (b.opened_at, b.id) end)
    order by case when ${closed} then null else t.opened_at end, t.closed_at desc, t.id limit ${limit + 1}`.execute(db);
  return rows;
}

/** The records that these tasks are about. */
export async function readRecordsOf(db: Db, ids: readonly string[]): Promise<{ id: string; ref: string }[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string; ref: string }>`
    select t.id::text as id, unnest(array[r.ref, t.about]) as ref from task t join record r on r.id = t.record_id
    where t.id = any(${ids}::bigint[])`.execute(db);
  return rows;
}

/** Open tasks that ask to look at these records, the oldest first. */
export async function readOpenTasks(
  db: Db,
  refs: readonly string[],
): Promise<(Pick<Task, 'id' | 'code' | 'openedAt'> & { record: string })[]> {
  const { rows } = await sql<Pick<Task, 'id' | 'code' | 'openedAt'> & { record: string }>`
    select t.id, t.code, r.ref as record, t.opened_at as "openedAt" from task t join record r on r.id = t.record_id
    where r.ref = any(${refs}::text[]) and t.closed_at is null order by t.opened_at, t.id limit 500`.execute(db);
  return rows;
}

/** False when there is no such open task of a record that is for the viewer. */
export async function closeTask(db: Db, id: number, viewer: Viewer, note: string, at: Date): Promise<boolean> {
  const { rows } =
    await sql`update task set closed_at = ${at}, closed_by = ${viewer.officer}, note = ${storableText(note)}
    where id = ${id} and closed_at is null
      and exists (select from record r where r.id = task.record_id and ${isFor(viewer, 'r', 'id')}) returning id`.execute(
      db,
    );
  return rows.length === 1;
}
