import { expect, test } from 'vitest';
import type { Explored } from '../explore-model.ts';
import { countWords, leave, placeNodes, toShown, withMore } from './graph-shown.ts';

const node = (n: number, steps: number, via: number | null, type = 'malware'): Explored['nodes'][number] => ({
  id: `${type}--${n}`,
  type,
  name: `Object ${n}`,
  revoked: false,
  here: true,
  steps,
  via,
});
const line = (from: number, to: number, relation = 'uses') => ({
  from,
  to,
  relation,
  author: 'xa',
  revoked: false,
  held: null,
});

/** An object with so many around it, and as many behind each of those. */
function star(near: number, behind: number): Explored {
  const nodes = [node(0, 0, null)];
  for (let n = 0; n < near; n++) nodes.push(node(nodes.length, 1, 0, n % 2 ? 'tool' : 'malware'));
  for (let n = 1; n <= near; n++) for (let m = 0; m < behind; m++) nodes.push(node(nodes.length, 2, n, 'indicator'));
  return { nodes, lines: nodes.slice(1).map(({ via }, place) => line(via ?? 0, place + 1)), complete: true };
}

test.each([
  [3, 0],
  [400, 0],
  [50, 20],
  [4_999, 0],
  [100, 49],
])('%i around an object and %i behind each have places of their own, the same each time', (near, behind) => {
  const { nodes } = star(near, behind);
  const placed = placeNodes(nodes);
  expect(placed).toEqual(placeNodes(nodes));
  expect([placed[0]!.x, placed[0]!.y]).toEqual([0, 0]);
  const cells = new Set(placed.map(({ x, y }) => `${Math.round(x / 4)} ${Math.round(y / 4)}`));
  expect(cells.size).toBeGreaterThan(placed.length * 0.97);
  expect(placed.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
});

test('what is opened hangs on its node, is there once, and moves nothing', () => {
  const before = toShown(star(5, 2));
  const more = {
    nodes: [node(3, 0, null, 'malware'), node(0, 1, 0), node(90, 1, 0, 'report')],
    lines: [line(0, 1), line(2, 0, 'object_refs')],
    complete: true,
  };
  const after = withMore(before, 3, more);
  expect(after.nodes.slice(0, before.nodes.length)).toEqual(before.nodes);
  expect(after.nodes.length).toBe(before.nodes.length + 1);
  expect(after.nodes.at(-1)).toMatchObject({ id: 'report--90', via: 3, steps: 2 });
  expect(after.lines.at(-1)).toMatchObject({ from: before.nodes.length, to: 3, relation: 'object_refs' });
  expect(withMore(after, 3, more)).toEqual(after);
});

test('filters leave what was asked about, and nothing that hangs in the air', () => {
  const shown = toShown({
    ...star(4, 1),
    lines: [line(0, 1), line(0, 2, 'targets'), line(0, 3), line(0, 4), line(1, 5)],
  });
  const all = leave(shown, { types: new Set(), relations: new Set() });
  expect(all.isShown.every(Boolean)).toBe(true);
  const typed = leave(shown, { types: new Set(['malware']), relations: new Set() });
  expect(typed.isShown[0]).toBe(true);
  expect(typed.lines.map(({ from, to }) => [from, to])).toEqual([
    [0, 2],
    [0, 4],
  ]);
  const related = leave(shown, { types: new Set(), relations: new Set(['uses']) });
  expect(related.isShown.map((is, place) => (is ? place : -1)).filter((place) => place >= 0)).toEqual([0, 2]);
});

test('words are counted, the most frequent first', () => {
  expect(countWords(['b', 'a', 'b', 'c', 'a', 'b'])).toEqual([
    ['b', 3],
    ['a', 2],
    ['c', 1],
  ]);
});
