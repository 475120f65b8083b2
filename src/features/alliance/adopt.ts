import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TamgaError } from '#platform/errors.ts';
import { files, readDocuments } from './home.ts';
import type { Alliance, ProfileText } from './model.ts';
import { extendAlliance, openAlliance } from './open-alliance.ts';

/** What a folder knows of its alliance, verified. Errors: config, keys, malformed. */
export const readAlliance = (home: string): Alliance => openAlliance(readDocuments(home));

/** Verifies documents against what a folder holds and puts them there; a running node takes them on by itself. Errors: keys. */
export function adoptDocuments(
  home: string,
  offered: { profiles?: readonly ProfileText[]; directories?: readonly string[]; successions?: readonly string[] },
): Alliance {
  const held = readAlliance(home);
  const { profiles = [], directories = [], successions = [] } = offered;
  const { alliance, changed, refused } = extendAlliance(held, { profiles, directories, successions });
  const [fault] = refused;
  if (fault) throw new TamgaError('keys', fault.why, { detail: { code: fault.code } });
  if (!changed) throw new TamgaError('conflict', `${home} holds this already`);
  writeHistory(home, alliance);
  return alliance;
}

/** Writes all documents, endorsements before their profile: a node that reads meanwhile finds whole ones. */
export function writeHistory(home: string, alliance: Alliance): void {
  const at = files(home);
  mkdirSync(at.directories, { recursive: true, mode: 0o700 });
  for (const { profile, source, endorsements } of alliance.profiles) {
    put(at.endorsements(profile.number), `${JSON.stringify(endorsements, null, 1)}\n`);
    put(at.profile(profile.number), source);
  }
  const kept = new Set<string>();
  for (const [code, chain] of alliance.history)
    for (const { directory, jws } of chain) {
      kept.add(at.directory(code, directory.number));
      put(at.directory(code, directory.number), `${jws}\n`);
    }
  for (const [code, chain] of alliance.successions)
    for (const { succession, jws } of chain) {
      kept.add(at.succession(code, succession.log));
      put(at.succession(code, succession.log), `${jws}\n`);
    }
  // What a replaced root key should not have sealed is not kept beside what counts.
  for (const folder of [at.alliance, at.directories])
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (name.endsWith('.jws') && !kept.has(path)) rmSync(path);
    }
}

function put(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}
