import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { openDb, sqlState, transaction } from './db.ts';

let it: TestDatabase;
beforeAll(async () => {
  it = await createTestDatabase();
  await sql`create table entry (id int primary key, note text not null)`.execute(it.db);
});
afterAll(async () => await it[Symbol.asyncDispose]());

test('int8 is a number, date the text it was, bytea a Buffer and timestamptz a Date', async () => {
  const { rows } = await sql`
    select 9007199254740991::int8 as n, count(*) as c, date '2026-03-01' as d, '\\x00ff'::bytea as b,
           timestamptz '2026-03-01T00:00:00Z' as t, null::int8 as nothing`.execute(it.db);
  const [n, c, d] = [9007199254740991, 1, '2026-03-01'];
  expect(rows).toEqual([{ n, c, d, b: Buffer.from([0, 255]), t: new Date('2026-03-01T00:00:00Z'), nothing: null }]);
});

test('an int8 that a number cannot hold exactly is an error, never a rounded number', async () => {
  await expect(sql`select 9007199254740993::int8`.execute(it.db)).rejects.toMatchObject({ code: 'number-unsafe' });
});

test('bytes come back as they were sent', async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const { rows } = await sql<{ b: Buffer }>`select ${bytes}::bytea as b`.execute(it.db);
  expect(rows[0]?.b).toEqual(Buffer.from(bytes));
});

test('letters of all scripts fold', async () => {
  const { rows } = await sql`select 'ТАМҒА Öçürmek' ilike '%тамға ÖÇÜR%' as found`.execute(it.db);
  expect(rows).toEqual([{ found: true }]);
});

test('a transaction that throws leaves nothing', async () => {
  const failing = transaction(it.db, async (tx) => {
    await sql`insert into entry values (1, 'lost')`.execute(tx);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect((await sql`select from entry where id = 1`.execute(it.db)).rows).toEqual([]);
});

test('two transactions in a deadlock both come through', async () => {
  await sql`insert into entry values (10, ''), (11, '')`.execute(it.db);
  const touch = async (first: number, second: number) =>
    await transaction(it.db, async (tx) => {
      await sql`update entry set note = note || 'x' where id = ${first}`.execute(tx);
      await new Promise((resolve) => setTimeout(resolve, 100));
      await sql`update entry set note = note || 'x' where id = ${second}`.execute(tx);
    });
  await Promise.all([touch(10, 11), touch(11, 10)]);
  const { rows } = await sql`select note from entry where id in (10, 11)`.execute(it.db);
  expect(rows).toEqual([{ note: 'xx' }, { note: 'xx' }]);
});

test('the state of a broken constraint is told', async () => {
  await sql`insert into entry values (20, '')`.execute(it.db);
  const error: unknown = await sql`insert into entry values (20, '')`.execute(it.db).catch((caught: unknown) => caught);
  expect([sqlState(error), sqlState(new Error('other'))]).toEqual(['23505', undefined]);
});

test('a server that goes away fails the transaction at hand, is reported, and brings nothing down', async () => {
  const lost: string[] = [];
  await using db = openDb(it.url, { max: 2, onLost: (error) => lost.push(error.message) });
  const broken = transaction(db, async (tx) => {
    await Promise.all([sql`select 1`.execute(db), sql`select 1`.execute(tx)]); // one idle connection, one at work
    await endSessions(it.url);
    await sql`select 1`.execute(tx);
  });
  await expect(broken).rejects.toThrow(/terminat|connection error|ECONNRESET/);
  await expect.poll(() => lost.length).toBeGreaterThan(0);
  expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
});

async function endSessions(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  );
  await client.end();
}

test('a pipelined pool answers many queries over one connection', async () => {
  await using db = openDb(it.url, { max: 1, pipeline: true });
  const numbers = Array.from({ length: 50 }, (_, index) => index);
  const answers = await Promise.all(
    numbers.map(async (n) => await sql<{ n: number }>`select ${n}::int8 as n`.execute(db)),
  );
  expect(answers.map(({ rows }) => rows[0]?.n)).toEqual(numbers);
});
