import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import type { PageAsked } from '#platform/http/page.ts';
import type { ImportItem, ImportSummary, ItemOutcome } from './model.ts';

export type NewItem = {
  position: number;
  outcome: ItemOutcome;
  objectId: string | null;
  recordId: number | null;
  code: string | null;
  why: string | null;
  errors: number;
  warnings: number;
  /** As `createKeepFindings` writes them. */
  findings: string | null;
};

/** A hostile text refuses objects by the hundred thousand. */
const itemsAtOnce = 10_000;

export async function insertItems(tx: Tx | Db, runId: string, items: readonly NewItem[]): Promise<void> {
  for (let start = 0; start < items.length; start += itemsAtOnce)
    await insertSome(tx, runId, items.slice(start, start + itemsAtOnce));
}

async function insertSome(tx: Tx | Db, runId: string, items: readonly NewItem[]): Promise<void> {
  await sql`insert into import_item (run_id, position, outcome, object_id, record_id, code, why, errors, warnings, findings)
    select ${runId}, * from unnest(${items.map((i) => i.position)}::int[], ${items.map((i) => i.outcome)}::text[],
      ${items.map((i) => i.objectId)}::text[], ${items.map((i) => i.recordId)}::bigint[], ${items.map((i) => i.code)}::text[],
      ${items.map((i) => i.why)}::text[], ${items.map((i) => i.errors)}::smallint[],
      ${items.map((i) => i.warnings)}::smallint[], ${items.map((i) => i.findings)}::text[])
    on conflict (run_id, position) do nothing`.execute(tx);
}

/**
 * Ids that the run before, of the same source, brought and this one did not; positions below zero, since they stand nowhere in the
 * text. A run in which everything was refused brought nothing and is passed over,
 * and so is one that was cancelled or failed.
 */
export async function insertAbsent(tx: Tx, runId: string): Promise<void> {
  await sql`insert into import_item (run_id, position, outcome, object_id)
    select ${runId}, -row_number() over (order by object_id), 'absent', object_id from (
      select distinct i.object_id from import_item i join import_run r on r.id = i.run_id
      where r.id = (select p.id from import_run p join import_run this on this.id = ${runId}
                    where p.source = this.source and p.finished_at is not null and p.ended is null and p.id <> this.id
                      and (exists (select 1 from import_item k where k.run_id = p.id and k.outcome not in ('absent', 'refused'))
                           or not exists (select 1 from import_item k where k.run_id = p.id and k.outcome = 'refused'))
                    order by p.started_at desc, p.id desc limit 1)
        and i.outcome not in ('absent', 'refused')
      except select object_id from import_item where run_id = ${runId}) gone
    where object_id is not null on conflict do nothing`.execute(tx);
}

const countsOf = sql`jsonb_build_object(
  'added', count(*) filter (where i.outcome = 'added'), 'newVersion', count(*) filter (where i.outcome = 'new-version'),
  'revoked', count(*) filter (where i.outcome = 'revoked'),
  'identical', count(*) filter (where i.outcome = 'identical'), 'changedSameVersion', count(*) filter (where i.outcome = 'changed-same-version'),
  'older', count(*) filter (where i.outcome = 'older-version'), 'refused', count(*) filter (where i.outcome = 'refused'),
  'absent', count(*) filter (where i.outcome = 'absent'))`;
const stateOf = sql`case when r.finished_at is not null then coalesce(r.ended, 'finished') when r.kept_name is null then 'broken-off'
  when r.attempts = 0 then 'waiting' else 'running' end`;
const objectsWith = sql`jsonb_build_object(
  'errors', count(*) filter (where i.errors > 0), 'warnings', count(*) filter (where i.warnings > 0))`;

const summaries = sql`select r.id, r.source, r.name, r.format, r.officer, r.started_at as "startedAt", r.finished_at as "finishedAt",
    ${stateOf} as state, r.why, r.total, count(i.run_id) filter (where i.position >= 0) as done, ${countsOf} as counts,
    ${objectsWith} as "objectsWith"
  from import_run r left join import_item i on i.run_id = r.id`;

export async function readRun(db: Db, id: string): Promise<ImportSummary | undefined> {
  const { rows } = await sql<ImportSummary>`${summaries} where r.id = ${id} group by r.id`.execute(db);
  return rows[0];
}

/** The findings about the bundle itself, as they were kept; null where there are none. */
export async function readEnvelope(db: Db, id: string): Promise<string | null> {
  const { rows } = await sql<{ findings: string | null }>`select findings from import_run where id = ${id}`.execute(db);
  return rows[0]?.findings ?? null;
}

/** The newest first, by their ids, which follow time; one more than the page has. */
export async function listRuns(db: Db, { limit, before }: PageAsked): Promise<ImportSummary[]> {
  const { rows } = await sql<ImportSummary>`${summaries}
    where r.id in (select id from import_run where ${before}::text is null or id < ${before} order by id desc limit ${limit + 1})
    group by r.id order by r.id desc`.execute(db);
  return rows;
}

/** What needs eyes comes first. */
const reportOrder: readonly ItemOutcome[] = [
  'refused',
  'changed-same-version',
  'revoked',
  'new-version',
  'added',
  'older-version',
  'absent',
  'identical',
];

/** An item whose findings are text still. */
export type ItemRow = Omit<ImportItem, 'findings'> & { findings: string | null };

export async function readItems(db: Db, runId: string, limit: number): Promise<ItemRow[]> {
  const { rows } = await sql<ItemRow>`
    select i.outcome, i.object_id as id, case when i.position >= 0 then i.position end as index, r.ref, i.code, i.why,
      i.errors, i.warnings, i.findings
    from import_item i left join record r on r.id = i.record_id where i.run_id = ${runId}
    order by array_position(${reportOrder}::text[], i.outcome), i.errors = 0, i.position limit ${limit}`.execute(db);
  return rows;
}

/**
 * The records that a run made, in the order of the text; undefined when there is no such run. What it found identical belongs to
 * the run that brought it.
 */
export async function readRunRefs(db: Db, runId: string): Promise<string[] | undefined> {
  const runs = await sql`select 1 from import_run where id = ${runId}`.execute(db);
  if (runs.rows.length === 0) return undefined;
  const { rows } = await sql<{ ref: string }>`
    select r.ref from import_item i join record r on r.id = i.record_id
    where i.run_id = ${runId} and i.outcome in ('added', 'new-version', 'revoked') order by i.position`.execute(db);
  return rows.map((row) => row.ref);
}

/** The record in which a text with these bytes is kept already. */
export async function findOriginal(db: Db, fileDigest: string): Promise<{ recordId: number; ref: string } | undefined> {
  const { rows } = await sql<{ recordId: number; ref: string }>`
    select rec.id as "recordId", rec.ref from import_run r join import_item i on i.run_id = r.id and i.position = 0 and i.object_id is null
    join record rec on rec.id = i.record_id where r.file_digest = ${fileDigest} limit 1`.execute(db);
  return rows[0];
}
