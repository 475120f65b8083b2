import { afterAll, beforeAll, expect, test } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import { incident } from './drafts.ts';
import { fuzz, targetsOf } from './fuzz-api.ts';
import { startNodes } from './nodes.ts';
import type { Net } from './nodes.ts';

// TAMGA_FUZZ_SEED asks the same again; TAMGA_FUZZ_MINUTES goes on for so long (`npm run soak -- --api 30`).
const seed = Number(process.env['TAMGA_FUZZ_SEED'] ?? 1);
const minutes = Number(process.env['TAMGA_FUZZ_MINUTES'] ?? 0);
const runs = 8;

let net: Net;
beforeAll(async () => {
  net = await startNodes('xa', 'iop');
});
afterAll(() => net[Symbol.asyncDispose]());

test(
  'whatever is asked of the API, the answer is as described, a refusal says why by a known code, and nothing breaks',
  async () => {
    const real = await realNames();
    const total = new Map<number, number>();
    const end = Date.now() + minutes * 60_000;
    for (let round = seed; round === seed || Date.now() < end; round++)
      for (const code of ['xa', 'iop'])
        for (const target of targetsOf(net.node(code))) {
          const { faults, statuses } = await fuzz(net.node(code), target, round, runs, real);
          expect(faults).toEqual([]);
          for (const [status, count] of statuses) total.set(status, (total.get(status) ?? 0) + count);
        }
    // It came through, and it was refused, in each of the ways that there are.
    for (const status of [200, 201, 400, 401, 403, 404, 422]) expect([...total.keys()]).toContain(status);
  },
  minutes * 60_000 + 120_000,
);

/** Names that are known at the nodes, of each sort that a request can hold. */
async function realNames(): Promise<string[]> {
  const xa = net.node('xa');
  const made = await submitRecords(xa.deps, [
    incident('xa'),
    incident('xa', { marking: { tlp: 'GREEN', base: 'unclassified' } }),
  ]);
  await net.settle();
  const digests = made.map(({ digest }) => digest.toString('base64url'));
  const words = [
    'xa',
    'iop',
    'xb',
    'xa/cyber',
    'incident.report',
    'AMBER',
    'GREEN',
    'unclassified',
    'counter-terrorism',
  ];
  return [
    ...made.map(({ ref }) => ref),
    ...made.map(({ ref }) => ref.split('/')[1]!),
    ...digests,
    ...words,
    'mca-2029',
    '5',
    '1',
  ];
}
