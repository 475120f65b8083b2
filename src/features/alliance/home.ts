import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { TamgaError, messageOf } from '#platform/errors.ts';
import { signingKeyFrom } from '#platform/keys/ed25519.ts';
import { readSecret } from '#platform/keys/key-file.ts';
import { kidOf } from './directory.ts';
import type { Directory, DirectoryKey } from './directory.ts';
import { destroyKeyFile, listKeyFiles } from './key-files.ts';
import type { Alliance, AllianceDocuments, OwnKey, OwnKeys, Self } from './model.ts';
import { openLeniently } from './open-alliance.ts';
import { readTlsIdentities } from './tls-files.ts';
import { readWrapKeys } from './wrap-keys.ts';

/** Where things lie in a node's folder. Documents of a later number lie beside the first. */
export const files = (home: string) => ({
  alliance: join(home, 'alliance'),
  anchor: join(home, 'alliance', 'anchor'),
  profile: (number = 1) => join(home, 'alliance', `profile-${number}.json`),
  endorsements: (number = 1) => join(home, 'alliance', `endorsements-${number}.json`),
  directories: join(home, 'alliance', 'directories'),
  directory: (participant: string, number = 1) =>
    join(home, 'alliance', 'directories', number === 1 ? `${participant}.jws` : `${participant}-${number}.jws`),
  succession: (participant: string, log: number) => join(home, 'alliance', `succession-${participant}-${log}.jws`),
  keys: join(home, 'keys'),
  /** `since`: number of the directory that named the key first. */
  key: (name: string, since = 1) => join(home, 'keys', since === 1 ? `${name}.key` : `${name}@${since}.key`),
  /** Of a later directory: with its certificate in the same file. */
  tlsKey: (since = 1) => join(home, 'keys', since === 1 ? 'tls.pem' : `tls@${since}.pem`),
  tlsCert: join(home, 'tls.crt'),
  officers: join(home, 'officers.json'),
  settings: join(home, 'tamga.json'),
});

/**
 * Reads and verifies what a node's folder says of its alliance, and its own keys. A later document that does not count does
 * not stop a node (design 5, last known good); it is refused again, with an alarm, when the running node looks at the folder.
 * Errors: config, keys, each naming the file.
 */
export function readSelf(home: string, code: string): Self {
  const documents = readDocuments(home);
  const { alliance, refused } = openLeniently(documents);
  const fault = refused.find(({ offered }) => documents.first.has(offered));
  if (fault) throw new TamgaError('keys', fault.why);
  return createSelf(home, code, alliance);
}

/** All documents of a node's folder, read and not verified. Errors: config, naming the file. */
export function readDocuments(home: string): AllianceDocuments & { first: ReadonlySet<string> } {
  const at = files(home);
  const anchor = readText(at.anchor).trim();
  const numbers = listNames(at.alliance)
    .flatMap((name) => /^profile-([1-9]\d{0,6})\.json$/.exec(name)?.[1] ?? [])
    .map(Number);
  if (!numbers.includes(1)) readText(at.profile());
  const directories = listNames(at.directories)
    .filter((name) => name.endsWith('.jws'))
    .map((name) => ({ isFirst: !name.includes('-'), jws: readText(join(at.directories, name)).trim() }));
  return {
    anchor,
    profiles: numbers.map((number) => ({
      source: readText(at.profile(number)),
      endorsements: z.array(z.string()).parse(JSON.parse(readText(at.endorsements(number)))),
    })),
    directories: directories.map(({ jws }) => jws),
    successions: listNames(at.alliance)
      .filter((name) => /^succession-[a-z][a-z0-9]{1,7}-[1-9]\d{0,6}\.jws$/.test(name))
      .map((name) => readText(join(at.alliance, name)).trim()),
    first: new Set(directories.filter(({ isFirst }) => isFirst).map(({ jws }) => jws)),
  };
}

