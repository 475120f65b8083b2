import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  JsonError,
  memberRange,
  parseStrictJson,
  parseStrictJsonInSteps,
  scanElements,
  scanElementsInSteps,
  scanJson,
  type ElementLimits,
  type JsonLimits,
} from './index.ts';

const limits: JsonLimits = { maxBytes: 1 << 20, maxDepth: 8, maxValues: 100_000 };
const utf8 = (text: string) => new TextEncoder().encode(text);
const text = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

function split(source: string, change: Partial<ElementLimits> = {}) {
  const bytes = utf8(source);
  const found = scanElements(bytes, 'objects', { ...limits, ...change });
  return {
    isObject: found.isObject,
    members: Object.fromEntries(found.members),
    elements: found.elements?.map(({ start, end, error }) =>
      error === undefined ? text(bytes.subarray(start, end)) : `${error.code}@${error.offset} ${error.path}`,
    ),
  };
}

function failure(run: () => unknown): string {
  try {
    run();
    return 'accepted';
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return `${error.code}@${error.offset} ${error.path}`.trim();
  }
}

/** Any JSON without the one member name that is refused wherever it stands. */
const jsonValue = (maxDepth: number) =>
  fc.jsonValue({ maxDepth }).filter((value) => !JSON.stringify(value).includes('"__proto__"'));

describe('scanElements', () => {
  test('the ranges of the elements hold their source, whatever they are and however they are written', () => {
    const element = fc.tuple(jsonValue(4), fc.constantFrom(undefined, 1, '\t'));
    fc.assert(
      fc.property(fc.array(element), fc.constantFrom('', ' ', '\n\t'), jsonValue(3), (list, space, other) => {
        const sources = list.map(([value, indent]) => JSON.stringify(value, null, indent));
        const source = `${space}{"id":${JSON.stringify(other)},${space}"objects"${space}:${space}[${space}${sources.join(`${space},${space}`)}${space}]${space}}`;
        const found = split(source);
        expect(found.elements).toEqual(sources);
        expect(found.members).toEqual({ id: JSON.parse(JSON.stringify(other)) as unknown });
      }),
    );
  });

  test('an element that breaks a rule is named with its reason, and those around it are read', () => {
    const deep = `${'['.repeat(40)}${']'.repeat(40)}`;
    const found = split(
      `{"type":"bundle","objects":[{"a":1},{"a":1,"a":2},{"b":{"__proto__":1}},${deep},{"c":"\\ud800"},{"d":1e999},{"a":1}],"id":"b"}`,
      { numbers: 'safe' },
    );
    expect(found.members).toEqual({ type: 'bundle', id: 'b' });
    expect(found.elements).toEqual([
      '{"a":1}',
      'duplicate-member@43 /objects/1/a',
      'forbidden-member@56 /objects/2/b/__proto__',
      expect.stringMatching(/^too-deep@80 \/objects\/3(\/0){8}$/),
      expect.stringMatching(/^lone-surrogate@\d+ \/objects\/4\/c$/),
      expect.stringMatching(/^unsafe-number@\d+ \/objects\/5\/d$/),
      '{"a":1}',
    ]);
  });

  test('an element is as deep inside a collection as it is alone', () => {
    const element = `${'['.repeat(8)}${']'.repeat(8)}`;
    expect(failure(() => scanJson(utf8(element), limits))).toBe('accepted');
    expect(split(`{"objects":[${element}]}`).elements).toEqual([element]);
    expect(split(`{"objects":[[${element}]]}`).elements).toEqual([expect.stringMatching(/^too-deep@20/)]);
  });

  test('broken grammar, encoding or counts stop the whole', () => {
    expect(failure(() => split('{"objects":[{"a":1},{"a"}]}'))).toBe('syntax@24 /objects/1/a');
    expect(failure(() => split('{"objects":[1,2]'))).toBe('syntax@16 /objects');
    expect(failure(() => split('{"objects":[1,2]}', { maxValues: 3 }))).toBe('too-many@14 /objects/1');
    expect(failure(() => split('{"objects":[1,2]}', { maxElements: 1 }))).toBe('too-many@14 /objects/1');
    expect(failure(() => scanElements(Uint8Array.of(...utf8('{"objects":["'), 0xff), 'objects', limits))).toBe(
      'bad-utf8@13 /objects/0',
    );
  });

  test('what lies outside of the elements must keep the rules', () => {
    expect(failure(() => split('{"objects":[],"objects":[]}'))).toBe('duplicate-member@14 /objects');
    expect(failure(() => split('{"objects":[],"\\u006fbjects":[]}'))).toBe('duplicate-member@14 /objects');
    expect(failure(() => split('{"x":{"a":1,"a":1},"objects":[]}'))).toBe('duplicate-member@12 /x/a');
  });

  test('a text without that array says so', () => {
    expect(split('{"objects":{"a":[1]},"b":[2]}')).toEqual({
      isObject: true,
      members: { objects: { a: [1] }, b: [2] },
      elements: undefined,
    });
    expect(split('{"a":{"objects":[1]}}').elements).toBeUndefined();
    expect(split('[{"objects":[1]}]')).toEqual({
      isObject: false,
      members: {},
      elements: undefined,
    });
    expect(split('{"objects":[]}').elements).toEqual([]);
  });
});

