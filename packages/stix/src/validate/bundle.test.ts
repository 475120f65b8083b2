import { describe, expect, test } from 'vitest';
import { validateBundle, type ValidateBundleOptions } from '../index.ts';
import { idOf, LEAST } from './made-up.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const bundle = (...objects: unknown[]) => ({ type: 'bundle', id: idOf('bundle'), objects });
const judge = (input: unknown, options?: ValidateBundleOptions) => {
  const { errors, warnings } = validateBundle(input, options);
  return {
    errors: errors.map(({ code, path }) => `${code} ${path}`),
    warnings: warnings.map(({ code, path }) => `${code} ${path}`),
  };
};

describe('a bundle', () => {
  test('is judged alike as bytes and as a value', () => {
    const value = bundle(LEAST.campaign, { ...LEAST.tool, name: 7 }, { ...LEAST.identity, x_a_b: 1 }, 'a');
    const found = judge(value);
    expect(found).toEqual({
      errors: ['wrong-type /objects/1/name', 'not-an-object /objects/3'],
      warnings: ['extensions-use /objects/2/x_a_b'],
    });
    expect(judge(utf8(JSON.stringify(value)))).toEqual(found);
  });

  test.each([
    [{ type: 'bundle', id: idOf('bundle') }, []],
    [{ type: 'bundle', objects: [LEAST.tool] }, ['missing ']],
    [{ type: 'bundle', id: 'bundle--1' }, ['identifier /id']],
    [{ type: 'bundle', id: idOf('tool') }, ['identifier /id']],
    [bundle(), ['empty ']],
    [{ ...bundle(), objects: {} }, ['wrong-type ']],
    [bundle(bundle(LEAST.tool)), ['type-name /objects/0']],
    [7, ['not-an-object ']],
    [[LEAST.tool], ['not-an-object ']],
    [LEAST.tool, []],
    [{ ...LEAST.tool, name: 7 }, ['wrong-type /name']],
  ])('%j', (value, errors) => {
    expect(judge(value).errors).toEqual(errors);
    if (typeof value === 'object' && !Array.isArray(value)) {
      expect(judge(utf8(JSON.stringify(value))).errors).toEqual(errors);
    }
  });

  test('of which one object is no strict JSON is judged but for that object', () => {
    const text = JSON.stringify(bundle(LEAST.tool, 'HERE', { ...LEAST.tool, name: 7 }));
    expect(judge(utf8(text.replace('"HERE"', '{"a":1,"a":2}'))).errors).toEqual([
      'not-json /objects/1',
      'wrong-type /objects/2/name',
    ]);
  });

  test.each(['', '{', '[]', '7', '{"type":"tool","type":"tool"}', '\u{feff}{}'])('%j is no bundle', (text) => {
    expect(judge(utf8(text)).errors).toHaveLength(1);
  });

  test('with two objects of the same id and version is warned of, with two versions of one object is not', () => {
    expect(judge(bundle(LEAST.campaign, LEAST.campaign)).warnings).toEqual(['duplicate-ids /objects/1']);
    expect(judge(bundle(LEAST.campaign, { ...LEAST.campaign, modified: '2026-01-03T00:00:00.000Z' })).warnings).toEqual(
      [],
    );
  });

  test('of which references lead out of it is warned of when that is asked for', () => {
    const objects = [LEAST.relationship, LEAST.campaign];
    const { object_marking_refs: _refs, ...rest } = LEAST.campaign;
    const tlp = { ...rest, object_marking_refs: ['marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed'] };
    expect(judge(bundle(...objects)).warnings).toEqual([]);
    expect(judge(bundle(...objects), { references: true }).warnings).toEqual([
      'unresolved-reference /objects/0/target_ref',
    ]);
    expect(judge(bundle(...objects, LEAST.tool), { references: true }).warnings).toEqual([]);
    expect(judge(bundle(tlp), { references: true }).warnings).toEqual([]);
  });

  test('may hold objects of STIX 2.0, of which the common properties are judged', () => {
    const { spec_version: _version, ...old } = LEAST.indicator;
    const older = { ...old, pattern_type: undefined, labels: ['a'] };
    expect(judge(bundle(older))).toEqual({ errors: [], warnings: ['other-version /objects/0'] });
    expect(judge(bundle({ ...older, created: 'a' })).errors).toEqual(['timestamp /objects/0/created']);
    expect(judge(older).errors).not.toEqual([]);
  });

  test('with endless faults tells no more than the limit', () => {
    const bad = { ...LEAST.tool, name: 7, 'a-b': 1, 'c-d': 1 };
    const found = validateBundle(bundle(...Array.from({ length: 50 }, () => bad)), {
      maxAllFindings: 20,
      maxFindings: 2,
    });
    expect([found.errors.length, found.warnings.length, found.truncated]).toEqual([20, 20, true]);
  });
});

describe('a container of observables', () => {
  const observed = (objects: unknown) => {
    const { object_refs: _refs, ...rest } = LEAST['observed-data'];
    return judge({ ...rest, objects });
  };

  test('holds observables that name each other by its keys', () => {
    const traffic = { type: 'network-traffic', protocols: ['tcp'], src_ref: '0', src_port: 1, dst_port: 2 };
    expect(observed({ '0': { type: 'ipv4-addr', value: '192.0.2.1' }, '1': traffic })).toEqual({
      errors: [],
      warnings: ['deprecated-properties '],
    });
    expect(observed({ '1': traffic }).errors).toEqual(['unresolved /objects/1/src_ref']);
    expect(observed({ '0': { type: 'mutex', name: 'a' }, '1': traffic }).errors).toEqual([
      'reference-type /objects/1/src_ref',
    ]);
    expect(observed({ '0': { type: 'ipv4-addr', value: 'a' } }).errors).toEqual(['format /objects/0/value']);
  });

  test.each([
    [[], 'empty /objects'],
    [{}, 'empty /objects'],
    ['a', 'wrong-type /objects'],
    [{ '0': 7 }, 'not-an-object /objects/0'],
  ])('%j is none', (objects, error) => {
    expect(observed(objects).errors).toContain(error);
  });
});