/** A participant that can take on changes. What its folder lacks for a change leaves the one before in force. */
export function createSelf(home: string, code: string, first: Alliance): Self {
  const digestOf = (alliance: Alliance): string => alliance.directories.get(code)?.digest ?? '';
  let now = { alliance: first, keys: readKeys(home, code, first), keysOf: digestOf(first), version: 0 };
  let folder = listKeys(home);
  const keysFor = (alliance: Alliance): OwnKeys | string => {
    if (digestOf(alliance) === now.keysOf) return now.keys;
    try {
      return readKeys(home, code, alliance);
    } catch (error) {
      return messageOf(error);
    }
  };
  return {
    code,
    get alliance() {
      return now.alliance;
    },
    get keys() {
      return now.keys;
    },
    get version() {
      return now.version;
    },
    lacks(alliance) {
      const keys = keysFor(alliance);
      return typeof keys === 'string' ? keys : null;
    },
    adopt(alliance, version) {
      const keys = keysFor(alliance);
      const taken = typeof keys === 'string' ? now : { keys, keysOf: digestOf(alliance) };
      now = { alliance, version, keys: taken.keys, keysOf: taken.keysOf };
    },
    reread() {
      const listed = listKeys(home);
      if (listed === folder) return;
      try {
        now = { ...now, keys: readKeys(home, code, now.alliance), keysOf: digestOf(now.alliance) };
        folder = listed;
      } catch {
        // A key that is being moved: looked at again the next time.
      }
    },
    keyFiles: () => listKeyFiles(files(home).keys, code, now.alliance),
    destroyKey(file) {
      destroyKeyFile(join(files(home).keys, file));
      this.reread();
    },
  };
}

/** What lies in the folder of keys, so that a change is noticed. */
const listKeys = (home: string): string => {
  const folder = files(home).keys;
  return listNames(folder)
    .map((name) => {
      const { mtimeMs = 0, size = 0 } = statSync(join(folder, name), { throwIfNoEntry: false }) ?? {};
      return `${name} ${mtimeMs} ${size}`;
    })
    .join();
};

/** The private keys that the own directory names as current. Errors: config, keys, each naming the file. */
function readKeys(home: string, code: string, alliance: Alliance): OwnKeys {
  const at = files(home);
  const chain = alliance.history.get(code);
  const own = chain?.at(-1)?.directory;
  if (!chain || !own) throw new TamgaError('config', `${at.directories} holds no directory of ${code}`);
  const current = own.keys.filter((key) => key.realm === 'live' && key.to === undefined);
  const read = (use: DirectoryKey['use'], authority?: string): OwnKey => {
    const key = current.findLast((k) => k.use === use && k.authority === authority);
    const since = chain.find(({ directory }) => directory.keys.some((k) => k.kid === key?.kid))?.directory.number;
    return ownKey(alliance, code, at.key(keyName(use, authority), since ?? 1), use, authority);
  };
  const recordKeys = current.flatMap((key) =>
    key.use === 'record' && key.authority ? [[key.authority, read('record', key.authority)] as const] : [],
  );
  return {
    log: read('log'),
    witness: read('witness'),
    transport: read('transport'),
    formerTransport: readFormer(at.keys, own),
    tls: readTlsIdentities(home, own),
    recordKeys: new Map(recordKeys),
    ...readWrapKeys(at.keys, own),
  };
}

/** The transport key that a directory ended last, as long as it lies in the folder. */
function readFormer(folder: string, own: Directory): OwnKey | null {
  const ended = own.keys.findLast((key) => key.use === 'transport' && key.realm === 'live' && key.to !== undefined);
  if (!ended) return null;
  for (const name of listNames(folder).filter((one) => /^transport[@.].*key$/.test(one))) {
    const key = signingKeyFrom(readSecret(join(folder, name)));
    if (key.publicKey === ended.publicKey) return { kid: ended.kid, key };
  }
  return null;
}

/** Under which name a key lies in the folder: `log`, `record-cyber`. */
export const keyName = (use: DirectoryKey['use'], authority?: string): string =>
  authority === undefined ? use : `${use}-${authority.split('/')[1] ?? ''}`;

/** One key, one use (design 5): a file with another of the node's own keys in it is refused before anything is signed. */
function ownKey(alliance: Alliance, code: string, path: string, use: DirectoryKey['use'], authority?: string): OwnKey {
  const key = signingKeyFrom(readSecret(path));
  const kid = kidOf(code, key.publicKey);
  const known = alliance.keys.get(kid);
  if (!known) throw new TamgaError('keys', `${path} is not a key of ${code}'s directory`);
  if (known.use !== use || known.authority !== authority)
    throw new TamgaError('keys', `${path} is the key for ${known.use} ${known.authority ?? ''}`.trim());
  if (known.to !== undefined) throw new TamgaError('keys', `${path} is a key that ${code}'s directory has ended`);
  return { kid, key };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new TamgaError('config', `${path}: ${messageOf(cause)}; make the node's folder with tamga init`, { cause });
  }
}

function listNames(path: string): string[] {
  try {
    return readdirSync(path).toSorted();
  } catch (cause) {
    throw new TamgaError('config', `${path}: ${messageOf(cause)}; make the node's folder with tamga init`, { cause });
  }
}
