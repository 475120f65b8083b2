import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchPattern, parsePattern, type Comparison, type ObservationExpression, type StixValue } from '../index.ts';

const seconds = (second: number) => new Date(1_767_225_600_000 + second * 1000).toISOString();

/** One observed-data of so many seconds, with the objects it lists. */
function observation(
  name: string,
  objects: readonly StixValue[],
  [first, last]: readonly [number, number] = [0, 0],
  times = 1,
): StixValue[] {
  const named = objects.map((object, index) => ({ id: `${String(object.type)}--${name}-${index}`, ...object }));
  return [
    {
      type: 'observed-data',
      id: `observed-data--${name}`,
      first_observed: seconds(first),
      last_observed: seconds(last),
      number_observed: times,
      object_refs: named.map(({ id }) => id),
    },
    ...named,
  ];
}

const match = (pattern: string, objects: readonly StixValue[]) =>
  matchPattern(parsePattern(pattern), objects)?.observations.map((id) => id.slice('observed-data--'.length));

/** Whether the comparison holds for one object. */
const holds = (comparison: string, object: StixValue, ...others: StixValue[]) =>
  match(`[${comparison}]`, observation('x', [{ type: 'a', ...object }, ...others])) !== undefined;

describe('comparisons', () => {
  test.each<[string, StixValue, boolean]>([
    ['a:b = 1', { b: 1.5 }, false],
    ['a:b = 1.0', { b: 1 }, true],
    ['a:b < 2', { b: '1' }, false],
    ['a:b NOT < 2', { b: '1' }, false],
    ['a:b NOT < 2', { b: 2 }, true],
    ['a:b != 2', { b: '2' }, true],
    ['a:b NOT = 2', { b: '2' }, true],
    ['a:b != 2', {}, false],
    ['a:b NOT IN (2)', {}, false],
    ['a:b = true', { b: 1 }, false],
    ["a:b < '\u{ff5e}'", { b: '\u{1f600}' }, false],
    ["a:b > 'o'", { b: 'oz' }, true],
    ["a:b = 'é'", { b: 'e\u0301' }, false],
    ["a:b LIKE 'é'", { b: 'e\u0301' }, true],
    ["a:b LIKE 'e\u0301'", { b: 'é' }, true],
    ['c:b = 1', { b: 1 }, false],
    ["a:b MATCHES '^é$'", { b: 'e\u0301' }, true],
    ["a:b LIKE 'a_c'", { b: 'a😀c' }, true],
    ["a:b LIKE '%b%'", { b: 'a\nb\nc' }, true],
    ["a:b LIKE 'b'", { b: 'abc' }, false],
    ["a:b LIKE 'a.c'", { b: 'abc' }, false],
    ["a:b MATCHES 'b.c'", { b: 'ab\ncd' }, true],
    ["a:b = t'2026-01-01T00:00:00Z'", { b: '2026-01-01T00:00:00.000Z' }, true],
    ["a:b > t'2026-01-01T00:00:00Z'", { b: '2026-01-01T00:00:00.0000000001Z' }, true],
    ["a:b < t'2026-01-01T00:00:00Z'", { b: 'yesterday' }, false],
    ["a:b_bin = 'this is a test'", { b_bin: 'dGhpcyBpcyBhIHRlc3Q=' }, true],
    ["a:b_bin = 'dGhpcyBpcyBhIHRlc3Q='", { b_bin: 'dGhpcyBpcyBhIHRlc3Q=' }, false],
    ["a:b_hex = b'AP8='", { b_hex: '00fF' }, true],
    ["a:b_hex > h'00'", { b_hex: '0000' }, true],
    ["a:b_hex != 'x'", { b_hex: 'odd' }, false],
    ["a:b_bin MATCHES '\\\\xff$'", { b_bin: 'AP8=' }, true],
    ["a:b = h'61ff'", { b: 'a\u00ff' }, true],
    ["a:b = h'61'", { b: '\u0161' }, false],
    ["a:b ISSUBSET '198.51.100.0/24'", { b: '198.51.100.0/27' }, true],
    ["a:b ISSUPERSET '2001:db8::1'", { b: '2001:db8::/32' }, true],
    ["a:b NOT ISSUBSET '198.51.100.0/24'", { b: 'nothing of the kind' }, true],
    ['EXISTS a:b', { b: [] }, true],
    ['NOT EXISTS a:b', {}, true],
    ['EXISTS a:constructor', {}, false],
    ['a:b[1] = 2', { b: [1, 2] }, true],
    ['a:b[-1] = 2', { b: [1, 2] }, false],
    ['a:b[*] = 2', { b: [1, 2] }, true],
    ['a:b[*] != 2', { b: [1, 2] }, true],
    ['a:b = 2', { b: [2] }, false],
    ["a:b.'c-d'.e = 2", { b: { 'c-d': { e: 2 } } }, true],
  ])('%s of %j: %s', (comparison, object, expected) => {
    expect(holds(comparison, object)).toBe(expected);
  });

  test('references lead to the objects that the observation lists, and to no others', () => {
    const address = { type: 'ipv4-addr', id: 'ipv4-addr--1', value: '192.0.2.1' };
    const [observed, ...objects] = observation('x', [
      { type: 'a', b_ref: address.id, b_refs: ['gone', address.id] },
      address,
    ]);
    for (const path of ['b_ref.value', 'b_refs[1].value', 'b_refs[*].value', 'b_ref.type'])
      expect(match(`[a:${path} LIKE '%1%' OR a:${path} = 'ipv4-addr']`, [observed as StixValue, ...objects])).toEqual([
        'x',
      ]);
    expect(match("[a:b_refs[0].value = '192.0.2.1']", [observed as StixValue, ...objects])).toBeUndefined();
    const listsOne = { ...observed, object_refs: ['a--x-0'] };
    expect(match("[a:b_ref.value = '192.0.2.1']", [listsOne, ...objects])).toBeUndefined();
    expect(match('[EXISTS a:b_ref]', [listsOne, ...objects])).toEqual(['x']);
    expect(match('[EXISTS a:b_ref.value]', [listsOne, ...objects])).toBeUndefined();
  });

  test('all sides of AND are of one object, and the object of a kind that observations have', () => {
    const pair = observation('x', [
      { type: 'network-traffic', src_port: 1 },
      { type: 'network-traffic', dst_port: 2 },
    ]);
    expect(match('[network-traffic:src_port = 1 AND network-traffic:dst_port = 2]', pair)).toBeUndefined();
    expect(match('[network-traffic:src_port = 1 OR network-traffic:dst_port = 3]', pair)).toEqual(['x']);
    expect(match("[identity:name = 'a']", observation('x', [{ type: 'identity', name: 'a' }]))).toBeUndefined();
  });

  test('the objects of the older form are read too', () => {
    const [observed] = observation('x', []);
    const older = {
      ...observed,
      object_refs: undefined,
      objects: { 0: { type: 'a', b_ref: '1' }, 1: { type: 'b', c: 5 } },
    };
    expect(match('[a:b_ref.c = 5]', [older])).toEqual(['x']);
  });
});

