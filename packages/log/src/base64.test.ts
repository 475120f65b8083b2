import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectRefusal } from '../test/refusals.ts';
import { decodeBase64, encodeBase64 } from './index.ts';

test('base64 is that of RFC 4648 §10', () => {
  const vectors = {
    '': '',
    f: 'Zg==',
    fo: 'Zm8=',
    foo: 'Zm9v',
    foob: 'Zm9vYg==',
    fooba: 'Zm9vYmE=',
    foobar: 'Zm9vYmFy',
  };
  for (const [text, base64] of Object.entries(vectors)) {
    expect(encodeBase64(new TextEncoder().encode(text))).toBe(base64);
    expect(new TextDecoder().decode(decodeBase64(base64))).toBe(text);
  }
});

test('what was encoded decodes to the same bytes, and agrees with the platform', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const text = encodeBase64(bytes);
      expect(text).toBe(btoa(String.fromCharCode(...bytes)));
      expect(decodeBase64(text)).toEqual(bytes);
    }),
  );
});

test.each([
  'Zg',
  'Zg=',
  'Zg===',
  'Zh==',
  'Zm9=',
  '====',
  'A===',
  'Zg==Zg==',
  'Zm9v\n',
  ' Zm9',
  'Zm-_',
  'Zm9v=',
  'Zmé=',
])('base64 that is not canonical is refused: %j', (text) => expectRefusal(() => decodeBase64(text), 'bad-base64'));

test('two texts never decode to the same bytes', () => {
  const alphabet = fc.constantFrom(...Array.from('AZaz09+/=-_ \n'));
  fc.assert(
    fc.property(fc.string({ unit: alphabet, minLength: 4, maxLength: 8 }), (text) => {
      try {
        expect(encodeBase64(decodeBase64(text))).toBe(text);
      } catch (error) {
        expect(error).toHaveProperty('code', 'bad-base64');
      }
    }),
    { numRuns: 2000 },
  );
});
