import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';
import { readNamedPaths, readSources, root } from './tree.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');

test.each(['docs/walkthrough.md', 'docs/coverage.md'])('every path that %s names exists', (file) => {
  const missing = readNamedPaths(read(file)).filter(({ exists }) => !exists);
  expect(missing.map(({ line, path }) => `${file}:${line} names ${path}, which is not there`)).toEqual([]);
});

test('a path that is gone is seen, a word that is no path is let be', () => {
  const text =
    'See `src/app.ts`, `src/gone.ts`, `gone/too.ts`, `vitest.config.ts`, `gone.sql`, `profiles/*.json`,\n`/api/records` and `xa/cyber`.';
  const found = readNamedPaths(`${text}\n\`\`\`\n\`src/in-a-block.ts\`\n\`\`\`\nand \`src/features/\``);
  expect(found.map(({ line, path, exists }) => `${line} ${path} ${exists}`)).toEqual([
    '1 src/app.ts true',
    '1 src/gone.ts false',
    '1 gone/too.ts false',
    '1 vitest.config.ts true',
    '1 gone.sql false',
    '1 profiles/*.json true',
    '6 src/features/ true',
  ]);
});

test('every row of docs/coverage.md has an id of its own and names its tests as files, or none', () => {
  const rows = read('docs/coverage.md')
    .split('\n')
    .filter((line) => /^\| S\d-\d{3} \|/.test(line));
  const cells = rows.map((row) => row.split('|').map((cell) => cell.trim()));
  const wrong = cells.filter(
    (row) => row.length !== 6 || !/^(—|`[^`]+\.test\.ts`(, `[^`]+\.test\.ts`)*)$/.test(row[4] ?? ''),
  );
  expect(wrong.map((row) => row.join(' | '))).toEqual([]);
  expect(new Set(cells.map((row) => row[1])).size).toBe(rows.length);
  expect(rows.length).toBeGreaterThan(0);
});

test('no file has more than 300 lines of code', () => {
  // What the program writes itself has a line for each operation.
  const isMade = (path: string): boolean => path === 'src/api-client.ts';
  const long = readSources()
    .filter(({ path }) => !isMade(path))
    .map(({ path, source }) => ({ path, lines: countCodeLines(path, source) }))
    .filter(({ lines }) => lines > 300);
  expect(long).toEqual([]);
});

test('blank lines and comments are no lines of code', () => {
  expect(countCodeLines('a.ts', `/* one\n two */\n\nconst a = 1; // three\n// four\nconst b = '// five';\n`)).toBe(2);
});

function countCodeLines(path: string, source: string): number {
  let rest = source;
  for (const { start, end } of parseSync(path, source).comments.toReversed()) {
    rest = rest.slice(0, start) + source.slice(start, end).replaceAll(/[^\n]/g, '') + rest.slice(end);
  }
  return rest.split('\n').filter((line) => line.trim() !== '').length;
}
