import { expect, test } from 'vitest';
import { newKey } from '../test/keys.ts';
import { expectRejection } from '../test/refusals.ts';
import { buildLog } from '../test/tile-store.ts';
import { createProver, formatCheckpoint, hashLeaf, rootOfTiles, signNote, verifyContradiction } from './index.ts';

const origin = 'example.test/log';
const key = await newKey(origin);

/** A log that is another one from leaf `forkAt` on. */
async function logOf(size: number, forkAt = size) {
  const leaves = Array.from({ length: size }, (_, i) => hashLeaf(new Uint8Array([i, i < forkAt ? 0 : 1])));
  const { readTile } = await buildLog(leaves);
  const root = async (at: number) => rootOfTiles(at, readTile);
  const note = async (at: number, signer = key.signer) =>
    signNote(formatCheckpoint({ origin, size: at, root: await root(at) }), [signer]);
  return { root, note, proof: (from: number, to: number) => createProver(to, readTile).consistency(from) };
}

const [log, fork] = [await logOf(40), await logOf(40, 3)];

test('two signed roots for one size are a contradiction', async () => {
  const notes = [await log.note(9), await fork.note(9)] as const;
  expect(await verifyContradiction({ notes }, origin, key.verifier)).toEqual({ sizes: [9, 9] });
});

test.each([
  [4, 5],
  [4, 9],
  [5, 8],
  [7, 40],
  [8, 40],
  [32, 33],
])(
  'a tree of %i that is not the beginning of the one of %i is a contradiction, whichever note comes first',
  async (m, n) => {
    const [first, second] = [await log.note(m), await fork.note(n)];
    const shown = { root: await fork.root(m), proof: await fork.proof(m, n) };
    for (const notes of [
      [first, second],
      [second, first],
    ] as const)
      expect(await verifyContradiction({ notes, ...shown }, origin, key.verifier)).toEqual({ sizes: [m, n] });
  },
);

test('notes that agree are none, whatever is shown with them', async () => {
  const shown = { root: await log.root(5), proof: await log.proof(5, 9) };
  const notes = [await log.note(5), await log.note(9)] as const;
  await expectRejection(verifyContradiction({ notes, ...shown }, origin, key.verifier), 'bad-proof');
  await expectRejection(
    verifyContradiction({ notes, ...shown, root: await fork.root(5) }, origin, key.verifier),
    'bad-proof',
  );
  await expectRejection(verifyContradiction({ notes }, origin, key.verifier), 'bad-proof');
  const same = [await log.note(5), await log.note(5)] as const;
  await expectRejection(verifyContradiction({ notes: same }, origin, key.verifier), 'bad-proof');
});

test('a proof of another tree than the larger note’s proves nothing', async () => {
  const notes = [await log.note(5), await log.note(9)] as const;
  const shown = { root: await fork.root(5), proof: await fork.proof(5, 9) };
  await expectRejection(verifyContradiction({ notes, ...shown }, origin, key.verifier), 'bad-proof');
});

test('notes that the log did not sign prove nothing', async () => {
  const other = await newKey(origin);
  const notes = [await log.note(9), await fork.note(9, other.signer)] as const;
  await expectRejection(verifyContradiction({ notes }, origin, key.verifier), 'unverified');
});
