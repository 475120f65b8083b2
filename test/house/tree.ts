import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceFile } from './import-rules.ts';

const LEFT_OUT = new Set(['node_modules', 'dist', 'coverage', '.git', '.tamga']);

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every source file of the repository, generated and installed ones left out. */
export function readSources(): SourceFile[] {
  const folders = ['packages', 'src', 'test', 'tools', 'bin'];
  const paths = folders.flatMap((folder) => list(join(root, folder))).filter((path) => /\.(ts|tsx|mjs)$/.test(path));
  return paths.map((path) => ({ path: relative(root, path), source: readFileSync(path, 'utf8') }));
}

function list(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (LEFT_OUT.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? list(path) : [path];
  });
}

export interface NamedPath {
  line: number;
  path: string;
  exists: boolean;
}

/**
 * Every path of this repository that a Markdown text names between backticks, code blocks left out: `src/app.ts`,
 * `src/features/records/`, `profiles/*.json`. A name without a folder (`model.ts`) exists when any file is called so.
 */
export function readNamedPaths(markdown: string): NamedPath[] {
  const files = list(root).map((path) => relative(root, path));
  const tops = new Set(readdirSync(root));
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, (block) => block.replaceAll(/[^\n]/g, ''));
  return prose.split('\n').flatMap((text, index) =>
    [...text.matchAll(/`([^`\s]+)`/g)].flatMap(([, path = '']) => {
      const [top = '', ...rest] = path.split('/');
      if (rest.length === 0 && !/^[\w.-]+\.(tsx?|mjs|sql|md|json)$/.test(path)) return [];
      if (rest.length > 0 && !tops.has(top) && !/\.(tsx?|mjs|sql|md)$/.test(path)) return [];
      const exists =
        rest.length > 0 ? globSync(path, { cwd: root }).length > 0 : files.some((file) => basename(file) === path);
      return [{ line: index + 1, path, exists }];
    }),
  );
}
