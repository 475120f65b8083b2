import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { TamgaError, messageOf } from '#platform/errors.ts';
import { signingKeyFrom } from '#platform/keys/ed25519.ts';
import { readSecret } from '#platform/keys/key-file.ts';
import { kidOf } from './directory.ts';
import type { Alliance, KnownKey, OwnKey, Self } from './model.ts';
import { openAlliance } from './open-alliance.ts';

/** Where things lie in a node's folder. */
export const files = (home: string) => ({
  anchor: join(home, 'alliance', 'anchor'),
  profile: join(home, 'alliance', 'profile-1.json'),
  endorsements: join(home, 'alliance', 'endorsements-1.json'),
  directories: join(home, 'alliance', 'directories'),
  key: (name: string) => join(home, 'keys', `${name}.key`),
  tlsKey: join(home, 'keys', 'tls.pem'),
  tlsCert: join(home, 'tls.crt'),
  officers: join(home, 'officers.json'),
});

/** Reads and verifies what a node knows of its alliance, and its own keys. Errors: config, keys, each naming the file. */
export function readSelf(home: string, code: string): Self {
  const at = files(home);
  const alliance = openAlliance({
    anchor: readText(at.anchor).trim(),
    profile: {
      source: readText(at.profile),
      endorsements: z.array(z.string()).parse(JSON.parse(readText(at.endorsements))),
    },
    directories: listDirectory(at.directories).map((name) => readText(join(at.directories, name)).trim()),
  });
  const own = alliance.directories.get(code);
  if (!own) throw new TamgaError('config', `${at.directories} holds no directory of ${code}`);
  const keys = own.directory.keys;
  const read = (use: KnownKey['use'], authority?: string): OwnKey => {
    const name = authority === undefined ? use : `${use}-${authority.split('/')[1] ?? ''}`;
    return ownKey(alliance, code, at.key(name), use, authority);
  };
  const recordKeys = keys.flatMap((key) =>
    key.use === 'record' && key.authority ? [[key.authority, read('record', key.authority)] as const] : [],
  );
  return {
    code,
    alliance,
    keys: { log: read('log'), witness: read('witness'), transport: read('transport'), recordKeys: new Map(recordKeys) },
  };
}

/** One key, one use (design 5): a file with another of the node's own keys in it is refused before anything is signed. */
function ownKey(alliance: Alliance, code: string, path: string, use: KnownKey['use'], authority?: string): OwnKey {
  const key = signingKeyFrom(readSecret(path));
  const kid = kidOf(code, key.publicKey);
  const known = alliance.keys.get(kid);
  if (!known) throw new TamgaError('keys', `${path} is not a key of ${code}'s directory`);
  if (known.use !== use || known.authority !== authority)
    throw new TamgaError('keys', `${path} is the key for ${known.use} ${known.authority ?? ''}`.trim());
  return { kid, key };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new TamgaError('config', `${path}: ${messageOf(cause)}; make the node's folder with tamga init`, { cause });
  }
}

function listDirectory(path: string): string[] {
  try {
    return readdirSync(path)
      .filter((name) => name.endsWith('.jws'))
      .toSorted();
  } catch (cause) {
    throw new TamgaError('config', `${path}: ${messageOf(cause)}; make the node's folder with tamga init`, { cause });
  }
}
