import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytes, leafHashes, path, subproof, treeHash } from '../test/naive-tree.ts';
import { expectRefusal, refusalOf } from '../test/refusals.ts';
import { CONSISTENCY_3_TO_7, INCLUSION_4_IN_7, LEAVES, ROOT_3, ROOT_7 } from '../test/vectors.ts';
import {
  decodeBase64,
  emptyRoot,
  encodeBase64,
  hashLeaf,
  hashNode,
  verifyConsistency,
  verifyInclusion,
} from './index.ts';

const all = leafHashes(70);
const anySize = fc.integer({ min: 1, max: 70 });
const sizeAndIndex = anySize.chain((n) => fc.tuple(fc.constant(n), fc.integer({ min: 0, max: n - 1 })));
const flipped = (hash: Uint8Array, bit: number): Uint8Array => {
  const copy = hash.slice();
  copy[bit >> 3]! ^= 1 << (bit & 7);
  return copy;
};

test('leaves, nodes and the empty tree hash as RFC 9162 §2.1.1 says', () => {
  expect(encodeBase64(emptyRoot())).toBe('47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=');
  expect(encodeBase64(hashLeaf(new Uint8Array(0)))).toBe('bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=');
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      (a, b) => {
        expect(hashNode(a, b)).toEqual(treeHash([a, b]));
      },
    ),
  );
});

test('a hash that was given out does not change with the next one', () => {
  const [a, b] = [all[0]!, all[1]!];
  const first = hashNode(a, b);
  hashNode(b, a);
  expect(first).toEqual(treeHash([a, b]));
});

test('a node of anything but two hashes of 32 bytes is refused', () => {
  expectRefusal(() => hashNode(all[0]!.subarray(1), all[1]!), 'bad-hash');
  expectRefusal(() => hashNode(all[0]!, new Uint8Array(33)), 'bad-hash');
});

test('proofs that Go made are accepted', () => {
  const root = decodeBase64(ROOT_7);
  const inclusion = {
    index: 4,
    size: 7,
    leafHash: hashLeaf(bytes(LEAVES[4]!)),
    root,
    proof: INCLUSION_4_IN_7.map(decodeBase64),
  };
  expect(refusalOf(() => verifyInclusion(inclusion))).toBeNull();
  const consistency = {
    size1: 3,
    root1: decodeBase64(ROOT_3),
    size2: 7,
    root2: root,
    proof: CONSISTENCY_3_TO_7.map(decodeBase64),
  };
  expect(refusalOf(() => verifyConsistency(consistency))).toBeNull();
});

test('the proof of every leaf in every tree is accepted, at its index only', () => {
  fc.assert(
    fc.property(sizeAndIndex, fc.nat({ max: 69 }), ([n, index], other) => {
      const leaves = all.slice(0, n);
      const claim = { size: n, leafHash: leaves[index]!, root: treeHash(leaves), proof: path(index, leaves) };
      expect(refusalOf(() => verifyInclusion({ ...claim, index }))).toBeNull();
      if (other !== index) expect(refusalOf(() => verifyInclusion({ ...claim, index: other }))).not.toBeNull();
    }),
  );
});

test('an inclusion proof with one bit flipped anywhere is refused', () => {
  fc.assert(
    fc.property(sizeAndIndex, fc.nat(), fc.nat({ max: 255 }), ([n, index], at, bit) => {
      const leaves = all.slice(0, n);
      const proof = path(index, leaves);
      const parts = [leaves[index]!, treeHash(leaves), ...proof];
      parts[at % parts.length] = flipped(parts[at % parts.length]!, bit);
      const [leafHash, root, ...changed] = parts;
      expectRefusal(
        () => verifyInclusion({ index, size: n, leafHash: leafHash!, root: root!, proof: changed }),
        'bad-proof',
      );
    }),
  );
});

test('an inclusion proof that is longer, shorter or swapped is refused', () => {
  const leaves = all.slice(0, 11);
  const [a, b, ...rest] = path(6, leaves);
  const claim = { index: 6, size: 11, leafHash: leaves[6]!, root: treeHash(leaves) };
  expectRefusal(() => verifyInclusion({ ...claim, proof: [a!, b!, ...rest, a!] }), 'bad-proof');
  expectRefusal(() => verifyInclusion({ ...claim, proof: [a!, ...rest] }), 'bad-proof');
  expectRefusal(() => verifyInclusion({ ...claim, proof: [b!, a!, ...rest] }), 'bad-proof');
  expectRefusal(() => verifyInclusion({ ...claim, proof: [] }), 'bad-proof');
});

