import { expect, test } from 'vitest';
import { newKey } from '../test/keys.ts';
import { expectRefusal, refusalOf } from '../test/refusals.ts';
import { COSIGNER_KEY, LOG_KEY } from '../test/vectors.ts';
import {
  createVerifier,
  decodeBase64,
  encodeBase64,
  formatVerifierKey,
  keyIdOf,
  KeyType,
  parseVerifierKey,
} from './index.ts';

const { publicKey } = parseVerifierKey(LOG_KEY);

function keyText(type: KeyType, key: Uint8Array, name = 'example.test/log'): string {
  return `${name}+${keyIdOf(name, type, key)}+${encodeBase64(Uint8Array.of(type, ...key))}`;
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

test('a verifier key is name, id and typed key, and is written as it was read', () => {
  expect(parseVerifierKey(LOG_KEY)).toMatchObject({ name: 'example.test/log', keyId: 'b2e16d9b', type: 1 });
  expect(parseVerifierKey(COSIGNER_KEY)).toMatchObject({ name: 'example.test/witness', keyId: 'e244f432', type: 4 });
  for (const key of [LOG_KEY, COSIGNER_KEY]) expect(formatVerifierKey(parseVerifierKey(key))).toBe(key);
});

test('one key under another name or type has another id', () => {
  const ids = [keyIdOf('a', 1, publicKey), keyIdOf('b', 1, publicKey), keyIdOf('a', 4, publicKey)];
  expect(new Set(ids).size).toBe(3);
});

test('a verifier key with any one character changed is refused', () => {
  const replacements = ['A', 'b', '0', '+', '=', ' ', '\n', 'é'];
  const changed = Array.from(LOG_KEY).flatMap((_, i) =>
    replacements.map((r) => LOG_KEY.slice(0, i) + r + LOG_KEY.slice(i + 1)),
  );
  const accepted = changed.filter((key) => key !== LOG_KEY && refusalOf(() => parseVerifierKey(key)) === null);
  expect(accepted).toEqual([]);
});

test.each([
  ['nothing', ''],
  ['upper case in the id', LOG_KEY.replace('b2e16d9b', 'B2E16D9B')],
  ['an id of 7 digits', LOG_KEY.replace('b2e16d9b', 'b2e16d9')],
  ['a newline behind', `${LOG_KEY}\n`],
  ['a space in the name', keyText(1, publicKey, 'x').replace('x', 'example test')],
  ['a key of 31 bytes', keyText(1, publicKey.subarray(1))],
  ['a key of 33 bytes', keyText(4, Uint8Array.of(...publicKey, 0))],
  ['an ML-DSA key of 32 bytes', keyText(6, publicKey)],
  ['an empty key', keyText(2, new Uint8Array(0))],
])('a verifier key with %s is refused', (_, text) => expectRefusal(() => parseVerifierKey(text), 'bad-key'));

test('a type that nobody knows is refused', () => {
  const type = 0x65 as KeyType;
  expectRefusal(() => parseVerifierKey(keyText(type, publicKey)), 'unsupported-key');
});

// y of the points of order 1, 2, 4 and 8, and encodings of y + p, each with either sign of x.
const weak = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
].flatMap((hex) => {
  const point = fromHex(hex);
  return [point, Uint8Array.of(...point.subarray(0, 31), point[31]! | 0x80)];
});

test.each(weak.map((point) => [encodeBase64(point)]))('the weak or non-canonical point %s is no key', (point) => {
  const key = decodeBase64(point);
  expectRefusal(() => parseVerifierKey(keyText(1, key)), 'bad-key');
  expectRefusal(() => formatVerifierKey({ name: 'a', type: 4, publicKey: key }), 'bad-key');
});

test.each(['', 'a b', 'a+b', 'a\u00a0b', 'a\u2003', 'a\nb', 'a\u0007', '\ud800'])('%j names no key', (name) => {
  expectRefusal(() => keyIdOf(name, 1, publicKey), 'bad-key');
});

test('a key given as a Buffer is read and left as it was', () => {
  const key = Buffer.from(publicKey);
  key[31]! |= 0x80; // the sign of x
  const before = new Uint8Array(key);
  expect(formatVerifierKey({ name: 'a', type: 1, publicKey: key })).toBe(keyText(1, before, 'a'));
  expect(new Uint8Array(key)).toEqual(before);
});

test('keys that are read but not used say so', async () => {
  const mlDsa = formatVerifierKey({ name: 'a', type: KeyType.mlDsa44, publicKey: new Uint8Array(1312) });
  expect(parseVerifierKey(mlDsa).type).toBe(6);
  expectRefusal(() => createVerifier(mlDsa), 'unsupported-key');
  const { publicKey: key } = await newKey('a');
  expectRefusal(
    () => createVerifier(formatVerifierKey({ name: 'a', type: KeyType.ecdsa, publicKey: key })),
    'unsupported-key',
  );
});
