import { base64url, digestOf, inclusion, joined, rootOf, seeded, sha256 } from './primitives.ts';
import * as world from './world.ts';

const { keys } = world;
const foreign = world.seal(
  20,
  { ref: world.refOf('xb', 20), author: 'xb/cyber', officers: ['xb/cyber/o-1'] },
  world.countBody,
  keys.xbCyber,
);
const late = world.seal(21, {}, world.countBody, keys.xaOld);
const rubbish = 'neither record nor padding';
/** The log of `alliance.json`'s xa, with three leaves more: rubbish, a record of xb, and one that an ended key sealed. */
const leaves = [...world.leaves, sha256(rubbish), sha256(foreign.jws), sha256(late.jws)];
const proof = (index: number): string => joined(inclusion(index, leaves));
const kept = base64url(seeded('padding 2'));
const record = (index: number, jws: string, at = index) => ({ index, jws, proof: proof(at) });

/** The rule of docs/protocol/records.md, a number at a time. */
function sampleOf(root: Uint8Array, ref: string, size: number, count: number): number[] {
  const seed = sha256(Buffer.concat([Buffer.from('tamga-sample'), root, Buffer.from(ref)]));
  const bound = BigInt(size);
  const chosen: number[] = [];
  for (let n = 0; chosen.length < count; n++) {
    const place = Buffer.from(n.toString(16).padStart(8, '0'), 'hex');
    const value = BigInt(
      `0x${sha256(Buffer.concat([seed, place]))
        .subarray(0, 8)
        .toString('hex')}`,
    );
    const index = Number(value % bound);
    if (value < 2n ** 64n - (2n ** 64n % bound) && !chosen.includes(index)) chosen.push(index);
  }
  return chosen.toSorted((a, b) => a - b);
}
const sizes: [size: number, count: number][] = [
  [1, 1],
  [7, 3],
  [10, 10],
  [1_000, 20],
  [2 ** 40 + 1, 5],
];

const demand = {
  checkpoint: world.checkpoint(7),
  sample: 3,
  deadline: '2030-05-27T00:00:00.000Z',
  reason: 'a yearly sample',
};
const { sample: _, ...without } = demand;
const named = { ref: world.refOf('xb', 30), digest: digestOf('a demand') };
const opened = record(4, world.report.jws);
const finding = { text: 'no answer', demand: named, leaves: [{ index: 4, code: 'unanswered' }] };

export const openingCases = {
  about: 'Leaves of a log of xa that are opened for oversight: the samples, one answered leaf each, and the bodies.',
  samples: sizes.map(([size, count], i) => {
    const [root, ref] = [seeded(`root ${i}`), world.refOf('xb', 40 + i)];
    return { root: base64url(root), ref, size, count, indexes: sampleOf(root, ref, size, count) };
  }),
  demanded: {
    participant: 'xa',
    size: leaves.length,
    root: base64url(rootOf(leaves)),
    leaves: [0, 1, 2, 3, 4, 6, 7, 8, 9],
  },
  cases: [
    { name: 'a record', leaf: opened, outcome: 'record' },
    { name: 'a record of a key that ended after it', leaf: record(0, world.old2.jws), outcome: 'record' },
    { name: 'a record that was disowned', leaf: record(1, world.old1.jws), outcome: 'record' },
    { name: 'padding', leaf: { index: 6, padding: kept, proof: proof(6) }, outcome: 'padding' },
    { name: 'other bytes of padding', leaf: { index: 2, padding: kept, proof: proof(2) }, outcome: 'wrong-leaf' },
    { name: 'another record at this place', leaf: record(3, world.report.jws), outcome: 'wrong-leaf' },
    { name: 'another place for this record', leaf: record(3, world.report.jws, 4), outcome: 'wrong-leaf' },
    { name: 'a proof of another leaf', leaf: record(4, world.report.jws, 3), outcome: 'wrong-leaf' },
    { name: 'a proof that is no list of hashes', leaf: { ...opened, proof: 'AAAA' }, outcome: 'wrong-leaf' },
    { name: 'a leaf that was not asked for', leaf: record(5, world.receipt.jws), outcome: 'not-asked' },
    { name: 'a leaf of no record', leaf: record(7, rubbish), outcome: 'no-record' },
    { name: 'a leaf of another participant’s record', leaf: record(8, foreign.jws), outcome: 'no-record' },
    { name: 'a record that its key could not seal there', leaf: record(9, late.jws), outcome: 'no-record' },
  ],
  bodies: [
    { name: 'a demand of a sample', kind: 'leaf.demand', body: demand, valid: true },
    { name: 'a demand of these leaves', kind: 'leaf.demand', body: { ...without, indexes: [4, 0] }, valid: true },
    { name: 'a demand of both', kind: 'leaf.demand', body: { ...demand, indexes: [4] }, valid: false },
    { name: 'a demand of nothing', kind: 'leaf.demand', body: without, valid: false },
    { name: 'a leaf demanded twice', kind: 'leaf.demand', body: { ...without, indexes: [4, 4] }, valid: false },
    { name: 'a sample of 1,001', kind: 'leaf.demand', body: { ...demand, sample: 1_001 }, valid: false },
    { name: 'an opening', kind: 'leaf.opening', body: { demand: named, leaves: [opened] }, valid: true },
    {
      name: 'a leaf opened twice',
      kind: 'leaf.opening',
      body: { demand: named, leaves: [opened, opened] },
      valid: false,
    },
    {
      name: 'an opening with a body',
      kind: 'leaf.opening',
      body: { demand: named, leaves: [{ ...opened, body: world.report.body }] },
      valid: false,
    },
    {
      name: 'a record and padding at once',
      kind: 'leaf.opening',
      body: { demand: named, leaves: [{ ...opened, padding: kept }] },
      valid: false,
    },
    { name: 'a finding about leaves', kind: 'oversight.finding', body: finding, valid: true },
    { name: 'a finding in words', kind: 'oversight.finding', body: { text: 'no plan' }, valid: true },
    { name: 'a finding without words', kind: 'oversight.finding', body: { ...finding, text: ' ' }, valid: false },
  ],
};
