import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginAnew, codes, history, lastDayOf, noteCheckpoints, play } from './history.ts';
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

/** `TAMGA_RUNS=500` goes longer; `TAMGA_SEED` repeats what a failure printed. */
const runs = Number(process.env['TAMGA_RUNS'] ?? 12);
const seed = Number(process.env['TAMGA_SEED'] ?? Date.now() % 2 ** 31);
const timeoutMs = 60_000 + runs * 10_000;

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

const name = `after any history I1, I2, I3, I5, I6 and I12 hold (${runs} runs, seed ${seed})`;
test(name, { timeout: timeoutMs }, async () => {
  let bodies = 0;
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
    if (process.env.STATS)
      for (const [c, h] of all) {
        const rr = [...h.rows.values()];
        console.log(
          c,
          rr.length,
          'rel',
          h.releases.length,
          'rec',
          h.recalls.length,
          'dest',
          rr.filter((r) => r.destroyed).length,
          'wait',
          rr.filter((r) => r.verdict === 'waiting').length,
          'held',
          rr.filter((r) => r.arrivedAt && r.body && !r.recipient).length,
        );
      }
    for (const { rows } of all.values()) bodies += [...rows.values()].filter((row) => row.arrivedAt && row.body).length;
  });
  await fc.assert(property, {
    numRuns: runs,
    seed,
    interruptAfterTimeLimit: timeoutMs - 10_000,
    markInterruptAsFailure: true,
  });
  // Histories in which nothing travels would prove nothing.
  expect(bodies).toBeGreaterThan(runs);
});
