import { expect, test } from 'vitest';
import { numberOf } from './officer-number.ts';

const colleagues = [
  { id: 'xa/cyber/o-1', name: 'Ada North' },
  { id: 'xa/cyber/o-2', name: 'Bo West' },
  { id: 'xa/cyber/o-3', name: 'Bo West' },
  { id: 'xa/cyber/o-4', name: null },
];

test('a number, its last part, or a name that one officer alone has, is that officer', () => {
  expect(numberOf(' xa/cyber/o-4', colleagues)).toBe('xa/cyber/o-4');
  expect(numberOf('o-4', colleagues)).toBe('xa/cyber/o-4');
  expect(numberOf('ada  north ', colleagues)).toBe('xa/cyber/o-1');
});

test('a name that two have, or nobody, is nobody’s number', () => {
  for (const typed of ['Bo West', 'Ada', '', 'xb/cyber/o-1']) expect(numberOf(typed, colleagues)).toBeUndefined();
});
