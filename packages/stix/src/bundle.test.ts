import { JsonError } from '@tamga/json';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  readBundle,
  readBundleInSteps,
  StixError,
  validateBundle,
  validateObject,
  type BundleLimits,
} from './index.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const BUNDLE = 'bundle--cf20f99b-3ed2-4a9f-b4f1-d660a7fc8241';
const uuid = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const T = '2024-01-02T03:04:05.678Z';

const tool = (n: number, more: object = {}) => ({
  type: 'tool',
  id: `tool--${uuid(n)}`,
  created: T,
  modified: T,
  name: `tool ${n}`,
  ...more,
});
const bundle = (...objects: (object | string)[]) =>
  `{"type":"bundle","id":"${BUNDLE}","objects":[${objects.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(',')}]}`;
const read = (text: string, limits?: BundleLimits) => readBundle(utf8(text), limits);
const refusals = (text: string, limits?: BundleLimits) =>
  read(text, limits).refused.map(({ index, code }) => `${index} ${code}`);

describe('what is read', () => {
  test('each object keeps its source byte for byte, and its common properties', () => {
    const spaced = `{ "name" : "caf\\u00e9 €", "x_mine": 1.0, "type":"tool",\n"id":"tool--${uuid(1)}","created":"${T}","modified":"2024-01-02T03:04:05.678901Z","revoked":true }`;
    const bytes = utf8(bundle(spaced, tool(2)));
    const found = readBundle(bytes);
    expect(found.id).toBe(BUNDLE);
    expect(found.source).toBe(BUNDLE);
    expect(found.objects.map(({ start, end }) => new TextDecoder().decode(bytes.subarray(start, end)))).toEqual([
      spaced,
      JSON.stringify(tool(2)),
    ]);
    expect(found.objects[0]).toMatchObject({
      index: 0,
      id: `tool--${uuid(1)}`,
      type: 'tool',
      created: T,
      modified: '2024-01-02T03:04:05.678901Z',
      revoked: true,
      name: 'café €',
      value: { x_mine: 1 },
    });
    expect(found.objects[1]).toMatchObject({ index: 1, revoked: false });
  });

  test('one object alone is read as well as in a bundle', () => {
    const text = ` ${JSON.stringify(tool(1), null, 2)}\n`;
    const { id, source, objects, refused } = read(text);
    expect([id, source, refused]).toEqual([`tool--${uuid(1)}`, `tool--${uuid(1)}`, []]);
    expect(objects.map(({ start, end }) => text.slice(start, end))).toEqual([text.trim()]);
    expect(refusals(JSON.stringify(tool(1, { modified: undefined })))).toEqual(['0 missing-timestamp']);
    const deep = (depth: number) =>
      JSON.stringify(tool(1, { x: JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown }));
    expect(refusals(deep(63))).toEqual([]);
    expect(refusals(deep(64))).toEqual(['0 too-deep']);
    expect(refusals(bundle(deep(63), tool(2)))).toEqual([]);
    expect(refusals(bundle(deep(64), tool(2)))).toEqual(['0 too-deep']);
  });

  test('the only collection object names the source', () => {
    const collection = (n: number) => ({
      type: 'x-mitre-collection',
      id: `x-mitre-collection--${uuid(n)}`,
      created: T,
      modified: T,
    });
    expect(read(bundle(tool(1), collection(2))).source).toBe(`x-mitre-collection--${uuid(2)}`);
    expect(read(bundle(collection(1), collection(2))).source).toBe(BUNDLE);
  });

  test('a bundle without objects is empty', () => {
    expect(read(`{"type":"bundle","id":"${BUNDLE}"}`).objects).toEqual([]);
  });

  test('whatever is planted among good objects, the good ones are all read', () => {
    const bad = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom('{"a":1,"a":2}', '{"__proto__":{}}').map((text) => ({ text })),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(bad, fc.boolean()), { maxLength: 20 }), (planted) => {
        const parts = planted.map(([value, good], n) =>
          good
            ? JSON.stringify(tool(n))
            : typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string'
              ? value.text
              : JSON.stringify(value),
        );
        const found = read(bundle(...parts));
        expect(found.objects.map(({ index }) => index)).toEqual(planted.flatMap(([, good], n) => (good ? [n] : [])));
        expect(found.refused.map(({ index }) => index)).toEqual(planted.flatMap(([, good], n) => (good ? [] : [n])));
      }),
    );
  });
});

