import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { messageOf, TamgaError } from '#platform/errors.ts';
import { readSecret, writeSecret } from '#platform/keys/key-file.ts';
import { documentPath, keyPath } from './model.ts';
import type { FolderFile } from './model.ts';

/** The documents of a node's folder: the alliance's, its officers, its settings without the database's password. */
export function readFolder(home: string): FolderFile[] {
  const paths = [...list(home, ''), ...list(home, 'alliance'), ...list(home, 'alliance/directories')];
  return paths
    .filter((path) => documentPath.test(path))
    .map((path) => ({ path, text: withoutDatabase(path, readFileSync(join(home, path), 'utf8')) }));
}

/** The private keys. The root key is not among them: it does not lie on a node. */
export const readKeyFiles = (home: string): FolderFile[] =>
  list(home, 'keys')
    .filter((path) => keyPath.test(path))
    .map((path) => ({ path, text: readSecret(join(home, path)) }));

/** Writes files into a node's new folder; keys with a mode of their own. */
export function writeFolder(home: string, files: readonly FolderFile[]): void {
  for (const { path, text } of files) {
    const to = join(home, path);
    if (keyPath.test(path)) {
      writeSecret(to, text);
      continue;
    }
    mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
    writeFileSync(to, text, { flag: 'wx' });
  }
}

function list(home: string, folder: string): string[] {
  if (!existsSync(join(home, folder))) return [];
  const found = readdirSync(join(home, folder), { withFileTypes: true }).filter((entry) => entry.isFile());
  return found.map(({ name }) => (folder === '' ? name : `${folder}/${name}`)).toSorted();
}

/** The settings may hold a database's address with its password, and it is another one after a restore. */
function withoutDatabase(path: string, text: string): string {
  if (path !== 'tamga.json') return text;
  try {
    const { databaseUrl: _, ...rest } = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
    return `${JSON.stringify(rest, null, 2)}\n`;
  } catch (cause) {
    throw new TamgaError('config', `${path}: ${messageOf(cause)}`, { cause });
  }
}
