import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from '#platform/bytes.ts';
import { bareAlliance, goodEnvelope, knownRecord, knownTo, refOf } from '#test/alliance.ts';
import type { Opening } from './leaf-model.ts';
import { cutAnswer, judgeOpening, sampleLeaves } from './leaf-rules.ts';

const root = sha256('a root');

test('a sample is as many different leaves of the tree as were asked for, and the same whoever computes it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 1, max: 1_000 }), fc.nat(), (size, count, n) => {
      const chosen = sampleLeaves(root, refOf('iop', n), size, count);
      expect(new Set(chosen).size).toBe(Math.min(size, count));
      expect(chosen.every((index) => index >= 0 && index < size)).toBe(true);
      expect(sampleLeaves(root, refOf('iop', n), size, count)).toEqual(chosen);
    }),
    { numRuns: 50 },
  );
});

test('another root, demand or size gives another sample; these numbers are the protocol’s', () => {
  const sample = (r = root, n = 0, size = 1_000_000): number[] => sampleLeaves(r, refOf('iop', n), size, 4);
  expect(sample()).toEqual([11_550, 329_575, 704_905, 707_816]);
  for (const other of [sample(sha256('another')), sample(root, 1), sample(root, 0, 999_999)])
    expect(other).not.toEqual(sample());
});

test('every leaf has about the same chance', () => {
  const counts = Array.from({ length: 10 }, () => 0);
  for (let n = 0; n < 2_000; n++)
    for (const index of sampleLeaves(root, refOf('iop', n), 10, 1)) counts[index] = (counts[index] ?? 0) + 1;
  for (const count of counts) expect(Math.abs(count - 200)).toBeLessThan(70);
});

test('an answer is cut where its size asks for it, and nothing is lost or doubled', () => {
  const leaves = Array.from({ length: 100 }, (_, index) => ({ index, jws: 'x'.repeat(index * 7), proof: '' }));
  const parts = cutAnswer(leaves, 2_000);
  expect(parts.flat()).toEqual(leaves);
  expect(parts.length).toBeGreaterThan(10);
  for (const part of parts) expect(JSON.stringify(part).length).toBeLessThanOrEqual(2_002);
  expect(cutAnswer([{ index: 0, jws: 'x'.repeat(5_000), proof: '' }], 2_000)).toHaveLength(1);
});

test('an answer goes to oversight, of whom it was demanded, and names a demand by its digest', () => {
  const digest = sha256('a demand');
  const ref = refOf('iop');
  const demand = knownRecord({
    ref,
    digest,
    kind: 'leaf.demand',
    participant: 'iop',
    recipient: 'xa',
    verdict: 'accepted',
  });
  const body: Opening = { demand: { ref, digest: digest.toString('base64url') }, leaves: [] };
  const code = (to: string, known = demand, author = 'xa/cyber', named = body.demand): string => {
    const verdict = judgeOpening(
      goodEnvelope({ kind: 'leaf.opening', to, author }),
      { ...body, demand: named },
      knownTo('xa', [known], bareAlliance()),
    );
    return verdict.ok ? 'ok' : verdict.code;
  };
  expect(code('iop')).toBe('ok');
  expect(code('xb')).toBe('not-oversight');
  expect(code('iop', { ...demand, recipient: 'xb' })).toBe('demand');
  expect(code('iop', { ...demand, participant: 'xb' })).toBe('demand');
  expect(code('iop', { ...demand, kind: 'release' })).toBe('demand');
  expect(code('iop', { ...demand, verdict: 'quarantined' })).toBe('demand');
  expect(code('iop', demand, 'xb/cyber')).toBe('demand');
  expect(code('iop', demand, 'xa/cyber', { ref, digest: sha256('other').toString('base64url') })).toBe('demand');
});
