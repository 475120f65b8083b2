import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkBackup, claimEmpty, loadBackup, openKeys, writeFolder } from '#features/backups/actions.ts';
import { createBareDatabase } from '../database.ts';
import type { TestDatabase } from '../database.ts';
import { purposes } from '../viewer.ts';

const passphrase = 'only a test: fictional alliance';

/** As `--with-keys` takes it. */
export function passphraseFile(dir: string): string {
  const path = join(dir, 'passphrase');
  writeFileSync(path, `${passphrase}\n`, { mode: 0o600 });
  return path;
}

/** Releases that somebody may upgrade from, with the number of their migrations. */
export const earlierReleases = [
  ['0.1.0', 7],
  ['0.2.0', 34],
] as const;
export type EarlierRelease = (typeof earlierReleases)[number][0];

export const earlierBackup = (release: EarlierRelease, code: string): string =>
  fileURLToPath(new URL(`${release}/${code}.tamga-backup`, import.meta.url));

/** A node's folder as that release left it, in place of the one that is there. */
export async function writeEarlierFolder(release: EarlierRelease, home: string, code: string): Promise<string> {
  const file = earlierBackup(release, code);
  const contents = await checkBackup(file);
  const folder = join(home, code);
  rmSync(folder, { recursive: true, force: true });
  claimEmpty(folder);
  writeFolder(folder, [...contents.files, ...(await openKeys(contents, passphrase, file))]);
  return folder;
}

/** What the operator does who upgrades (docs/operations.md): those releases knew no assignments. */
export function assignAll(folder: string): void {
  const file = join(folder, 'officers.json');
  const officers = JSON.parse(readFileSync(file, 'utf8')) as object[];
  writeFileSync(file, JSON.stringify(officers.map((one) => ({ ...one, desk: purposes }))));
}

/** Its database, with the tables of that release; `migrations` may be that release's own folder of them. */
export async function openEarlierDatabase(
  release: EarlierRelease,
  code: string,
  migrations: URL,
): Promise<TestDatabase> {
  const database = await createBareDatabase();
  await loadBackup(database.url, earlierBackup(release, code), migrations, new Date());
  return database;
}
