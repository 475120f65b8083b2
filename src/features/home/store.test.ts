import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '#test/database.ts';
import type { TestDatabase } from '#test/database.ts';
import { noCover } from '#features/guards/model.ts';
import { countChanges } from './store.ts';

let database: TestDatabase;
const viewer = { content: true, authority: 'xa/cyber', officer: 'xa/cyber/o-1', cover: noCover };
const since = new Date('2030-05-12T12:00:00Z');

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  const record = (n: number, kind: string, verdict: string, storedAt: string, retain: string | null = null) =>
    sql`insert into record (ref, digest, jws, kind, participant, author, issued_at, realm, verdict, stored_at, retain_until, body, body_key)
      values ('xa/' || ${n}::int, sha256(${n}::text::bytea), '', ${kind}, 'xa', 'xa/cyber', ${storedAt}::timestamptz, 'live', ${verdict},
        ${storedAt}::timestamptz, ${retain}::date, ${retain === null ? null : Buffer.from('{}')}, ${retain === null ? null : Buffer.alloc(32)})`.execute(
      db,
    );
  await record(1, 'incident.report', 'accepted', '2030-05-12T11:59:59Z');
  await record(2, 'incident.report', 'accepted', '2030-05-12T12:00:00Z', '2030-05-20');
  await record(3, 'threat.object', 'accepted', '2030-05-13T01:00:00Z', '2030-05-21');
  await record(4, 'threat.object', 'own', '2030-05-13T02:00:00Z');
  await record(5, 'release', 'own', '2030-05-13T03:00:00Z');
  await record(6, 'incident.report', 'waiting', '2030-01-01T03:00:00Z');
  await record(7, 'threat.object', 'quarantined', '2030-05-13T03:00:00Z');
  const object = (n: number, search: string | null) =>
    sql`insert into threat_object (record_id, object_id, type, version, revoked, content_digest, participant, newest, labels, phases, search)
      select id, 'object--' || ${n}::int, 'malware', '', false, '', 'xa', true, '{}', '{}', ${search}::tsvector from record where ref = 'xa/' || ${n}::int`.execute(
      db,
    );
  await object(3, 'loader');
  await object(4, 'wiper');
  await record(8, 'threat.object', 'own', '2030-05-11T03:00:00Z');
  await object(8, 'older');
  await record(9, 'threat.object', 'own', '2030-05-13T03:00:00Z');
  await object(9, null); // about a person: in no search, and so in no count of what it finds
  await sql`insert into alarm (participant, code, why, at) values ('xb', 'fork', 'two logs', '2030-05-13T01:00:00Z'), ('xb', 'fork', 'two logs', '2030-05-01T01:00:00Z')`.execute(
    db,
  );
});
afterAll(() => database[Symbol.asyncDispose]());

test('what changed since a moment is counted, and nothing before it', async () => {
  const exactly = (count: number) => ({ count, atLeast: false });
  expect(await countChanges(database.db, since, '2030-05-20', viewer)).toEqual({
    arrived: exactly(2),
    written: exactly(3),
    objects: exactly(2),
    waiting: exactly(1),
    setAside: exactly(1),
    refused: exactly(0),
    alarms: exactly(1),
    expiring: exactly(1),
  });
});

test('of what is much it is told that there is at least so much', async () => {
  const { arrived, written, alarms } = await countChanges(database.db, since, '2030-05-20', viewer, 1);
  expect([arrived.atLeast, written.atLeast, alarms]).toEqual([true, true, { count: 1, atLeast: true }]);
});
