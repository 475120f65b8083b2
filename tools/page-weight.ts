import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

type Chunk = { file: string; imports?: string[]; css?: string[] };
type Manifest = Record<string, Chunk>;

/** Bytes as they are sent, packed with gzip: brotli, which browsers prefer, is a tenth less. */
export type PageWeight = { scripts: number; styles: number; files: number };

/** The page that a visit begins with, and what stands in it. */
export const firstVisit = ['features/home/views/HomePage.tsx', 'features/alliance/views/AtHome.tsx'];

/**
 * What a browser that was never here fetches for a page: the frame, the page and what both need, and what the page says in one language.
 * `folder` holds the built pages, `views` are files in src, and `words` those of the messages.
 */
export function weighPage(folder: string, views: readonly string[], words: string): PageWeight {
  const manifest = JSON.parse(readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8')) as Manifest;
  const found = new Map<string, Chunk>();
  const follow = (key: string): void => {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`${key} is in no file of the pages`);
    if (found.has(key)) return;
    found.set(key, chunk);
    chunk.imports?.forEach(follow);
  };
  for (const key of ['index.html', ...views.map((view) => `../${view}`), words]) follow(key);
  const chunks = [...found.values()];
  const sizeOf = (files: readonly string[]): number =>
    [...new Set(files)].reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file)), { level: 9 }).length, 0);
  const scripts = chunks.map(({ file }) => file);
  return {
    scripts: sizeOf(scripts),
    styles: sizeOf(chunks.flatMap(({ css }) => css ?? [])),
    files: new Set(scripts).size,
  };
}
