import fc from 'fast-check';
import { expect, test } from 'vitest';
import { validateBundle, validateObject } from '../index.ts';
import { LEAST } from './made-up.ts';
import { tableOf } from './object-tables.ts';
import { TABLES } from './tables/all.ts';

const names = [...new Set(TABLES.flatMap(({ type }) => [...(tableOf(type)?.properties.keys() ?? [])]))];
const texts = ['id', 'type', 'extensions', 'archive-ext', '[0]', 'a.[0]', '0', 'campaign', ...names.slice(0, 20)];

/** JSON that looks a little like STIX: members and texts are often those that the tables know. */
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false, 0, -1, 1.5, 1e300),
    fc.string(),
    fc.constantFrom(...texts, ...Object.values(LEAST).map(({ id }) => id)),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom(...names, ...texts)), tie('json'), { maxKeys: 5 }),
  ),
}));

/** An object of a known type with some properties replaced by anything. */
const nearly = fc
  .tuple(fc.constantFrom(...Object.values(LEAST)), fc.dictionary(fc.constantFrom(...names), json, { maxKeys: 4 }))
  .map(([least, changes]): unknown => ({ ...least, ...changes }));

const options = { deterministicIds: true, references: true, maxFindings: 7 };

test('any JSON is judged without an exception, and within the limit of findings', () => {
  fc.assert(
    fc.property(fc.oneof(json, nearly), (value) => {
      const { errors, warnings } = validateObject(value, options);
      expect(errors.length).toBeLessThanOrEqual(7);
      expect(warnings.length).toBeLessThanOrEqual(7);
      for (const { path } of errors) expect(path).toMatch(/^(?:\/[^/]*)*$/s);
    }),
    { numRuns: 2000 },
  );
});

test('any bundle is judged without an exception, and alike as bytes', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(json, nearly), { maxLength: 5 }), json, (objects, id) => {
      const text = JSON.stringify({ type: 'bundle', id, objects });
      // Text and value differ where a number or a name is refused before anything is judged.
      const asBytes = validateBundle(new TextEncoder().encode(text), options);
      const asValue = validateBundle(JSON.parse(text), options);
      if (!asBytes.errors.some(({ code }) => code === 'not-json')) expect(asBytes).toEqual(asValue);
    }),
    { numRuns: 500 },
  );
});

test('any bytes are judged without an exception', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.json().map((text) => new TextEncoder().encode(text)),
      ),
      (bytes) => {
        expect(validateBundle(bytes).errors.length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 500 },
  );
});