/** What is given in the end, and after how many steps. */
function last<T>(steps: Generator<undefined, T, undefined>): { value: T; yields: number } {
  for (let yields = 0; ; yields++) {
    const { value, done } = steps.next();
    if (done === true) return { value, yields };
  }
}

test('a text that is read in steps gives what it gives in one, or its fault, and each step is about as long as it may be', () => {
  const list = fc.array(jsonValue(3), { maxLength: 20 });
  const cut = fc.option(fc.nat(200), { nil: undefined });
  fc.assert(
    fc.property(list, cut, fc.integer({ min: 1, max: 50 }), (objects, length, step) => {
      const bytes = utf8(JSON.stringify({ a: 1, objects, b: [2] })).subarray(0, length);
      const seen = (read: () => unknown): unknown => {
        let value: unknown;
        const why = failure(() => (value = read()));
        return why === 'accepted' ? value : why;
      };
      expect(seen(() => last(scanElementsInSteps(bytes, 'objects', limits, step)).value)).toEqual(
        seen(() => scanElements(bytes, 'objects', limits)),
      );
      expect(seen(() => last(parseStrictJsonInSteps(bytes, limits, step)).value)).toEqual(
        seen(() => parseStrictJson(bytes, limits)),
      );
    }),
  );
  const many = utf8(JSON.stringify({ objects: Array.from({ length: 1_000 }, (_, n) => ({ n })) }));
  const { yields } = last(scanElementsInSteps(many, 'objects', limits, 100));
  expect(yields).toBeGreaterThan(many.length / 110);
  expect(yields).toBeLessThanOrEqual(many.length / 100);
});

describe('memberRange', () => {
  test('every member and element of any text is found where it stands', () => {
    const walk = (value: unknown, path: string, visit: (path: string, value: unknown) => void): void => {
      visit(path, value);
      if (value === null || typeof value !== 'object') return;
      for (const [name, child] of Object.entries(value)) {
        walk(child, `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, visit);
      }
    };
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
        const bytes = utf8(JSON.stringify(value, null, indent));
        walk(JSON.parse(text(bytes)), '', (path, expected) => {
          const range = memberRange(bytes, path);
          expect(range && JSON.parse(text(bytes.subarray(range.start, range.end)))).toEqual(expected);
        });
      }),
    );
  });

  test('a pointer to nothing gives nothing', () => {
    const bytes = utf8('{"a":[1,{"b":2}]}');
    for (const pointer of ['/b', '/a/2', '/a/01', '/a/-', '/a/0/x', '/a/1/c'])
      expect(memberRange(bytes, pointer)).toBeUndefined();
  });
});
