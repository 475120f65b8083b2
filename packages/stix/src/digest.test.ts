import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, contentDigest } from './digest.ts';

/** The same value with the members of all its objects the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, one]) => [name, reversed(one)]),
  );
}

test('the canonical text says what the value says, whatever the order of its members, and nothing between', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (given) => {
      const value = JSON.parse(JSON.stringify(given)) as unknown;
      const text = canonicalJson(value);
      expect(JSON.parse(text)).toEqual(value);
      expect(canonicalJson(reversed(value))).toBe(text);
    }),
  );
  expect(canonicalJson({ b: [1, 'x', [], {}], a: null, '€': 1, '': true })).toBe(
    '{"":true,"a":null,"b":[1,"x",[],{}],"€":1}',
  );
  expect(() => canonicalJson([Number.NaN])).toThrow(TypeError);
});

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

test('the digest is the SHA-256 of the canonical text, in base64url', async () => {
  const value = { b: 1, a: ['é'] };
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode('{"a":["é"],"b":1}'));
  expect(contentDigest(value)).toBe(base64url(new Uint8Array(hash)));
  for (const bytes of [Uint8Array.of(), Uint8Array.of(255), Uint8Array.of(255, 254), Uint8Array.of(0, 1, 2, 251)])
    expect(contentDigest(value, () => bytes)).toBe(base64url(bytes));
});
