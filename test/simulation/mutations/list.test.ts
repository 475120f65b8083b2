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

// Those that the program has outgrown are named by `npm run soak -- --mutations`.
test('there are at least fifteen bugs to plant in the program as it is', () => {
  expect(new Set(mutations.map(({ name }) => name)).size).toBe(mutations.length);
  expect(mutations.filter(canBePlanted).length).toBeGreaterThanOrEqual(15);
});
