import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '#test/house/tree.ts';
import { examples } from './cli-examples.ts';

test('what an example reads of this repository is there', () => {
  const named = Object.values(examples).flatMap((some) =>
    some.flatMap((one) => one.split(' ').filter((word) => /^(docs|scenarios|profiles)\//.test(word))),
  );
  expect(named.length).toBeGreaterThan(4);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
