import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '#test/database.ts';
import type { TestDatabase } from '#test/database.ts';
import { listUnopened } from './leaf-store.ts';
import { listUnopenedMonths } from './unopened-store.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  await sql`insert into peer (participant, log, checkpoint_size, checkpoint_at) values ('xa', 2, 20, '2030-05-13T06:00:00Z'), ('xb', 1, 0, null)`.execute(
    db,
  );
  // The log before this one was longer.
  await sql`insert into log_size (participant, day, size) values ('xa', '2030-01-31', 500), ('xa', '2030-03-05', 4), ('xa', '2030-03-31', 8),
    ('xa', '2030-04-02', 8), ('xa', '2030-05-01', 16)`.execute(db);
  const record = (n: number, kind: string, participant: string, log: number, index: number | null) =>
    sql`insert into record (ref, digest, jws, kind, participant, author, issued_at, realm, verdict, stored_at, log, log_index)
      values (${participant} || '/' || ${n}::int, sha256(${n}::text::bytea), '', ${kind}, ${participant}, 'xa/cyber', now(), 'live', 'accepted', now(),
        ${log}, ${index}) returning id`.execute(db);
  await record(1, 'incident.report', 'xa', 2, 2);
  await record(2, 'incident.report', 'xa', 1, 3); // of the log that ended
  await record(3, 'incident.report', 'xa', 2, 17);
  await record(4, 'leaf.demand', 'iop', 1, null);
  await record(5, 'leaf.opening', 'xa', 2, 18);
  const idOf = (n: number) => sql`(select id from record where digest = sha256(${n}::text::bytea))`;
  await sql`insert into leaf_demand (record_id, participant, by, size, root, note, sampled, deadline)
    values (${idOf(4)}, 'xa', 'iop', 20, '', ${'mca/xa/log/2\n20\n'}, false, now())`.execute(db);
  for (const index of [3, 9, 10]) await sql`insert into leaf_demanded values (${idOf(4)}, ${index})`.execute(db);
  await sql`insert into leaf_opened values (${idOf(5)}, ${idOf(4)}, 3, null, null, null), (${idOf(5)}, ${idOf(4)}, 9, 'wrong-leaf', null, null)`.execute(
    db,
  );
});
afterAll(() => database[Symbol.asyncDispose]());

test('each leaf that oversight never saw is counted once, in the month in which its log passed it', async () => {
  const months = await listUnopenedMonths(database.db, 'iop');
  const row = (month: string, since: number, upto: number, unopened: number, demanded: number, unanswered: number) => {
    return { participant: 'xa', month, since, upto, leaves: upto - since, unopened, demanded, unanswered };
  };
  expect(months).toEqual([row('2030-05', 8, 20, 10, 2, 2), row('2030-03', 0, 8, 6, 1, 0)]);
  const [whole] = await listUnopened(database.db, 'iop');
  const sum = (name: 'leaves' | 'unopened' | 'demanded' | 'unanswered'): number =>
    months.reduce((all, one) => all + one[name], 0);
  expect([sum('leaves'), sum('unopened'), sum('demanded'), sum('unanswered')]).toEqual([
    whole?.size,
    (whole?.size ?? 0) - (whole?.seen ?? 0),
    whole?.demanded,
    whole?.unanswered,
  ]);
});
