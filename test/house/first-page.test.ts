import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { isFirst } from '#web/i18n/first-messages.ts';
import { readMessages } from '../speak.ts';
import { findUses } from './message-rules.ts';
import { readImports } from './read-imports.ts';
import { readSources } from './tree.ts';

const sources = new Map(readSources().map((file) => [file.path, file]));
const keys = Object.keys(readMessages('en'));

/** What is fetched with these files, not what they fetch later. */
function fetchedWith(paths: readonly string[]): string[] {
  const found = new Set<string>();
  const follow = (path: string): void => {
    const file = sources.get(path);
    if (!file || found.has(path)) return;
    found.add(path);
    const later = new Set([...file.source.matchAll(/(?<!typeof )\bimport\(\s*'([^']+)'\s*\)/g)].map(([, to]) => to));
    for (const { specifier, typeOnly } of readImports(path, file.source)) {
      if (typeOnly || later.has(specifier)) continue;
      const isOwn = specifier.startsWith('#');
      if (isOwn || specifier.startsWith('.'))
        follow(isOwn ? `src/${specifier.slice(1)}` : posix.join(posix.dirname(path), specifier));
    }
  };
  for (const path of paths) follow(path);
  return [...found];
}

/** The pages that router.tsx fetches without the words of all pages. */
const firstPages = [
  ...(sources.get('src/web/router.tsx')?.source ?? '').matchAll(/firstPage\(\(\) => import\('#([^']+)'\)/g),
].map(([, path]) => `src/${path}`);

test('what the frame and the first pages say is fetched with them (src/web/i18n/first-messages.ts)', () => {
  expect(firstPages).toContain('src/features/officers/views/SignInPage.tsx');
  const files = fetchedWith(['src/web/main.tsx', ...firstPages]).flatMap((path) => sources.get(path) ?? []);
  const { named, begun, lists } = findUses(
    files.filter(({ path }) => path.endsWith('.tsx') || /\/views\/|\/web\//.test(path)),
  );
  const said = keys.filter(
    (key) =>
      named.has(key) ||
      lists.has(key.slice(0, key.indexOf('.'))) ||
      [...begun].some((beginning) => key.startsWith(beginning)),
  );
  expect(said.length).toBeGreaterThan(50);
  expect(said.filter((key) => !isFirst(key))).toEqual([]);
});
