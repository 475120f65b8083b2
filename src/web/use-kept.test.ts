import { expect, test } from 'vitest';
import { isLike } from './use-kept.ts';

const form = { values: { reason: '', confidence: '' }, weighed: [] as string[] };

test('what was kept is put back where it has the very fields of the form, and nowhere else', () => {
  expect(isLike({ values: { reason: 'typed', confidence: '70' }, weighed: ['xa/1'] }, form)).toBe(true);
  for (const other of [
    null,
    'text',
    [],
    { values: { reason: 'typed', confidence: '70' } },
    { values: { reason: 'typed', confidence: 70 }, weighed: [] },
    { values: { reason: 'typed' }, weighed: [] },
    { values: { reason: 'typed', confidence: '', more: '' }, weighed: [] },
    { values: { reason: 'typed', confidence: '' }, weighed: [1] },
    { values: [], weighed: [] },
  ])
    expect([other, isLike(other, form)]).toEqual([other, false]);
});
