import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inks } from './graph-look.ts';
import type { Picture } from './graph-look.ts';
import { cellOf, drawRough, prepare, strokeCells } from './graph-rough.ts';

const size = { width: 40, height: 60 };
const far = fc.double({ min: -300, max: 300, noNaN: true });

test('a line is drawn where it is, as far as it is seen, and nowhere else', () => {
  fc.assert(
    fc.property(far, far, far, far, (ax, ay, bx, by) => {
      const cells = new Uint32Array(size.width * size.height);
      strokeCells(cells, size, [ax, ay, bx, by], 7, false, 1);
      const away = (px: number, py: number): number => {
        const [dx, dy] = [bx - ax, by - ay];
        const along = Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy || 1)));
        return Math.hypot(ax + along * dx - px, ay + along * dy - py);
      };
      cells.forEach((cell, at) => {
        const distance = away(at % size.width, Math.floor(at / size.width));
        if (cell !== 0) expect(distance).toBeLessThan(1);
      });
      for (let i = 0; i <= 200; i++) {
        const [px, py] = [ax + ((bx - ax) * i) / 200, ay + ((by - ay) * i) / 200];
        const isSeen = px > 1 && py > 1 && px < size.width - 2 && py < size.height - 2;
        if (!isSeen) continue;
        const near = [-1, 0, 1].some((dy) =>
          [-1, 0, 1].some((dx) => cells[Math.round(py + dy) * size.width + Math.round(px + dx)] === 7),
        );
        expect(near).toBe(true);
      }
    }),
  );
});

test('what is hidden is not drawn, and who is said to be behind something looks like it', () => {
  const node = (x: number, y: number, type: string) => ({ x, y, type }) as Picture['nodes'][number];
  const line = (to: number, held: string | null) => ({ from: 0, to, held }) as unknown as Picture['lines'][number];
  const picture: Picture = {
    nodes: [node(2, 2, 'malware'), node(36, 2, 'tool'), node(2, 54, 'tool'), node(30, 54, 'tool')],
    isShown: [true, true, true, false],
    lines: [line(1, null), line(2, 'possible')],
    chosen: null,
    active: null,
    colours: new Map([
      ['malware', '#123456'],
      ['tool', '#abcdef'],
    ]),
    wordOf: (relation) => relation,
    isDark: false,
  };
  const cells = new Uint32Array(size.width * size.height);
  drawRough(cells, size, { scale: 1, x: 0, y: 0 }, prepare(picture), 1);
  const at = (x: number, y: number): number => cells[y * size.width + x] ?? 0;
  expect([at(2, 2), at(36, 2), at(30, 54), at(20, 2), at(20, 20)]).toEqual([
    cellOf('#123456'),
    cellOf('#abcdef'),
    0,
    cellOf(inks(false).line),
    0,
  ]);
  const column = Array.from({ length: 20 }, (_, i) => at(2, 20 + i));
  expect(new Set(column)).toEqual(new Set([0, cellOf(inks(false).held)]));
  expect(cellOf('#123456')).toBe(0xff563412);
});

test('a slow machine draws fewer pixels of each line, and every line still', () => {
  const [whole, thin] = [new Uint32Array(size.width * size.height), new Uint32Array(size.width * size.height)];
  strokeCells(whole, size, [0, 0, 39, 20], 7, false, 1);
  strokeCells(thin, size, [0, 0, 39, 20], 7, false, 4);
  const count = (cells: Uint32Array): number => cells.filter((cell) => cell === 7).length;
  expect([count(whole), count(thin)]).toEqual([40, 11]);
});
