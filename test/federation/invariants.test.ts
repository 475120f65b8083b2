import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codes, history, lastDayOf } from './history.ts';
import {
  checkAppliedOnce,
  checkBytes,
  checkLogs,
  checkRebuilt,
  checkRecalled,
  checkReleased,
  readAll,
} from './laws.ts';
import { meridian, startAlliance } from './nodes.ts';
import type { Net } from './nodes.ts';
import { beginAnew, noteCheckpoints, play } from './play.ts';

/** `TAMGA_RUNS=500` goes longer; `TAMGA_SEED` repeats what a failure printed. */
const runs = Number(process.env['TAMGA_RUNS'] ?? 6);
const seed = Number(process.env['TAMGA_SEED'] ?? Date.now() % 2 ** 31);
const limitMs = Math.max(45_000, runs * 3_000);

let net: Net;
let start: Date;
beforeAll(async () => {
  const profile = JSON.parse(readFileSync(meridian, 'utf8')) as { participants: { code: string; to?: string }[] };
  for (const participant of profile.participants)
    if (lastDayOf[participant.code]) participant.to = lastDayOf[participant.code]!;
  net = await startAlliance(JSON.stringify(profile), [...codes]);
  start = net.clock.now;
});
afterAll(() => net[Symbol.asyncDispose]());

test(
  `after any history I1, I2, I3, I5, I6 and I12 hold (${runs} runs, seed ${seed})`,
  { timeout: 2 * limitMs + 60_000 },
  async () => {
    let [histories, bodies] = [0, 0];
    const property = fc.asyncProperty(history, async (commands) => {
      const world = await beginAnew(net, start);
      for (const command of commands) await play(world, command);
      for (const [i, a] of codes.entries()) for (const b of codes.slice(i + 1)) net.setLine(a, b, true);
      await net.settle();
      await noteCheckpoints(world);

      const all = await readAll(world);
      checkReleased(world, all);
      await checkBytes(all);
      await checkLogs(world, all);
      checkRecalled(world, all);
      await checkAppliedOnce(all);
      await checkRebuilt(all);
      histories += 1;
      for (const { rows } of all.values())
        bodies += [...rows.values()].filter((row) => row.arrivedAt && row.body).length;
    });
    // A busy machine gets through fewer; what failed is made smaller for as long as there is time.
    await fc.assert(property, { numRuns: runs, seed, interruptAfterTimeLimit: limitMs });
    // Histories in which nothing travels would prove nothing.
    expect(histories).toBeGreaterThan(0);
    expect(bodies).toBeGreaterThan(histories);
  },
);
