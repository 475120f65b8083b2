import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chunksOf32, equalBytes, fromBase64url, hmacSha256, sha256, toBase64url } from './bytes.ts';

const bytes = fc.uint8Array({ maxLength: 100 });

test('base64url goes there and back, and has one spelling', () => {
  fc.assert(
    fc.property(bytes, fc.nat(200), fc.constantFrom('A', '_', '=', ' ', '\n', '+', 'é'), (data, at, letter) => {
      const text = toBase64url(data);
      expect([...fromBase64url(text, 'text')]).toEqual([...data]);
      const other = text.slice(0, at % (text.length + 1)) + letter + text.slice(at % (text.length + 1));
      const read = (): string => toBase64url(fromBase64url(other, 'text'));
      if (/^[A-Za-z0-9_-]*$/.test(other)) fc.pre(other.length % 4 !== 1);
      try {
        expect(read()).toBe(other);
      } catch (error) {
        expect(error).toMatchObject({ code: 'encoding' });
      }
    }),
  );
});

test.each(['AB', 'AAF', 'AA=', 'AA==', 'A', 'AAAAA', 'A A', 'AA\n', '+/', 'AAé', 'A'.repeat(42) + 'B'])(
  '"%s" is another spelling, or none: encoding',
  (text) => {
    expect(() => fromBase64url(text, 'text')).toThrow(expect.objectContaining({ code: 'encoding' }));
  },
);

test('a length that was asked for is kept', () => {
  expect(fromBase64url('AAAA', 'text', 3)).toEqual(Buffer.alloc(3));
  expect(() => fromBase64url('AAAA', 'text', 4)).toThrow(expect.objectContaining({ code: 'encoding' }));
  expect(() => fromBase64url('', 'text', 1)).toThrow(expect.objectContaining({ code: 'encoding' }));
});

test('a part of a larger buffer is encoded alone', () => {
  expect(toBase64url(Buffer.from('abcdef').subarray(2, 4))).toBe(Buffer.from('cd').toString('base64url'));
});

test('hashes are those of the platform', () => {
  expect(sha256('abc')).toEqual(createHash('sha256').update('abc').digest());
  expect(hmacSha256(Buffer.alloc(32, 1), Buffer.from('abc'))).toEqual(
    createHmac('sha256', Buffer.alloc(32, 1)).update('abc').digest(),
  );
});

test('bytes are equal when all of them are', () => {
  fc.assert(fc.property(bytes, bytes, (a, b) => equalBytes(a, b) === (Buffer.compare(a, b) === 0)));
  fc.assert(fc.property(bytes, (a) => equalBytes(a, a.slice())));
});

test('hashes are cut apart whole; bytes left over are refused: encoding', () => {
  expect(chunksOf32(new Uint8Array())).toEqual([]);
  expect(chunksOf32(Buffer.concat([Buffer.alloc(32, 1), Buffer.alloc(32, 2)]))).toEqual([
    Buffer.alloc(32, 1),
    Buffer.alloc(32, 2),
  ]);
  for (const length of [1, 31, 33, 95])
    expect(() => chunksOf32(new Uint8Array(length))).toThrow(expect.objectContaining({ code: 'encoding' }));
});