describe('observations', () => {
  const on = (name: string, value: number, time: readonly [number, number], times = 1) =>
    observation(name, [{ type: 'a', b: value }], time, times);
  const three = [...on('one', 1, [0, 0]), ...on('two', 2, [5, 5]), ...on('three', 2, [9, 9], 2)];

  test.each<[string, string[] | undefined]>([
    ['[a:b = 1] AND [a:b = 1]', undefined],
    ['[a:b = 1] OR [a:b = 7]', ['one']],
    ['[a:b = 2] AND [a:b = 2]', ['two', 'three']],
    ['[a:b = 1] FOLLOWEDBY [a:b = 2]', ['one', 'two']],
    ['[a:b = 2] FOLLOWEDBY [a:b = 1]', undefined],
    ['[a:b = 2] REPEATS 3 TIMES', ['two', 'three']],
    ['[a:b = 2] REPEATS 4 TIMES', undefined],
    ['[a:b = 2] REPEATS 4 TIMES OR [a:b = 1]', ['one']],
    ['[a:b = 1] OR [a:b = 2] REPEATS 4 TIMES', ['one']],
    ['([a:b = 1] AND [a:b = 2]) WITHIN 5.000000001 SECONDS', ['one', 'two']],
    ['([a:b = 1] AND [a:b = 2]) WITHIN 5 SECONDS', undefined],
    ['([a:b = 1] FOLLOWEDBY [a:b = 2] REPEATS 2 TIMES WITHIN 1 SECONDS) WITHIN 10 SECONDS', ['one', 'three']],
    ['([a:b = 1] OR [a:b = 2]) REPEATS 4 TIMES', ['one', 'two', 'three']],
    ['([a:b = 1] AND [a:b = 2]) REPEATS 2 TIMES', undefined],
    [`[a:b = 2] START t'${seconds(5)}' STOP t'${seconds(9)}'`, ['two']],
    [`([a:b = 1] AND [a:b = 2]) START t'${seconds(5)}' STOP t'${seconds(99)}'`, undefined],
    [`[a:b = 2] START t'${seconds(9)}' STOP t'${seconds(5)}'`, undefined],
  ])('%s binds %j', (pattern, expected) => {
    expect(match(pattern, three)).toEqual(expected);
  });

  test('an interval may be as early or as late as suits', () => {
    const long = [...on('x', 1, [0, 10]), ...on('y', 2, [3, 4])];
    expect(match('[a:b = 1] FOLLOWEDBY [a:b = 2]', long)).toEqual(['x', 'y']);
    expect(match('[a:b = 2] FOLLOWEDBY [a:b = 1]', long)).toEqual(['x', 'y']);
    expect(match('([a:b = 2] AND [a:b = 1]) WITHIN 0.001 SECONDS', long)).toEqual(['x', 'y']);
  });

  test('what is no observation is left out', () => {
    const [observed, ...rest] = on('x', 1, [0, 0]);
    for (const fault of [{ number_observed: 0 }, { first_observed: 'then' }, { last_observed: seconds(-1) }, { id: 5 }])
      expect(match('[a:b = 1]', [{ ...observed, ...fault }, ...rest])).toBeUndefined();
  });

  test('finds a binding exactly when trying all of them does', () => {
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 2 },
        fc.constantFrom('[a:b = 0]', '[a:b = 1]', '[a:b < 2]'),
        fc
          .tuple(tie('tree'), fc.constantFrom('AND', 'OR', 'FOLLOWEDBY'), tie('tree'))
          .map(([a, joint, b]) => `(${a} ${joint} ${b})`),
        fc.tuple(tie('tree'), fc.integer({ min: 1, max: 9 })).map(([a, s]) => `(${a}) WITHIN ${s} SECONDS`),
        fc.tuple(tie('tree'), fc.integer({ min: 1, max: 3 })).map(([a, n]) => `(${a}) REPEATS ${n} TIMES`),
        fc
          .tuple(tie('tree'), fc.nat(5), fc.nat(12))
          .map(([a, from, to]) => `(${a}) START t'${seconds(from)}' STOP t'${seconds(to)}'`),
      ),
    }));
    const one = fc.record({
      value: fc.nat(2),
      from: fc.nat(12),
      length: fc.nat(3),
      times: fc.integer({ min: 1, max: 2 }),
    });
    const seen = { found: 0, none: 0 };
    fc.assert(
      fc.property(tree, fc.array(one, { maxLength: 4 }), (pattern, data) => {
        const timed = data.map(({ value, from, length, times }) => ({
          value,
          first: from,
          last: from + length,
          times,
        }));
        const objects = timed.flatMap(({ value, first, last, times }, index) =>
          on(String(index), value, [first, last], times),
        );
        const found = match(pattern, objects) !== undefined;
        expect(found).toBe(
          allBindings(
            pattern,
            timed.flatMap((each) => Array.from({ length: each.times }, () => each)),
          ),
        );
        seen[found ? 'found' : 'none']++;
      }),
      { numRuns: 800, seed: 7 },
    );
    expect(Math.min(seen.found, seen.none)).toBeGreaterThan(100);
  });
});

