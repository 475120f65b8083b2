import { expect, test } from 'vitest';
import { readSources } from './tree.ts';

/** Who writes these tables, or reads no content of them: ids, counts of what is a person's, and what a release takes along. */
const unguarded = new Set(['aside', 'graph', 'title'].map((of) => `src/features/threats/${of}-store.ts`));

/** Every file whose SQL reads the objects or their references. */
const readers = readSources().filter(
  ({ path, source }) =>
    path.startsWith('src/features/') &&
    !/\.test\.tsx?$/.test(path) &&
    /(from|join) threat_(object|edge)\b/.test(source),
);

test('whoever reads objects or their references asks for whom they are (decision 0053)', () => {
  const forgetful = readers.filter(({ source }) => !source.includes('isFor(')).map(({ path }) => path);
  expect(forgetful.filter((path) => !unguarded.has(path))).toEqual([]);
  expect(readers.length).toBeGreaterThan(10);
});
