import { closeSync, fsyncSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { signingKeyFrom } from '#platform/keys/ed25519.ts';
import { readSecret } from '#platform/keys/key-file.ts';
import { wrapKeyFrom } from '#platform/keys/wrap-key.ts';
import { kidOf } from './directory.ts';
import type { Alliance, KeyFile } from './model.ts';
import { isTlsFile, publicKeyOf } from './tls-files.ts';

/** The private keys in a node's folder, with what the own directory says of each. Errors: keys, naming the file. */
export function listKeyFiles(folder: string, code: string, alliance: Alliance): KeyFile[] {
  const named = alliance.directories.get(code)?.directory.keys ?? [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.key'));
  const signing = names.toSorted().map((name): KeyFile => {
    const secret = readSecret(join(folder, name));
    const isWrap = /^wrap([-@]|\.key$)/.test(name);
    const { publicKey } = isWrap ? wrapKeyFrom(secret) : signingKeyFrom(secret);
    const key = named.find((one) => one.publicKey === publicKey);
    const state = key === undefined ? 'unnamed' : key.to === undefined ? 'current' : 'former';
    return {
      file: name,
      kid: kidOf(code, publicKey),
      use: key?.use ?? null,
      authority: key?.authority ?? null,
      state,
      from: key?.from.index ?? null,
      to: key?.to?.index ?? null,
    };
  });
  return [...signing, ...listTlsFiles(folder, code, alliance)];
}

function listTlsFiles(folder: string, code: string, alliance: Alliance): KeyFile[] {
  const own = alliance.directories.get(code)?.directory;
  const before = new Set(alliance.history.get(code)?.map(({ directory }) => directory.tlsKey));
  const stateOf = (key: string): KeyFile['state'] => {
    if (key === own?.tlsKey) return 'current';
    if (key === own?.formerTlsKey) return 'overlap';
    return before.has(key) ? 'former' : 'unnamed';
  };
  const names = readdirSync(folder).filter(isTlsFile).toSorted();
  return names.map((file) => {
    const key = publicKeyOf(join(folder, file));
    return { file, kid: kidOf(code, key), use: 'tls', authority: null, state: stateOf(key), from: null, to: null };
  });
}

/** Writes over a key's bytes and takes the file away. What disk, snapshots and backups keep of it is beyond this program. */
export function destroyKeyFile(path: string): void {
  const { size } = statSync(path);
  const file = openSync(path, 'r+');
  try {
    writeSync(file, Buffer.alloc(size), 0, size, 0);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  rmSync(path);
}
