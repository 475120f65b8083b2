import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';

const CORPORA = join(import.meta.dirname, '../../../shared/corpora');

/** A test on third-party data, which lies beside the repository: skipped, naming the folder, where it is absent. */
export function corpusTest(folder: string, name: string, check: (path: string) => void | Promise<void>): void {
  const path = join(CORPORA, folder);
  // oxlint-disable-next-line vitest/valid-title -- the title is the caller's.
  test(name, (context) => {
    if (!existsSync(path)) context.skip(`the folder ${path} is missing`);
    return check(path);
  });
}
