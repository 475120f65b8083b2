import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addMarkings,
  beforeMarkings,
  contentDigest,
  readBundle,
  statementMarking,
  tlpMarking,
  tlpOf,
  validateObject,
} from '../index.ts';
import type { TlpLabel } from '../index.ts';
import { TLP_LABELS } from '../tlp.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const id = 'tool--00000000-0000-4000-8000-000000000001';
const ref = (n: number): string => `marking-definition--00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

test.each([
  ['{"type":"tool"}', `{"type":"tool","object_marking_refs":["${ref(1)}"]}`],
  ['{"type":"tool" \n} ', `{"type":"tool" \n,"object_marking_refs":["${ref(1)}"]} `],
  ['{"object_marking_refs":[],"type":"tool"}', `{"object_marking_refs":["${ref(1)}"],"type":"tool"}`],
  ['{"object_marking_refs" : [ "a" ] }', `{"object_marking_refs" : [ "a" ,"${ref(1)}"] }`],
  ['{"x":{"object_marking_refs":["a"]}}', `{"x":{"object_marking_refs":["a"]},"object_marking_refs":["${ref(1)}"]}`],
  [
    '{"name":"\\"object_marking_refs\\":[]"}',
    `{"name":"\\"object_marking_refs\\":[]","object_marking_refs":["${ref(1)}"]}`,
  ],
])('%s becomes %s', (text, marked) => {
  expect(textOf(addMarkings(utf8(text), [ref(1)]))).toBe(marked);
});

test('a list that is none is told, and nothing to add changes nothing', () => {
  expect(() => addMarkings(utf8('{"object_marking_refs":"a"}'), [ref(1)])).toThrow(
    expect.objectContaining({ code: 'not-stix' }),
  );
  const text = utf8('{"object_marking_refs":"a"}');
  expect(addMarkings(text, [])).toBe(text);
});

test('any object says what it said, with the markings at the end, and is found again without them', () => {
  const refs = fc.array(fc.integer({ min: 1, max: 5 }).map(ref), { maxLength: 3 });
  const own = fc.option(refs, { nil: undefined });
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), own, refs, fc.boolean(), (rest, before, added, pretty) => {
      const value = { ...rest, type: 'tool', id, ...(before === undefined ? {} : { object_marking_refs: before }) };
      const text = pretty ? JSON.stringify(value, null, 1) : JSON.stringify(value);
      const marked = JSON.parse(textOf(addMarkings(utf8(text), added))) as Record<string, unknown>;
      expect(marked).toEqual(
        added.length === 0
          ? JSON.parse(text)
          : { ...(JSON.parse(text) as object), object_marking_refs: [...(before ?? []), ...added] },
      );
      if (added.length === 0) return;
      const known = contentDigest(JSON.parse(text));
      expect([...beforeMarkings(marked, new Set(added))].map((one) => contentDigest(one))).toContain(known);
      expect([...beforeMarkings(marked, new Set([ref(9)]))]).toEqual([]);
    }),
  );
});

test('the definitions are valid, mean their label, and are the same each time', () => {
  const all = [...TLP_LABELS.map(tlpMarking), statementMarking('CONFIDENTIAL under the handling rules of mca')];
  for (const one of all) expect(validateObject(one).errors).toEqual([]);
  expect(statementMarking('a').id).toBe(statementMarking('a').id);
  expect(statementMarking('a').id).not.toBe(statementMarking('b').id);
  for (const label of TLP_LABELS) {
    const marked = addMarkings(utf8(`{"type":"file","id":"${id.replace('tool', 'file')}"}`), [tlpMarking(label).id]);
    expect(tlpOf(readBundle(marked).objects[0]!.value)).toBe(label satisfies TlpLabel);
  }
});
