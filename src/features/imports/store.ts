import { sql } from 'kysely';
import { isFor } from '#features/guards/model.ts';
import type { Viewer } from '#features/officers/model.ts';
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

/** So many refused elements of a run have a row each; of the others the run keeps the number. */
export const maxRefused = 5_000;

/** False where the next one that is refused has no row any more. */
export async function insertItems(tx: Tx | Db, runId: string, items: readonly NewItem[]): Promise<boolean> {
  const refused = items.filter(({ outcome }) => outcome === 'refused');
  const before = refused.length === 0 ? 0 : await countRefused(tx, runId, refused.length);
  const without = new Set(refused.slice(Math.max(0, maxRefused - before)));
  const kept = items.filter((item) => !without.has(item));
  for (let start = 0; start < kept.length; start += itemsAtOnce)
    await insertSome(tx, runId, kept.slice(start, start + itemsAtOnce));
  return before + refused.length < maxRefused;
}

/** How many a run had refused before these. */
async function countRefused(tx: Tx | Db, runId: string, more: number): Promise<number> {
  const { rows } = await sql<{ before: number }>`
    update import_run set refused = refused + ${more} where id = ${runId} returning refused - ${more} as before`.execute(
    tx,
  );
  return rows[0]?.before ?? 0;
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
 * and so is one that was cancelled or failed. Nothing of persons, whose ids no report holds, and nothing where not all that was refused has a row.
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
        and i.outcome not in ('absent', 'refused') and i.object_id not like '% #%'
      except select object_id from import_item where run_id = ${runId}) gone
    where object_id is not null and exists (select 1 from import_run where id = ${runId} and refused <= ${maxRefused})
    on conflict do nothing`.execute(tx);
}

const stateOf = sql`case when r.finished_at is not null then coalesce(r.ended, 'finished') when r.kept_name is null then 'broken-off'
  when r.attempts = 0 then 'waiting' else 'running' end`;

const count = (which: string) => sql.raw(`count(*) filter (where ${which})`);
/** What a run's rows come to, with those that were refused and have none. */
const tallyOf = sql`
  select jsonb_build_object(
    'done', ${count('i.position >= 0')} + r.refused - ${count("i.outcome = 'refused'")},
    'unlisted', r.refused - ${count("i.outcome = 'refused'")},
    'counts', jsonb_build_object(
      'added', ${count("i.outcome = 'added'")}, 'newVersion', ${count("i.outcome = 'new-version'")},
      'revoked', ${count("i.outcome = 'revoked'")}, 'identical', ${count("i.outcome = 'identical'")},
      'changedSameVersion', ${count("i.outcome = 'changed-same-version'")}, 'older', ${count("i.outcome = 'older-version'")},
      'refused', r.refused, 'absent', ${count("i.outcome = 'absent'")}),
    'objectsWith', jsonb_build_object('errors', ${count('i.errors > 0')}, 'warnings', ${count('i.warnings > 0')})) as tally
  from import_item i where i.run_id = r.id`;

/** Keeps in a run that has ended what its rows come to: lists read no rows of it. */
export async function keepTally(tx: Tx, id: string): Promise<void> {
  await sql`update import_run r set tally = (${tallyOf}) where r.id = ${id}`.execute(tx);
}

/**
 * An officer's words for a text and its source are told to who may read what was made of it: its first record stands for all, since they
 * are handled alike. Others go by the run's id.
 */
const isToldTo = (
  viewer: Viewer,
) => sql`(r.officer = ${viewer.officer} or coalesce((select ${isFor(viewer, 'q', 'id')} from import_item k join record q on q.id = k.record_id
    where k.run_id = r.id order by k.position limit 1), true))`;

const summariesFor = (viewer: Viewer) => sql`select r.id, case when told.yes then r.source else '–' end as source,
    case when told.yes then r.name else r.id end as name, r.format, r.officer, r.started_at as "startedAt", r.finished_at as "finishedAt",
    ${stateOf} as state, r.why, r.total, (of.tally ->> 'done')::int as done, of.tally -> 'counts' as counts,
    of.tally -> 'objectsWith' as "objectsWith", (of.tally ->> 'unlisted')::int as "refusedUnlisted", r.report_gone_at as "reportGoneAt"
  from import_run r cross join lateral (select ${isToldTo(viewer)} as yes) told cross join lateral (select r.tally where r.tally is not null union all select now.tally from (${tallyOf}) now where r.tally is null) of`;

export async function readRun(db: Db, id: string, viewer: Viewer): Promise<ImportSummary | undefined> {
  const { rows } = await sql<ImportSummary>`${summariesFor(viewer)} where r.id = ${id}`.execute(db);
  return rows[0];
}

/** For which authority a run goes on. */
export async function readAuthority(db: Db, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ authority: string }>`select authority from import_run where id = ${id}`.execute(db);
  return rows[0]?.authority;
}

/** The findings about the bundle itself, as they were kept; null where there are none. */
export async function readEnvelope(db: Db, id: string): Promise<string | null> {
  const { rows } = await sql<{ findings: string | null }>`select findings from import_run where id = ${id}`.execute(db);
  return rows[0]?.findings ?? null;
}

/** The newest first, by their ids, which follow time; one more than the page has. */
export async function listRuns(db: Db, { limit, before }: PageAsked, viewer: Viewer): Promise<ImportSummary[]> {
  const { rows } = await sql<ImportSummary>`${summariesFor(viewer)}
    where r.id in (select id from import_run where ${before}::text is null or id < ${before} order by id desc limit ${limit + 1})
    order by r.id desc`.execute(db);
  return rows;
}

/** What needs eyes comes first; within, what has errors, and of what is refused all in the order of the text. */
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

/**
 * Of what a text refused or left out there is no record that says for whom it is: its id is told to who may read all that the run made, and
 * every version of that object that is here. An id can be enough: those of observables follow from their values.
 */
const isToldWithout = (runId: string, viewer: Viewer) => sql`(
  not (select exists (select 1 from import_item k join record q on q.id = k.record_id where k.run_id = ${runId} and not ${isFor(viewer, 'q', 'id')}))
  and not exists (select 1 from threat_object v where v.object_id = i.object_id and not ${isFor(viewer, 'v')}))`;

export async function readItems(db: Db, runId: string, limit: number, viewer: Viewer): Promise<ItemRow[]> {
  const { rows } = await sql<ItemRow>`
    select i.outcome, case when case when r.id is null then ${isToldWithout(runId, viewer)} else ${isFor(viewer, 'r', 'id')} end
        then i.object_id end as id, case when i.position >= 0 then i.position end as index, r.ref, i.code, i.why,
      i.errors, i.warnings, i.findings
    from import_item i left join record r on r.id = i.record_id where i.run_id = ${runId}
    order by array_position(${reportOrder}::text[], i.outcome), i.outcome <> 'refused' and i.errors = 0, i.position limit ${limit}`.execute(
    db,
  );
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
