import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mutations } from './list.ts';
import type { Mutation } from './mutation.ts';
import { editsOf, plant } from './run.ts';

function canBePlanted(mutation: Mutation): boolean {
  return editsOf(mutation).every((edit) => {
    const source = readFileSync(new URL(`../../../${edit.file}`, import.meta.url), 'utf8');
    try {
      return plant(source, edit) !== source;
    } catch {
      return false;
    }
  });
}

test('every bug of the list can be planted in the program as it is, and none stands there twice', () => {
  expect(new Set(mutations.map(({ name }) => name)).size).toBe(mutations.length);
  expect(mutations.length).toBeGreaterThanOrEqual(43);
  expect(mutations.filter((mutation) => !canBePlanted(mutation)).map(({ name }) => name)).toEqual([]);
});
