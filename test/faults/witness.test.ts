import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { cosignCheckpoint } from '#features/witnesses/actions.ts';
import { forkedLog } from '#test/federation/forked-log.ts';
import { startNodes } from '#test/federation/nodes.ts';
import { faultyDb } from './faulty-db.ts';

test.each([
  ['lost', false],
  ['kept but reported failed', true],
])(
  'at whatever step a witness’s I/O is %s, it never cosigns two checkpoints that contradict each other',
  async (_, kept) => {
    await using net = await startNodes('xa', 'xb');
    const { deps } = net.node('xa');
    const log = await forkedLog(net, 'xb', 200);
    const fork = await forkedLog(net, 'xb', 200, { forkAt: 1 });
    const signed = { log: 0, fork: 0 };
    const steps: string[] = [];
    const ask = async (which: keyof typeof signed, oldSize: number, size: number, db = deps.db) => {
      net.clock.advance(1_000);
      const request = Buffer.from(await { log, fork }[which].request(oldSize, size));
      const answer = await cosignCheckpoint({ ...deps, db }, 'xb', request).catch(() => undefined);
      if (answer?.status === 200) signed[which] += 1;
      return answer;
    };
    // Before its first cosignature it is bound to nothing: what breaks then must not bind it to one and sign the other.
    for (let at = 0, size = 4; ; at++) {
      const { db, struck } = faultyDb(deps.db, { at, kept });
      const held = Number((await ask('log', 199, 200))?.body ?? 0);
      const broken = await ask('log', held, held + size, db);
      expect(broken === undefined, 'no answer while the database is broken').toBe(struck() !== undefined);
      // What it remembers now is the old or the new one, and another beginning is cosigned from neither.
      const now = Number((await ask('log', 199, 200))?.body);
      expect([held, held + size]).toContain(now);
      if (now > 0) {
        expect((await ask('fork', now, now + size))?.status).toBe(422);
        expect((await ask('fork', 0, now + size))?.status).toBe(409);
      }
      if (struck() === undefined) break;
      steps.push(struck()!);
    }
    expect(signed.fork).toBe(0);
    expect(signed.log).toBeGreaterThan(0);
    expect(steps).toContain('commit');
    expect(steps.some((step) => step.startsWith('insert into witnessed_head'))).toBe(true);
  },
);

test('requests at the same time are taken one after the other: one of two that go on from the same size is signed', async () => {
  await using net = await startNodes('xa', 'xb');
  const { deps } = net.node('xa');
  let log = await forkedLog(net, 'xb', 200);
  let fork = await forkedLog(net, 'xb', 200, { forkAt: 6 });
  const ask = async (request: string) => (await cosignCheckpoint(deps, 'xb', Buffer.from(request))).status;
  // Every connection is open before it counts, so that the requests meet in the database.
  await Promise.all(Array.from({ length: 8 }, () => sql`select pg_sleep(0.05)`.execute(deps.db)));
  for (let size = 0; size < 60;) {
    net.clock.advance(1_000);
    const requests = await Promise.all(
      Array.from({ length: 8 }, (_, i) => (i % 2 === 0 ? log : fork).request(size, Math.max(size, 6) + 1 + i)),
    );
    const answers = await Promise.all(requests.map(ask));
    expect(answers.filter((status) => status === 200)).toHaveLength(1);
    const won = answers.indexOf(200);
    // Whichever came first is the one to go on from; where it was the fork, the two change their parts.
    if (won % 2 === 1 && size === 0) [log, fork] = [fork, log];
    size = Math.max(size, 6) + 1 + won;
  }
});
