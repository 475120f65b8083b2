import { consistency, hashLeaf, inclusion, keyOf, listed, note, rootOf, seeded } from './primitives.ts';
import * as world from './world.ts';

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
/** Leaf data of a log of any size, each one SHA-256 of a text. */
const many = Array.from({ length: 70 }, (_, i) => seeded(`leaf ${i}`));
const flipped = (hashes: readonly Buffer[]): string[] => {
  const changed = hashes.map((hash) => Buffer.from(hash));
  changed[0]![7]! ^= 1;
  return listed(changed);
};

const pairs: [index: number, size: number][] = [
  [0, 1],
  [0, 2],
  [1, 2],
  [2, 3],
  [0, 5],
  [4, 5],
  [6, 7],
  [31, 32],
  [32, 33],
  [5, 70],
  [63, 70],
  [69, 70],
];
const valid = pairs.map(([index, size]) => {
  const leaves = many.slice(0, size);
  return {
    name: `leaf ${index} of ${size}`,
    index,
    size,
    leafData: base64(many[index]!),
    root: base64(rootOf(leaves)),
    proof: listed(inclusion(index, leaves)),
    valid: true,
  };
});
const good = valid.find(({ index, size }) => index === 5 && size === 70)!;

export const logCases = {
  about: 'Leaves, trees and proofs (RFC 9162 §2.1), standard base64, hashes from the leaf upwards.',
  leaves: [
    ...[0, 1].map((i) => ({ name: `leaf ${i}`, leafData: base64(many[i]!), leafHash: base64(hashLeaf(many[i]!)) })),
    {
      name: 'a record’s leaf is its digest',
      jws: world.report.jws,
      leafData: base64(world.leaves[4]!),
      leafHash: base64(hashLeaf(world.leaves[4]!)),
    },
  ],
  paddings: world.paddings,
  roots: [0, 1, 2, 3, 7, 32, 70].map((size) => ({ size, root: base64(rootOf(many.slice(0, size))) })),
  leafData: many.map(base64),
  inclusion: [
    ...valid,
    { ...good, name: 'another index', index: 6, valid: false },
    { ...good, name: 'an index beyond the tree', index: 70, valid: false },
    { ...good, name: 'another size', size: 64, valid: false },
    { ...good, name: 'another leaf', leafData: base64(many[6]!), valid: false },
    { ...good, name: 'a hash changed', proof: flipped(inclusion(5, many)), valid: false },
    { ...good, name: 'a hash too few', proof: good.proof.slice(0, -1), valid: false },
    { ...good, name: 'a hash too many', proof: [...good.proof, good.root], valid: false },
  ],
  consistency: [
    ...(
      [
        [1, 2],
        [1, 70],
        [2, 3],
        [4, 7],
        [6, 7],
        [32, 33],
        [64, 70],
        [69, 70],
        [70, 70],
      ] as const
    ).map(([size1, size2]) => claim(size1, size2, {})),
    claim(6, 7, { name: 'another old root', root1: base64(rootOf(many.slice(0, 5))), valid: false }),
    claim(6, 7, { name: 'another new root', root2: base64(rootOf(many.slice(0, 8))), valid: false }),
    claim(6, 7, { name: 'a hash changed', proof: flipped(consistency(6, many.slice(0, 7))), valid: false }),
    claim(6, 7, { name: 'no proof', proof: [], valid: false }),
    claim(7, 7, { name: 'two roots for one size', root2: base64(rootOf(many.slice(0, 6))), valid: false }),
    { ...claim(6, 7, {}), name: 'a log that shrank', size1: 7, size2: 6, valid: false },
    { ...claim(1, 7, {}), name: 'from the empty tree nothing is proved', size1: 0, valid: false },
  ],
};

function claim(size1: number, size2: number, change: object): object {
  const [old, now] = [many.slice(0, size1), many.slice(0, size2)];
  const roots = { root1: base64(rootOf(old)), root2: base64(rootOf(now)) };
  return {
    name: `${size1} to ${size2}`,
    size1,
    size2,
    ...roots,
    proof: listed(consistency(size1, now)),
    valid: true,
    ...change,
  };
}

const { origin, keys } = world;
const text = world.checkpoint(7).split('\n\n')[0]!;
const edited = (change: (note_: string) => string): string => change(world.checkpoint(7));
const stray = keyOf('xa', 'stray');
export const checkpointCases = {
  about: 'Checkpoints of xa’s log under the log key of its directory (C2SP tlog-checkpoint).',
  origin,
  publicKey: keys.xaLog.publicKey,
  cases: [
    { name: 'size 7', note: world.checkpoint(7), valid: true, size: 7, root: base64(rootOf(world.leaves)) },
    { name: 'size 5', note: world.checkpoint(5), valid: true, size: 5, root: base64(rootOf(world.leaves.slice(0, 5))) },
    {
      name: 'a signature of somebody unknown beside it',
      note: `${world.checkpoint(7)}${note(`${text}\n`, 'somebody', stray).split('\n\n')[1]}`,
      valid: true,
      size: 7,
      root: base64(rootOf(world.leaves)),
    },
    { name: 'signed by another key', note: world.checkpoint(7, world.names(world.xaSecond, 2), stray), valid: false },
    {
      name: 'signed for another log',
      note: note(`${text}\n`, `${world.allianceId}/xa/log/2`, keys.xaLog),
      valid: false,
    },
    {
      name: 'another log’s origin',
      note: note(`${text}\n`.replace('/log/1', '/log/2'), origin, keys.xaLog),
      valid: false,
    },
    { name: 'another size', note: edited((one) => one.replace('\n7\n', '\n8\n')), valid: false },
    {
      name: 'a size with a zero before it',
      note: note(`${text}\n`.replace('\n7\n', '\n07\n'), origin, keys.xaLog),
      valid: false,
    },
    {
      name: 'a root of 31 bytes',
      note: note(`${origin}\n7\n${base64(Buffer.alloc(31))}\nx\n`, origin, keys.xaLog),
      valid: false,
    },
    { name: 'an empty line', note: note(`${text}\n\nmore\n`, origin, keys.xaLog), valid: false },
    { name: 'no signature', note: `${text}\n`, valid: false },
    { name: 'a carriage return', note: edited((one) => one.replaceAll('\n', '\r\n')), valid: false },
    { name: 'no line break at the end', note: edited((one) => one.slice(0, -1)), valid: false },
  ],
};
