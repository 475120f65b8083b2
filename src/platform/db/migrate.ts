import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { type Kysely, sql } from 'kysely';
import type { Db } from './db.ts';
import { DatabaseError } from './error.ts';

interface Migration {
  name: string;
  sha256: string;
  text: string;
}

// One number for all migrations of a database; any constant does.
const MIGRATION_LOCK = 7_400_001;

/**
 * Brings the database to the newest of the numbered SQL files in `folder` and returns the names of those applied now.
 * Each file runs once, in a transaction of its own, recorded with its SHA-256; several processes may call this at the
 * same time. A file that was applied must stay as it is: `migration-changed` or `migration-missing` names it.
 * Nothing is changed in a database that a newer release has migrated: `migration-newer`.
 */
export async function migrate(db: Db, folder: URL): Promise<string[]> {
  const files = await readMigrations(folder);
  return await db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${sql.lit(MIGRATION_LOCK)})`.execute(connection);
    try {
      const done = await readApplied(connection);
      assertUnchanged(files, done);
      const news = files.filter(({ name }) => !done.has(name));
      for (const file of news) await apply(connection, file);
      return news.map(({ name }) => name);
    } finally {
      await sql`select pg_advisory_unlock(${sql.lit(MIGRATION_LOCK)})`.execute(connection);
    }
  });
}

/**
 * Makes the tables as they were after exactly these migrations, in a transaction that the caller holds; who loads old rows
 * brings them up to date with `migrate` afterwards. Nothing is recorded: the record of migrations is among the rows.
 */
export async function migrateExactly(
  run: (text: string) => Promise<unknown>,
  folder: URL,
  wanted: readonly Pick<Migration, 'name' | 'sha256'>[],
): Promise<void> {
  const files = await readMigrations(folder);
  assertUnchanged(files.slice(0, wanted.length), new Map(wanted.map(({ name, sha256 }) => [name, sha256])));
  await run(migrationTable);
  for (const { text } of files.slice(0, wanted.length)) await run(text);
}

/** Whether the tables are as this release makes them. Changes nothing. Errors: migration-newer, and `migration-older` before it is migrated. */
export async function assertSchema(db: Db, folder: URL): Promise<void> {
  const files = await readMigrations(folder);
  const { rows } = await sql<{ there: boolean }>`select to_regclass('migration') is not null as there`.execute(db);
  if (rows[0]?.there !== true) throw new DatabaseError('migration-older', 'the database is empty: the node never ran');
  const done = await listApplied(db);
  assertUnchanged(files, done);
  const missing = files.find(({ name }) => !done.has(name));
  if (missing)
    throw new DatabaseError(
      'migration-older',
      `the data are of an earlier release: ${missing.name} was not applied yet. Use that release, or start the node once`,
    );
}

async function readMigrations(folder: URL): Promise<Migration[]> {
  const names = (await readdir(folder)).toSorted();
  const wrong = names.find((name) => !/^\d{4}-[a-z0-9-]+\.sql$/.test(name));
  if (wrong) throw new DatabaseError('migration-name', `${wrong} is not named like 0001-name.sql`);
  return await Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(new URL(name, folder));
      return { name, sha256: createHash('sha256').update(bytes).digest('hex'), text: bytes.toString('utf8') };
    }),
  );
}

const migrationTable = `create table if not exists migration (
  name text primary key, sha256 text not null, applied_at timestamptz not null default now())`;

async function readApplied(connection: Kysely<unknown>): Promise<Map<string, string>> {
  await sql.raw(migrationTable).execute(connection);
  return await listApplied(connection);
}

async function listApplied(connection: Kysely<unknown>): Promise<Map<string, string>> {
  const { rows } = await sql<Migration>`select name, sha256 from migration order by name`.execute(connection);
  return new Map(rows.map(({ name, sha256 }) => [name, sha256]));
}

function assertUnchanged(files: Migration[], done: Map<string, string>): void {
  const found = new Map(files.map(({ name, sha256 }) => [name, sha256]));
  const newest = [...done.keys()].at(-1) ?? '';
  const last = files.at(-1)?.name ?? '';
  if (newest > last && !found.has(newest))
    throw new DatabaseError(
      'migration-newer',
      `the data are of a newer release: their schema is ${newest}, and this release knows none after ${last}. ` +
        'Nothing was changed: use the newer release, or what was kept before the upgrade',
    );
  for (const [name, sha256] of done) {
    const now = found.get(name);
    if (!now) throw new DatabaseError('migration-missing', `${name} was applied but its file is gone`);
    if (now !== sha256) throw new DatabaseError('migration-changed', `${name} was changed after it was applied`);
  }
  const late = files.find(({ name }) => !done.has(name) && name < newest);
  if (late) throw new DatabaseError('migration-order', `${late.name} is new but comes before ${newest}`);
}

async function apply(connection: Kysely<unknown>, { name, sha256, text }: Migration): Promise<void> {
  try {
    await connection.transaction().execute(async (tx) => {
      await sql.raw(text).execute(tx);
      await sql`insert into migration (name, sha256) values (${name}, ${sha256})`.execute(tx);
    });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseError('migration-failed', `${name}: ${why}`, { cause });
  }
}