describe('what is refused, alone', () => {
  test.each<[string, object | string]>([
    ['not-an-object', '7'],
    ['not-an-object', '[{}]'],
    ['not-an-object', 'null'],
    ['no-type', '{}'],
    ['bad-type', { ...tool(1), type: 'Tool' }],
    ['bad-type', { ...tool(1), type: 7 }],
    ['bad-type', { type: 'bundle', id: BUNDLE }],
    ['bad-id', { ...tool(1), id: 'tool--1' }],
    ['bad-id', { ...tool(1), id: undefined }],
    ['bad-id', { ...tool(1), id: `tool--${uuid(1)}x` }],
    ['bad-id', { ...tool(1), id: 'tool--00000000-0000-0000-0000-000000000000' }],
    ['id-type-mismatch', { ...tool(1), id: `malware--${uuid(1)}` }],
    ['bad-timestamp', tool(1, { created: '2024-02-30T00:00:00Z' })],
    ['bad-timestamp', tool(1, { created: '2024-02-03T00:00:00+01:00' })],
    ['bad-timestamp', tool(1, { modified: 1704164645 })],
    ['bad-timestamp', tool(1, { created: '2024-01-02T03:04:05.678002Z', modified: '2024-01-02T03:04:05.678001Z' })],
    ['missing-timestamp', tool(1, { created: undefined })],
    ['missing-timestamp', tool(1, { modified: undefined })],
    ['missing-timestamp', { type: 'marking-definition', id: `marking-definition--${uuid(1)}` }],
    ['missing-timestamp', { type: 'language-content', id: `language-content--${uuid(1)}`, created: T }],
    ['duplicate-member', `{"type":"tool","x":{"a":1,"\\u0061":2},"id":"tool--${uuid(1)}"}`],
    ['forbidden-member', `{"type":"tool","x":{"__proto__":2}}`],
    ['lone-surrogate', `{"type":"tool","name":"\\ud800"}`],
    ['unsafe-number', `{"type":"tool","x":9007199254740993}`],
  ])('%s: %j', (code, object) => {
    expect(refusals(bundle(tool(8), object, tool(9)))).toEqual([`1 ${code}`]);
  });

  test.each([
    { type: 'domain-name', id: `domain-name--${uuid(1)}`, value: 'example.org' },
    { type: 'marking-definition', id: `marking-definition--${uuid(1)}`, created: T },
    { type: 'x-anything-else', id: `x-anything-else--${uuid(1)}` },
    tool(1, { id: 'tool--81f12913-1372-4c96-85ec-E9034ac98aba' }),
    tool(1, { created: '2016-12-31T23:59:60Z' }),
  ])('accepted: %j', (object) => {
    expect(refusals(bundle(object))).toEqual([]);
  });

  test('a type or an id that the validator calls malformed is refused, and no other', () => {
    const types = ['tool', 'x-a-1', 'ab', '1tool', 'to--ol', 'tool-', 'tool_', 'x'.repeat(250), 'x'.repeat(251)];
    const uuids = [...'0123456789'].map((version) => uuid(1).replace('-4', `-${version}`));
    for (const [type, id] of types.flatMap((one) => uuids.map((end) => [one, `${one}--${end}`] as const))) {
      const object = tool(1, { type, id });
      const isMalformed = validateObject(object).errors.some(
        ({ code }) => code === 'identifier' || code === 'type-name',
      );
      expect([id, refusals(bundle(object)).length]).toEqual([id, isMalformed ? 1 : 0]);
    }
  });

  test('an object over the size limit, with its neighbours read', () => {
    const size = JSON.stringify(tool(1)).length;
    expect(refusals(bundle(tool(1), tool(2, { name: 'a bit longer' }), tool(3)), { maxObjectBytes: size })).toEqual([
      '1 object-too-large',
    ]);
  });

  test('the second of two objects with one id and one version: the same, and with other content', () => {
    const again = { ...tool(1), modified: '2024-01-02T03:04:05.678000Z' };
    expect(refusals(bundle(tool(1), JSON.stringify(tool(1), null, 1)))).toEqual(['1 duplicate']);
    expect(refusals(bundle(tool(1), again))).toEqual(['1 conflicting']);
    expect(refusals(bundle(tool(1), tool(1, { name: 'other' })))).toEqual(['1 conflicting']);
    expect(refusals(bundle(tool(1), tool(1, { modified: '2024-01-02T03:04:05.678001Z' })))).toEqual([]);
  });
});

