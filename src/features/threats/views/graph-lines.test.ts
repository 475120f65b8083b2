import { expect, test } from 'vitest';
import { headOf, lineAt, seenLine } from './graph-lines.ts';
import type { ShownLine, ShownNode } from './graph-shown.ts';

const node = (x: number, y: number): ShownNode => ({
  id: `tool--${x}`,
  type: 'tool',
  name: null,
  revoked: false,
  here: true,
  steps: 1,
  via: 0,
  x,
  y,
});
const line = (from: number, to: number): ShownLine => ({
  from,
  to,
  relation: 'uses',
  author: 'xa',
  revoked: false,
  held: null,
});
const size = { width: 400, height: 400 };
const view = { scale: 1, x: 0, y: 0 };
const nodes = [node(100, 100), node(300, 100), node(104, 100), node(-50, -90)];

test('the head of a line stands at the rim of what it leads to, and opens towards where it comes from', () => {
  const seen = seenLine(line(0, 1), view, size, { nodes })!;
  expect(seen).toMatchObject({ ay: 100, by: 100 });
  expect([seen.ax > 100, seen.bx < 300, seen.length]).toEqual([true, true, seen.bx - seen.ax]);
  const [px, py, lx, ly, rx, ry] = headOf(seen);
  expect([px, py]).toEqual([seen.bx, 100]);
  expect([lx < px, rx < px, ly + ry, ly === ry]).toEqual([true, true, 200, false]);
  const [qx, , bx] = headOf(seenLine(line(1, 0), view, size, { nodes })!);
  expect([qx < 200, bx > qx]).toEqual([true, true]);
});

test('a line that is not seen has neither head nor name', () => {
  expect(seenLine(line(0, 2), view, size, { nodes })).toBeUndefined(); // its points lie upon each other
  expect(seenLine(line(3, 3), view, size, { nodes })).toBeUndefined();
  expect(seenLine(line(0, 1), { ...view, x: -1_000 }, size, { nodes })).toBeUndefined();
  expect(seenLine(line(0, 9), view, size, { nodes })).toBeUndefined();
});

test('a line is chosen where it is, and not beside it or beyond its ends', () => {
  const lines = [line(0, 1)];
  expect(lineAt({ nodes, lines }, view, size, 200, 103)).toBe(lines[0]);
  expect(lineAt({ nodes, lines }, view, size, 200, 110)).toBeNull();
  expect(lineAt({ nodes, lines }, view, size, 330, 100)).toBeNull();
});
