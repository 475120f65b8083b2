import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findPaths } from './graph-rules.ts';
import type { Expand } from './graph-rules.ts';

type Lines = readonly (readonly [string, string])[];
const limits = { maxLength: 5, maxVisited: 1_000, maxPaths: 20 };

const neighboursIn = (lines: Lines, id: string): string[] =>
  lines.flatMap(([a, b]) => (a === id ? [b] : b === id ? [a] : []));
const expandIn =
  (lines: Lines): Expand =>
  (ids) =>
    Promise.resolve({
      steps: ids.flatMap((from) => neighboursIn(lines, from).map((to) => ({ from, to }))),
      capped: false,
    });

/** Every simple path of each length, by trying them all. */
function naive(lines: Lines, from: string, to: string, maxLength: number): string[][] {
  let ways = [[from]];
  for (let length = 1; length <= maxLength; length++) {
    ways = ways.flatMap((way) =>
      [...new Set(neighboursIn(lines, way.at(-1)!))].filter((id) => !way.includes(id)).map((id) => [...way, id]),
    );
    const found = ways.filter((way) => way.at(-1) === to);
    if (found.length > 0) return found;
  }
  return [];
}

const text = (paths: readonly string[][]): string[] => paths.map((path) => path.join(' ')).toSorted();

test('all shortest paths are found, whatever the graph, and none that is longer than asked for', async () => {
  const name = fc.integer({ min: 0, max: 9 }).map(String);
  const graph = fc.array(fc.tuple(name, name), { maxLength: 24 });
  await fc.assert(
    fc.asyncProperty(graph, fc.integer({ min: 1, max: 5 }), async (given, maxLength) => {
      const lines = given.filter(([a, b]) => a !== b);
      const all = { ...limits, maxLength, maxPaths: 10_000 };
      const found = await findPaths('0', '1', expandIn(lines), all);
      expect(text(found.paths)).toEqual(text(naive(lines, '0', '1', maxLength)));
      expect(found).toMatchObject({ more: false, complete: true });
    }),
  );
});

test('of more paths than are wanted some are told, and that there are more', async () => {
  const lines: Lines = Array.from({ length: 30 }, (_, n) => [['0', `m${n}`] as const, [`m${n}`, '1'] as const]).flat();
  const found = await findPaths('0', '1', expandIn(lines), { ...limits, maxPaths: 5 });
  expect(found).toMatchObject({ more: true, complete: true });
  expect(found.paths).toHaveLength(5);
});

test('a search gives up, and says so, when too much lies on the way or a step was not read whole', async () => {
  const wide: Lines = ['0', '1'].flatMap((end) => Array.from({ length: 50 }, (_, n) => [end, `${end}.${n}`] as const));
  expect(await findPaths('0', '1', expandIn(wide), { ...limits, maxVisited: 60 })).toEqual({
    paths: [],
    more: false,
    complete: false,
  });
  const expand = expandIn([['0', '1']]);
  const capped: Expand = async (ids) => ({ ...(await expand(ids)), capped: true });
  expect(await findPaths('0', '1', capped, limits)).toEqual({ paths: [['0', '1']], more: false, complete: false });
});

test('no step is asked for beyond the first meeting, and none when an end has nothing around it', async () => {
  let asked = 0;
  const expand = expandIn([['0', 'a']]);
  const counting: Expand = (ids) => {
    asked += 1;
    return expand(ids);
  };
  expect(await findPaths('0', '1', counting, limits)).toMatchObject({ paths: [], complete: true });
  expect(asked).toBeLessThanOrEqual(3);
});
