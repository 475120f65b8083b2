import { sql } from 'kysely';
import type pg from 'pg';
import type { Db, Tx } from '#platform/db/db.ts';
import type { KeptBackup } from './model.ts';

/** One number for the register of a database; any constant does. */
const registerLock = 7_400_002;

/**
 * Writes down a backup before its rows are read. What was read of the register by a transaction that destroys content is not
 * overtaken: the row waits until that has ended, and the backup is as of later. Gives its number.
 */
export async function registerBackup(
  client: pg.ClientBase,
  { path, madeAt, keepUntil }: Pick<KeptBackup, 'path' | 'keepUntil'> & { madeAt: string },
): Promise<number> {
  await client.query('begin');
  await client.query('select pg_advisory_xact_lock($1)', [registerLock]);
  const { rows } = await client.query<{ id: string }>(
    'insert into backup_made (path, made_at, keep_until) values ($1, $2, $3) returning id',
    [path, madeAt, keepUntil],
  );
  await client.query('commit');
  return Number(rows[0]?.id);
}

/** Whole, or not made at all. */
export async function endBackup(client: pg.ClientBase, id: number, finishedAt: Date | undefined): Promise<void> {
  if (finishedAt) await client.query('update backup_made set finished_at = $2 where id = $1', [id, finishedAt]);
  else await client.query('delete from backup_made where id = $1', [id]);
}

/**
 * Until which day backups hold these records: the last day of the last one. `unknown` where one should be gone and nobody has
 * said that it is. A record that came while a backup was written counts as in it.
 */
export async function readBackupsGoneBy(tx: Tx, ids: readonly number[], today: string): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  await sql`select pg_advisory_xact_lock_shared(${sql.lit(registerLock)})`.execute(tx);
  const { rows } = await sql<{ id: number; until: string; overdue: boolean }>`
    select r.id, max(b.keep_until) as until, bool_or(b.keep_until < ${today}::date) as overdue
    from record r join backup_made b on b.gone_at is null and (b.finished_at is null or b.finished_at >= r.stored_at)
    where r.id = any(${ids}::bigint[]) group by r.id`.execute(tx);
  return new Map(rows.map(({ id, until, overdue }) => [id, overdue ? 'unknown' : until]));
}

/** Backups that are not gone, as far as is known, the oldest first. */
export async function listKept(db: Db): Promise<KeptBackup[]> {
  const { rows } = await sql<KeptBackup>`
    select id, path, made_at as "madeAt", finished_at as "finishedAt", keep_until as "keepUntil"
    from backup_made where gone_at is null order by id`.execute(db);
  return rows;
}

/** After a restore: a backup knows itself as being written, and holds nothing that came later. */
export async function endUnfinished(db: Db, at: Date): Promise<void> {
  await sql`update backup_made set finished_at = ${at} where finished_at is null`.execute(db);
}

export async function noteGone(db: Db, id: number, at: Date): Promise<void> {
  await sql`update backup_made set gone_at = ${at} where id = ${id} and gone_at is null`.execute(db);
}
