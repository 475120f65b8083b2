import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRequestClock, takeNonce } from '#features/federation/nonces.ts';
import { openDb } from '#platform/db/db.ts';
import type { Db } from '#platform/db/db.ts';
import { maxSkewMs } from '#platform/http/message-signature.ts';
import { createTestDatabase } from '../database.ts';
import type { TestDatabase } from '../database.ts';

const minute = 60_000;
const year = 365 * 24 * 60 * minute;
let database: TestDatabase;
let db: Db;
beforeEach(async () => {
  database = await createTestDatabase();
  db = openDb(database.url, { max: 4 });
});
afterEach(async () => {
  await db.destroy();
  await database[Symbol.asyncDispose]();
});

/** A node's clock, which jumps, and the time that passes, which does not. */
function startTime() {
  const time = { now: Date.parse('2030-05-13T06:00:00Z'), passed: 0 };
  const pass = (ms: number): void => {
    time.now += ms;
    time.passed += ms;
  };
  return { time, pass, start: () => createRequestClock(() => time.passed) };
}
type Clock = ReturnType<typeof createRequestClock>;
type Request = { nonce: string; created: Date };
const held: Request[] = [];
const taken = new Set<string>();
let made = 0;

/** Whether a node that judges by this clock takes the request. */
async function isTaken(clock: Clock, now: number, { nonce, created }: Request): Promise<boolean> {
  const at = await clock(db, new Date(now));
  if (Math.abs(created.getTime() - at.getTime()) > maxSkewMs) return false;
  const isNew = await takeNonce(db, nonce, created, at);
  if (isNew && taken.has(nonce)) throw new Error('a request was taken twice');
  if (isNew) taken.add(nonce);
  return isNew;
}
/** An honest peer's request: by the time that it was told. */
async function ask(clock: Clock, now: number, offMs = 0): Promise<boolean> {
  const created = new Date((await clock(db, new Date(now))).getTime() + offMs);
  const request = { nonce: `nonce-${made++}-of-a-request`, created };
  held.push(request);
  return isTaken(clock, now, request);
}
const count = async (): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from request_nonce`.execute(db)).rows[0]!.n;

test('after a clock that jumped a year ahead and back, nonces are forgotten as ever, and each honest request is taken', async () => {
  const { time, pass, start } = startTime();
  const clock = start();
  time.now += year;
  for (let i = 0; i < 30; i++, pass(minute)) await ask(clock, time.now);
  time.now -= year;
  let most = 0;
  for (let i = 0; i < 60; i++, pass(minute)) {
    expect(await ask(clock, time.now)).toBe(true);
    most = Math.max(most, await count());
  }
  expect(most).toBeLessThan(40);
  expect(await count()).toBeLessThan(30);
});

test('the time by which requests are judged lets the clock catch up', async () => {
  const { time, pass, start } = startTime();
  const clock = start();
  time.now += 60 * minute;
  for (let i = 0; i < 10; i++, pass(minute)) await ask(clock, time.now);
  time.now -= 60 * minute;
  for (let i = 0; i < 120; i++, pass(minute)) await ask(clock, time.now);
  expect((await clock(db, new Date(time.now))).getTime()).toBe(time.now);
});

test.each([1, 2, 3])(
  'whatever clocks do, restarts and two processes included, no request is taken twice (%i)',
  async (seed) => {
    const { time, pass, start } = startTime();
    let state = seed;
    const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const clocks = [start(), start()];
    held.length = 0;
    taken.clear();
    const origin = time.now;
    for (let step = 0; step < 50; step++) {
      const which = random() < 0.5 ? 0 : 1;
      pass(random() * 2 * minute);
      if (random() < 0.1) time.now = origin + time.passed + (random() < 0.5 ? 0 : random() * 60 * minute);
      if (random() < 0.1) clocks[which] = start();
      await ask(clocks[which]!, time.now, (random() - 0.5) * 2 * (maxSkewMs - 1));
      for (const request of held.slice(-15)) await isTaken(clocks[1 - which]!, time.now, request);
    }
    expect(taken.size).toBeGreaterThan(15);
  },
);
