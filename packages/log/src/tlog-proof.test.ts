import { expect, test } from 'vitest';
import { bytes } from '../test/naive-tree.ts';
import { expectRefusal, expectRejection } from '../test/refusals.ts';
import { CHECKPOINT, COSIGNED_AT_SECONDS, COSIGNER_KEY, INCLUSION_4_IN_7, LEAVES, LOG_KEY } from '../test/vectors.ts';
import { createVerifier, decodeBase64, formatProof, hashLeaf, parseProof, verifyProof } from './index.ts';

const proof = { index: 4, proof: INCLUSION_4_IN_7.map(decodeBase64), checkpoint: CHECKPOINT };
const file = `c2sp.org/tlog-proof@v1\nindex 4\n${INCLUSION_4_IN_7.join('\n')}\n\n${CHECKPOINT}`;
const expected = {
  leafHash: hashLeaf(bytes(LEAVES[4]!)),
  origin: 'example.test/log',
  logVerifier: createVerifier(LOG_KEY),
  otherVerifiers: [createVerifier(COSIGNER_KEY)],
};

test('a proof file is read as it was written', () => {
  expect(formatProof(proof)).toBe(file);
  expect(parseProof(file)).toEqual(proof);
  const withExtra = { ...proof, extra: bytes('context') };
  expect(parseProof(formatProof(withExtra))).toEqual(withExtra);
  expect(parseProof(formatProof({ ...proof, extra: new Uint8Array(0) })).extra).toEqual(new Uint8Array(0));
  expect(parseProof(formatProof({ index: 0, proof: [], checkpoint: 'x\n' }))).toEqual({
    index: 0,
    proof: [],
    checkpoint: 'x\n',
  });
});

test('a proof file proves its leaf, with the checkpoint and its cosignatures', async () => {
  const { index, checkpoint, extra } = await verifyProof(formatProof({ ...proof, extra: bytes('x') }), expected);
  expect([index, checkpoint.size, extra]).toEqual([4, 7, bytes('x')]);
  expect(checkpoint.verified[1]?.timestampSeconds).toBe(COSIGNED_AT_SECONDS);
});

test('a proof of another leaf, index, log or text is refused', async () => {
  await expectRejection(verifyProof(file, { ...expected, leafHash: hashLeaf(bytes('fir')) }), 'bad-proof');
  await expectRejection(verifyProof(file.replace('index 4', 'index 5'), expected), 'bad-proof');
  await expectRejection(verifyProof(file.replace('index 4', 'index 7'), expected), 'bad-size');
  await expectRejection(verifyProof(file.replace(`${INCLUSION_4_IN_7[0]}\n`, ''), expected), 'bad-proof');
  await expectRejection(verifyProof(file, { ...expected, origin: 'example.test/other' }), 'wrong-origin');
  await expectRejection(verifyProof(file.replace('\n7\n', '\n8\n'), expected), 'bad-signature');
  await expectRejection(verifyProof(file.slice(0, file.indexOf('—')), expected), 'bad-note');
});

test.each([
  ['another header', file.replace('@v1', '@v2')],
  ['no index', file.replace('index 4\n', '')],
  ['a leading zero', file.replace('index 4', 'index 04')],
  ['a negative index', file.replace('index 4', 'index -4')],
  ['two indexes', file.replace('index 4', 'index 4\nindex 4')],
  ['extra behind the index', file.replace('index 4\n', 'index 4\nextra AAAA\n')],
  ['extra that is not base64', file.replace('index 4\n', 'extra !!\nindex 4\n')],
  ['a hash that is not base64', file.replace('9xBSz', '!xBSz')],
  ['a hash of 33 bytes', file.replace(INCLUSION_4_IN_7[0]!, 'A'.repeat(44))],
  ['no blank line', file.replace('\n\n', '\n').replace('\n\n', '\n')],
  ['a return', file.replace('index 4\n', 'index 4\r\n')],
  ['more than 63 hashes', file.replace('index 4\n', `index 4\n${`${INCLUSION_4_IN_7[0]}\n`.repeat(61)}`)],
  ['nothing', ''],
])('a proof file with %s is refused', (_, text) => expectRefusal(() => parseProof(text), 'bad-proof-file'));

test('limits hold for proof files too', () => {
  expectRefusal(() => parseProof(file.replace('index 4', 'index 9007199254740992')), 'bad-size');
  expectRefusal(() => parseProof(new Uint8Array(2 ** 20 + 1)), 'too-large');
  expectRefusal(() => formatProof({ ...proof, index: -1 }), 'bad-size');
  expectRefusal(() => formatProof({ ...proof, proof: [new Uint8Array(31)] }), 'bad-hash');
  expectRefusal(
    () => formatProof({ ...proof, proof: Array.from({ length: 64 }, () => new Uint8Array(32)) }),
    'bad-proof-file',
  );
});
