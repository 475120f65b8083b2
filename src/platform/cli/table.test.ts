import { expect, test } from 'vitest';
import { harmless, oneLine, toTable } from './table.ts';

test('what steers a terminal or shows nothing in it is a dot; emoji keep their look', () => {
  expect(oneLine('attributed-to\u3164, \uffa0xa ho\u034flds\u001b[2J\n')).toBe('attributed-to·, ·xa ho·lds·[2J·');
  expect(harmless('a\u1160\u2800\nb\tc ❤️')).toBe('a··\nb\tc ❤️');
  expect(toTable(['name'], [['x\u115fy']])).toContain('x·y');
});
