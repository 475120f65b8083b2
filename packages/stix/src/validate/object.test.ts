import { describe, expect, test } from 'vitest';
import { validateObject } from '../index.ts';
import { LEAST } from './made-up.ts';
import { tableOf } from './object-tables.ts';
import { TABLES } from './tables/all.ts';

const types = TABLES.map(({ type }) => type);

/** Errors as `code path`. */
const errorsOf = (value: unknown): string[] => validateObject(value).errors.map(({ code, path }) => `${code} ${path}`);

describe('every type', () => {
  test.each(types)('%s: the object with the least that it may have is valid', (type) => {
    expect(validateObject(LEAST[type]).errors).toEqual([]);
  });

  test.each(types)('%s: each required property is missed, and the message names it', (type) => {
    const required = tableOf(type)?.required ?? [];
    expect(required).toContain('id');
    for (const name of required) {
      const { [name]: _removed, ...rest } = LEAST[type] as Readonly<Record<string, unknown>>;
      const { errors } = validateObject(rest);
      expect(errors.map(({ code, message }) => `${code} ${message.split(' ')[0]}`)).toContain(`missing ${name}`);
    }
  });

  test.each(types)('%s: no property may be null, an empty list or a list of lists', (type) => {
    for (const name of tableOf(type)?.properties.keys() ?? []) {
      if (name === 'type') continue;
      for (const value of [null, [], [[[]]]]) {
        const found = errorsOf({ ...LEAST[type], [name]: value });
        expect([name, value, found.some((one) => one.includes(`/${name}`))]).toEqual([name, value, true]);
      }
    }
  });

  test.each(types)('%s: every clause that is named is a section', (type) => {
    const { errors, warnings } = validateObject({ ...LEAST[type], id: 1, x: 1, 'x-y': 1, severity: 1 });
    expect(errors.length).toBeGreaterThan(2);
    for (const { clause } of [...errors, ...warnings]) expect(clause).toMatch(/^STIX 2\.1 §\d+(?:\.\d+)+$/);
  });
});

describe('what is no object', () => {
  test.each([
    [null, 'not-an-object '],
    [[], 'not-an-object '],
    ['a', 'not-an-object '],
    [{}, 'missing '],
    [{ type: 7 }, 'wrong-type '],
    [{ type: 'bundle' }, 'type-name '],
    [{ type: 'action' }, 'reserved '],
    [{ type: 'corpo_ration' }, 'type-name '],
    [{ type: 'a--b' }, 'type-name '],
  ])('%j is refused', (value, first) => {
    expect(errorsOf(value)[0]).toBe(first);
  });
});

describe('how much is told', () => {
  test('of one object no more than the limit of errors and of warnings is kept, and that there are more is said', () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`X-${i}`, i]));
    const found = validateObject({ ...LEAST.campaign, ...many });
    expect([found.errors.length, found.truncated]).toEqual([100, true]);
    expect(validateObject({ ...LEAST.campaign, ...many }, { maxFindings: 3 }).errors).toHaveLength(3);
    expect(validateObject(LEAST.campaign).truncated).toBe(false);
  });

  test('a message repeats no more than a little of a text from outside', () => {
    const { errors } = validateObject({ ...LEAST.campaign, first_seen: 'x'.repeat(1e6) });
    expect(errors[0]?.message.length).toBeLessThan(200);
  });

  test('nothing is looked at below 64 levels', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = { a: deep };
    expect(errorsOf({ ...LEAST.campaign, x_deep: deep })[0]).toMatch(/^too-deep \/x_deep/);
  });

  test('an object of many properties, extensions and selectors is judged in time that grows with its size', () => {
    const of = <T>(count: number, name: string, value: T) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [name.replace('N', String(i)), value]));
    const selectors = Array.from({ length: 20_000 }, (_, i) => `labels.[${i}]`);
    const started = performance.now();
    const { truncated } = validateObject({
      ...LEAST.file,
      ...of(20_000, 'x_port_N', 1),
      labels: selectors,
      granular_markings: [{ lang: 'de', selectors }],
      extensions: of(5_000, 'x-N-ext', { abc: 1 }),
    });
    expect(truncated).toBe(true);
    expect(performance.now() - started).toBeLessThan(8_000);
  });

  test('a pointer escapes the names of members', () => {
    expect(errorsOf({ ...LEAST.campaign, 'x/~y': 1 })).toEqual(['property-name /x~1~0y']);
  });
});