describe('what stops the whole', () => {
  const failure = (text: string, limits?: BundleLimits) => {
    try {
      read(text, limits);
      return 'read';
    } catch (error) {
      if (error instanceof JsonError || error instanceof StixError) return error.code;
      throw error;
    }
  };

  test.each([
    ['syntax', bundle(tool(1)).slice(0, -1)],
    ['syntax', bundle('{"type":}')],
    ['duplicate-member', `{"type":"bundle","id":"${BUNDLE}","objects":[],"objects":[]}`],
    ['not-stix', '[]'],
    ['not-stix', '{"Event":{}}'],
    ['not-stix', '{"type":"bundle","id":"bundle--1","objects":[]}'],
    ['not-stix', `{"type":"bundle","id":"${BUNDLE}","objects":{}}`],
    ['not-stix', `{"type":"tool","id":"${BUNDLE}"}`],
  ])('%s: %s', (code, text) => {
    expect(failure(text)).toBe(code);
  });

  test('limits of the whole', () => {
    const text = bundle(tool(1), tool(2));
    expect(failure(text, { maxBytes: text.length })).toBe('read');
    expect(failure(text, { maxBytes: text.length - 1 })).toBe('too-large');
    expect(failure(text, { maxObjects: 2 })).toBe('read');
    expect(failure(text, { maxObjects: 1 })).toBe('too-many');
    expect(failure(text, { maxValues: 10 })).toBe('too-many');
  });
});

test('what is wrong with the bundle itself is told as the validator tells it, and nothing of its objects', () => {
  for (const members of [
    { id: BUNDLE },
    { id: `bundle--${uuid(1).replace('-4000-', '-1000-')}`, spec_version: '2.0', x_more: 1 },
    { id: BUNDLE, objects: [] },
    { id: BUNDLE, objects: [tool(1, { name: 7 })] },
  ]) {
    const bytes = utf8(JSON.stringify({ type: 'bundle', ...members }));
    const own = ({ path }: { path: string }): boolean => !path.startsWith('/objects/');
    const { errors, warnings } = validateBundle(bytes);
    expect(readBundle(bytes).envelope).toEqual({
      errors: errors.filter(own),
      warnings: warnings.filter(own),
      truncated: false,
    });
  }
  expect(read(JSON.stringify(tool(1))).envelope).toBeNull();
});

test('a bundle is read in steps of about 128 KiB, and an object alone that is too large is refused as such', () => {
  const bytes = utf8(bundle(...Array.from({ length: 5_000 }, (_, n) => tool(n, { description: 'x'.repeat(200) }))));
  const steps = [...readBundleInSteps(bytes)];
  expect(steps.length).toBeGreaterThan(bytes.length / (256 * 1024));
  expect(refusals(JSON.stringify(tool(1, { description: 'x'.repeat(500) })), { maxObjectBytes: 400 })).toEqual([
    '0 object-too-large',
  ]);
});
