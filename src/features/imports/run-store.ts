import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import { storableText } from '#platform/db/text.ts';

const importLock = sql`7400003`;
/** Held by who stores and by who ends a run. Whoever waits for it comes before those that ask later: a row's own lock would let them pass. */
const endLock = sql`7400007`;

/**
 * Runs one import at a time on a database: what an object is to the versions that are known is judged before it is stored, so two at
 * once would each make a record of it. The lock ends with the connection. `busy` where another one is at work.
 */
export function whileAlone<T>(db: Db, run: () => Promise<T>): Promise<T | 'busy'> {
  return db.connection().execute(async (connection) => {
    const { rows } = await sql<{ ok: boolean }>`select pg_try_advisory_lock(${importLock}) as ok`.execute(connection);
    if (rows[0]?.ok !== true) return 'busy';
    try {
      return await run();
    } finally {
      await sql`select pg_advisory_unlock(${importLock})`.execute(connection);
    }
  });
}

/** Whether no import is at work, and none begins before this transaction has ended. */
export async function holdStill(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ ok: boolean }>`select pg_try_advisory_xact_lock(${importLock}) as ok`.execute(tx);
  return rows[0]?.ok === true;
}

/** What a run is begun with. `handling` is JSON. */
export type NewRun = {
  id: string;
  source: string;
  name: string;
  format: string;
  fileDigest: string;
  authority: string;
  officer: string;
  handling: string;
  /** The last day of what the run makes, and of its report. */
  retainUntil: string;
  total: number;
  /** Findings about the bundle itself, as `createKeepFindings` writes them. */
  findings: string | null;
  startedAt: Date;
  keptName: string;
  keptKey: Buffer;
  keptBytes: number;
};
export type OpenRun = Pick<NewRun, 'id' | 'handling'> & { keptName: string | null };

/** How many texts are kept for runs that have not ended, and how large they are together. */
export async function countKept(tx: Tx): Promise<{ count: number; bytes: number }> {
  const { rows } = await sql<{ count: number; bytes: number }>`
    select count(*)::int as count, coalesce(sum(kept_bytes), 0)::bigint as bytes from import_run
    where finished_at is null and kept_name is not null`.execute(tx);
  return rows[0] ?? { count: 0, bytes: 0 };
}

/** Opens a run, or finds the one of the same text and authority that has not ended; held until the transaction ends. */
export async function openRun(tx: Tx, run: NewRun): Promise<OpenRun> {
  await sql`insert into import_run (id, source, name, format, file_digest, authority, officer, started_at)
    values (${run.id}, ${run.source}, ${run.name}, ${run.format}, ${run.fileDigest}, ${run.authority}, ${run.officer}, ${run.startedAt})
    on conflict (source, file_digest, authority) where finished_at is null do nothing`.execute(tx);
  const { rows } = await sql<OpenRun>`select id, handling, kept_name as "keptName" from import_run
    where source = ${run.source} and file_digest = ${run.fileDigest} and authority = ${run.authority} and finished_at is null
    for no key update`.execute(tx);
  // Ended between the two: whoever asks again begins a new one.
  return rows[0] ?? openRun(tx, run);
}

/** Gives an open run what it is done with from now on. What was refused under other handling is judged again. Gives the file that it had. */
export async function setRun(tx: Tx, id: string, run: NewRun): Promise<void> {
  await sql`update import_run set name = ${run.name}, officer = ${run.officer}, handling = ${run.handling},
    retain_until = ${run.retainUntil}, tally = null, refused = 0, total = ${run.total}, findings = ${run.findings}, kept_name = ${run.keptName}, kept_key = ${run.keptKey}, kept_bytes = ${run.keptBytes}, attempts = 0
    where id = ${id}`.execute(tx);
  await sql`delete from import_item where run_id = ${id} and outcome = 'refused'`.execute(tx);
}

export type TakenRun = Pick<
  NewRun,
  'source' | 'fileDigest' | 'name' | 'officer' | 'authority' | 'handling' | 'keptName' | 'keptKey'
> & {
  attempts: number;
};