test('a proof of one size is none of another, though the hashes lead to the root', () => {
  const [a, b, c, d] = all.slice(0, 4) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  const root = treeHash([a, b, c, d]);
  const proof = path(3, [a, b, c, d]);
  expectRefusal(() => verifyInclusion({ index: 1, size: 2, leafHash: d, root, proof }), 'bad-proof');
  const roots = { root1: treeHash(all.slice(0, 7)), root2: treeHash(all.slice(0, 8)) };
  const longer = subproof(7, all.slice(0, 8), true);
  expectRefusal(() => verifyConsistency({ ...roots, size1: 3, size2: 4, proof: longer }), 'bad-proof');
  const [root1, root2] = [treeHash(all.slice(0, 3)), treeHash(all.slice(0, 5))];
  const shorter = subproof(3, all.slice(0, 5), true);
  expectRefusal(() => verifyConsistency({ root1, root2, size1: 3, size2: 9, proof: shorter }), 'bad-proof');
});

test.each([
  ['index at the size', { index: 3, size: 3 }, 'bad-size'],
  ['an empty tree', { index: 0, size: 0 }, 'bad-size'],
  ['a negative index', { index: -1, size: 3 }, 'bad-size'],
  ['a fraction', { index: 0.5, size: 3 }, 'bad-size'],
  ['a size beyond 2^53 - 1', { index: 0, size: 2 ** 53 }, 'bad-size'],
  ['not a number', { index: 0, size: Number.NaN }, 'bad-size'],
  ['a short leaf hash', { index: 0, size: 1, leafHash: new Uint8Array(31) }, 'bad-hash'],
  ['a short hash in the proof', { index: 0, size: 2, proof: [new Uint8Array(31)] }, 'bad-hash'],
] as const)('inclusion is refused for %s', (_, change, code) => {
  const claim = { leafHash: all[0]!, root: all[0]!, proof: [] };
  expectRefusal(() => verifyInclusion({ ...claim, ...change }), code);
});

test('sizes beyond 2^32 are counted exactly', () => {
  const size = 2 ** 52 + 1;
  const leafHash = all[0]!;
  const proof = [all[1]!];
  verifyInclusion({ index: 2 ** 52, size, leafHash, root: hashNode(all[1]!, leafHash), proof });
  expectRefusal(
    () => verifyInclusion({ index: 2 ** 52 - 1, size, leafHash, root: hashNode(all[1]!, leafHash), proof }),
    'bad-proof',
  );
});

test('the consistency proof of every two trees is accepted, and refused with one bit flipped', () => {
  fc.assert(
    fc.property(anySize, anySize, fc.nat(), fc.nat({ max: 255 }), (m, n, at, bit) => {
      const [size1, size2] = [Math.min(m, n), Math.max(m, n)];
      const [root1, root2] = [treeHash(all.slice(0, size1)), treeHash(all.slice(0, size2))];
      const proof = subproof(size1, all.slice(0, size2), true);
      verifyConsistency({ size1, root1, size2, root2, proof });
      const parts = [root1, root2, ...proof];
      parts[at % parts.length] = flipped(parts[at % parts.length]!, bit);
      const [changed1, changed2, ...changed] = parts;
      expectRefusal(
        () => verifyConsistency({ size1, root1: changed1!, size2, root2: changed2!, proof: changed }),
        'bad-proof',
      );
    }),
  );
});

test.each([
  ['from the empty tree', { size1: 0, root1: emptyRoot() }, 'bad-size'],
  ['from a larger tree', { size1: 6 }, 'bad-size'],
  ['from a fraction', { size1: 1.5 }, 'bad-size'],
  ['without a proof', { proof: [] }, 'bad-proof'],
  ['with a proof too long', { proof: [...subproof(3, all.slice(0, 5), true), all[0]!] }, 'bad-proof'],
  ['with a proof too short', { proof: subproof(3, all.slice(0, 5), true).slice(0, -1) }, 'bad-proof'],
  ['with a short hash first', { proof: [new Uint8Array(31), all[0]!] }, 'bad-hash'],
  ['of equal sizes with a proof', { size1: 5, root1: treeHash(all.slice(0, 5)), proof: [all[0]!] }, 'bad-proof'],
  ['of equal sizes with two roots', { size1: 5, proof: [] }, 'bad-proof'],
] as const)('consistency is refused %s', (_, change, code) => {
  const [root1, root2] = [treeHash(all.slice(0, 3)), treeHash(all.slice(0, 5))];
  const claim = { size1: 3, root1, size2: 5, root2, proof: subproof(3, all.slice(0, 5), true) };
  verifyConsistency(claim);
  expectRefusal(() => verifyConsistency({ ...claim, ...change }), code);
});