/** Whether there is a binding, found by making every one of them as §9.5 is worded, of single observations. */
function allBindings(pattern: string, single: readonly { value: number; first: number; last: number }[]): boolean {
  const latest = (binding: readonly number[]) => Math.max(...binding.map((index) => single[index]?.first ?? 0));
  const earliest = (binding: readonly number[]) => Math.min(...binding.map((index) => single[index]?.last ?? 0));
  const join = (left: number[][], right: number[][], inOrder: boolean) =>
    left.flatMap((one) =>
      right
        .filter((other) => !one.some((index) => other.includes(index)) && (!inOrder || latest(one) <= earliest(other)))
        .map((other) => [...one, ...other]),
    );
  const secondsOf = (text: string) => Date.parse(text) / 1000 - 1_767_225_600;
  const bindings = (expression: ObservationExpression): number[][] => {
    if (expression.kind === 'or') return expression.operands.flatMap(bindings);
    if ('operands' in expression)
      return expression.operands
        .map(bindings)
        .reduce((left, right) => join(left, right, expression.kind === 'followedby'));
    let found: number[][] = [];
    if (expression.kind === 'group') found = bindings(expression.expression);
    else {
      const { operator, constants } = expression.comparison as Comparison;
      const wanted = Number(constants[0]?.value);
      for (const [index, { value }] of single.entries())
        if (operator === '=' ? value === wanted : value < wanted) found.push([index]);
    }
    for (const qualifier of expression.qualifiers) {
      if (qualifier.kind === 'within')
        found = found.filter((binding) => latest(binding) - earliest(binding) < qualifier.seconds);
      else if (qualifier.kind === 'repeats') {
        const once = found;
        for (let times = 1; times < qualifier.times; times++) found = join(found, once, false);
      } else {
        const [start, stop] = [secondsOf(qualifier.start), secondsOf(qualifier.stop)];
        found = found.filter((binding) =>
          binding.every((index) => {
            const { first, last } = single[index] ?? { first: 0, last: 0 };
            return start < stop && first < stop && last >= start;
          }),
        );
      }
    }
    return found;
  };
  return bindings(parsePattern(pattern).expression).length > 0;
}