/**
 * Begins, or goes on with, a run that has not ended; undefined where there is nothing to do. Attempts are counted anew where the last one
 * came further. What was refused and has no row is judged again, and counted then.
 */
export async function takeRun(db: Db, id: string): Promise<TakenRun | undefined> {
  const { rows } = await sql<TakenRun>`
    update import_run r set items_before = now.done, refused = now.refused,
      attempts = case when now.done > r.items_before then 1 else r.attempts + 1 end
    from (select count(i.run_id)::int - count(*) filter (where i.outcome = 'refused')::int + this.refused as done,
                 count(*) filter (where i.outcome = 'refused')::int as refused
          from import_run this left join import_item i on i.run_id = this.id where this.id = ${id} group by this.id) now
    where r.id = ${id} and r.finished_at is null and r.kept_name is not null
    returning r.source, r.file_digest as "fileDigest", r.name, r.officer, r.authority, r.handling, r.kept_name as "keptName", r.kept_key as "keptKey", r.attempts`.execute(
    db,
  );
  return rows[0];
}

/** Positions of the text that need nothing more, and the bytes of their findings. */
export async function readDone(db: Db, id: string): Promise<{ done: ReadonlySet<number>; findingBytes: number }> {
  const { rows } = await sql<{ position: number; bytes: number }>`
    select position, coalesce(length(findings), 0) as bytes from import_item where run_id = ${id}`.execute(db);
  return {
    done: new Set(rows.map((row) => row.position)),
    findingBytes: rows.reduce((sum, row) => sum + row.bytes, 0),
  };
}

/** The run that waits longest. */
export async function findWaiting(db: Db): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from import_run
    where finished_at is null and kept_name is not null order by started_at, id limit 1`.execute(db);
  return rows[0]?.id;
}

/** Whether a run has not ended; nobody ends it before this transaction has. */
export async function holdOpen(tx: Tx, id: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock_shared(${endLock})`.execute(tx);
  const { rows } = await sql`select 1 from import_run where id = ${id} and finished_at is null`.execute(tx);
  return rows.length > 0;
}

/** Ends a run: done (`ended` null), cancelled or failed. Gives the file that was kept for it; undefined where it had ended before. */
export async function endRun(
  tx: Tx,
  id: string,
  { at, ended, why }: { at: Date; ended: 'cancelled' | 'failed' | null; why: string | null },
): Promise<{ keptName: string | null } | undefined> {
  await sql`select pg_advisory_xact_lock(${endLock})`.execute(tx);
  const { rows } = await sql<{ keptName: string | null }>`
    update import_run r set finished_at = ${at}, ended = ${ended}, why = ${why === null ? null : storableText(why)},
      kept_name = null, kept_key = null, kept_bytes = null
    from (select id, kept_name from import_run where id = ${id} and finished_at is null for no key update) was
    where r.id = was.id returning was.kept_name as "keptName"`.execute(tx);
  return rows[0];
}

/** The text is not here: the run is finished by importing it again. */
export async function setLost(db: Db, id: string): Promise<void> {
  await sql`update import_run set kept_name = null, kept_key = null, kept_bytes = null
    where id = ${id} and finished_at is null`.execute(db);
}

export async function findKeptNames(db: Db): Promise<Set<string>> {
  const { rows } = await sql<{
    name: string;
  }>`select kept_name as name from import_run where kept_name is not null`.execute(db);
  return new Set(rows.map(({ name }) => name));
}

const rowsAtOnce = 10_000;

/** Takes away the rows of a report whose last day is over; its totals stay in the run. True when there may be more. */
export async function endReport(tx: Tx, day: string, at: Date): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`select id from import_run
    where finished_at is not null and report_gone_at is null and retain_until < ${day}::date
    order by retain_until limit 1 for no key update skip locked`.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) return false;
  await sql`delete from import_item where ctid in (
    select ctid from import_item where run_id = ${id} limit ${rowsAtOnce})`.execute(tx);
  await sql`update import_run set report_gone_at = ${at}, findings = null
    where id = ${id} and not exists (select 1 from import_item where run_id = ${id})`.execute(tx);
  return true;
}
