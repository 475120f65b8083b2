// Two peers of one log: what each was shown is held against what the other was.
import fc from 'fast-check';
import { parseCheckpoint, parseNote } from '@tamga/log';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { alarmsOf, isStopped, judgeAlarm, logSize, startGossips, steps } from './gossips.ts';
import type { Gossips } from './gossips.ts';
import type { Net } from './nodes.ts';
import { twoFaced } from './two-faced.ts';
import type { View } from './two-faced.ts';

let gossips: Gossips;
let net: Net;
beforeAll(async () => {
  gossips = await startGossips();
  ({ net } = gossips);
});
afterAll(() => gossips[Symbol.asyncDispose]());
beforeEach(() => gossips.forget());

const sizes = fc.integer({ min: 1, max: 600 });
const runs = Number(process.env['TAMGA_RUNS'] ?? 15);

test('a fork shown to two peers is found by both, whenever and in whatever order they talk, with proof that stands alone', async () => {
  await fc.assert(
    fc.asyncProperty(
      sizes,
      sizes,
      fc.integer({ min: 0, max: 599 }),
      fc.array(fc.constantFrom(...steps), { maxLength: 12 }),
      fc.integer({ min: 1, max: 40 }),
      async (a, c, forkedAt, order, growth) => {
        const at = Math.min(forkedAt, a - 1, c - 1);
        await gossips.forget();
        const views: Record<string, View> = {
          xa: { log: gossips.honest, size: a },
          xc: { log: await gossips.forkAt(at), size: c },
        };
        gossips.show((asker) => views[asker]!);
        // Shown less than was signed for the other, at any time: to that peer it may be a shrink; the fork is proved by the other.
        const behind = new Set<string>();
        const compare = (): void => {
          const [xa, xc] = [views['xa']!.size, views['xc']!.size];
          if (xa !== xc) behind.add(xa < xc ? 'xa' : 'xc');
        };
        compare();
        let turn = 0;
        const grow = (): void => {
          const view = views[turn++ % 2 === 0 ? 'xa' : 'xc']!;
          view.size = Math.min(logSize, view.size + growth);
          compare();
        };
        for (const step of order) await gossips.play(step, grow);
        await gossips.talk();
        for (const code of ['xa', 'xc']) {
          const node = net.node(code);
          const alarms = await alarmsOf(node);
          const codes = behind.has(code) ? /^log-(forked|shrank)$/ : /^log-forked$/;
          expect(alarms, code).toMatchObject([{ participant: 'xb', code: expect.stringMatching(codes) }]);
          expect(await isStopped(node, 'xb'), `${code} stops the log’s owner`).toBe(true);
          expect(await isStopped(node, code === 'xa' ? 'xc' : 'xa'), 'the messenger is not stopped').toBe(false);
          if (alarms[0]!.code === 'log-forked') await judgeAlarm(net, alarms[0]!);
        }
      },
    ),
    { numRuns: runs, endOnFailure: true },
  );
}, 300_000);

test('one log that is seen at different sizes raises no alarm, in whatever order it is talked of', async () => {
  await fc.assert(
    fc.asyncProperty(
      sizes,
      fc.array(fc.constantFrom(...steps), { maxLength: 25 }),
      fc.integer({ min: 1, max: 120 }),
      async (start, order, growth) => {
        await gossips.forget();
        const view: View = { log: gossips.honest, size: start };
        gossips.show(() => view);
        for (const step of order) await gossips.play(step, () => (view.size = Math.min(logSize, view.size + growth)));
        await gossips.talk();
        for (const code of ['xa', 'xc']) {
          expect(await alarmsOf(net.node(code))).toEqual([]);
          const { rows } = await sql`select 1 from heard_head where not settled`.execute(net.node(code).deps.db);
          expect(rows, 'all that was heard is proved').toEqual([]);
        }
      },
    ),
    { numRuns: runs, endOnFailure: true },
  );
}, 300_000);

test('a log that shows less to one peer than it signed for another has shrunk', async () => {
  const views: Record<string, View> = {
    xa: { log: gossips.honest, size: 300 },
    xc: { log: gossips.honest, size: 200 },
  };
  gossips.show((asker) => views[asker]!);
  await gossips.talk();
  const xc = net.node('xc');
  const [alarm] = await alarmsOf(xc);
  expect(alarm).toMatchObject({ participant: 'xb', code: 'log-shrank' });
  const shown = alarm!.evidence.notes.map((note) => parseCheckpoint(parseNote(note).text).size);
  expect(shown).toEqual([300, 200]);
  expect(await isStopped(xc, 'xb')).toBe(true);
});

test('who shows less than it signed does not escape by withholding its tiles', async () => {
  const views: Record<string, View> = {
    xa: { log: gossips.honest, size: 300 },
    xc: { log: gossips.honest, size: 200 },
  };
  gossips.show((asker) => views[asker]!, { tiles: false });
  await gossips.talk();
  expect(await alarmsOf(net.node('xc'))).toMatchObject([{ participant: 'xb', code: 'log-shrank' }]);
});

test('a log that gives no proof while it answers otherwise is told to the officers after an hour', async () => {
  const views: Record<string, View> = {
    xa: { log: gossips.honest, size: 300 },
    xc: { log: gossips.honest, size: 310 },
  };
  gossips.show((asker) => views[asker]!, { tiles: false });
  await gossips.talk();
  expect(await alarmsOf(net.node('xc'))).toEqual([]);
  for (let minutes = 0; minutes < 80; minutes += 10) {
    net.clock.advance(600_000);
    await gossips.talk();
  }
  expect(await alarmsOf(net.node('xc'))).toMatchObject([{ participant: 'xb', code: 'log-unproven' }]);
  expect(await isStopped(net.node('xc'), 'xb'), 'no proof is no contradiction').toBe(false);
});

test('a log is asked for proof at a bounded rate, however much is heard of it', async () => {
  let asked = 0;
  const view: View = { log: gossips.honest, size: 100 };
  const liar = { log: gossips.honest, size: 100 };
  net.impersonate('xb', async (asker, url) => {
    if (asker === 'xa' && url.pathname.endsWith('/checkpoint')) asked += 1;
    return twoFaced(() => (asker === 'xa' ? view : liar), { tiles: false })(asker, url);
  });
  await net.node('xa').pull('xb');
  for (let second = 0; second < 30; second++) {
    net.clock.advance(1_000);
    liar.size += 10;
    await net.node('xc').shareHeads();
    await net.node('xa').pull('xc');
    await net.node('xa').proveHeads();
  }
  expect(asked).toBeGreaterThan(0);
  expect(asked).toBeLessThanOrEqual(4);
});
