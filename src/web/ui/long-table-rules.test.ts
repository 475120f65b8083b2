import { expect, test } from 'vitest';
import { nextRow, withRow } from './long-table-rules.ts';

test.each([
  ['ArrowDown', null, 0],
  ['ArrowDown', 4, 5],
  ['ArrowDown', 99, 99],
  ['ArrowUp', 4, 3],
  ['ArrowUp', null, 0],
  ['ArrowUp', 0, 0],
  ['PageDown', 4, 14],
  ['PageDown', 95, 99],
  ['PageUp', 4, 0],
  ['PageUp', 40, 30],
  ['Home', 57, 0],
  ['End', 0, 99],
  ['ArrowRight', 4, null],
  ['a', 4, null],
] as const)('%s from row %s of 100 leads to %s', (key, active, row) => {
  expect(nextRow(key, active, 100, 10)).toBe(row);
});

test('a table without rows has nowhere to go', () => {
  for (const key of ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'])
    expect(nextRow(key, null, 0, 10)).toBeNull();
});

test('the active row is drawn, in its place, however far the table is scrolled', () => {
  expect(withRow([10, 11, 12], 3)).toEqual([3, 10, 11, 12]);
  expect(withRow([10, 11, 12], 40)).toEqual([10, 11, 12, 40]);
  expect(withRow([10, 11, 12], 11)).toEqual([10, 11, 12]);
  expect(withRow([10, 11, 12], null)).toEqual([10, 11, 12]);
});
