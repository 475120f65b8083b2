import { closeSync, fsyncSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { signingKeyFrom } from '#platform/keys/ed25519.ts';
import { readSecret } from '#platform/keys/key-file.ts';
import { wrapKeyFrom } from '#platform/keys/wrap-key.ts';
import { kidOf } from './directory.ts';
import type { Alliance, KeyFile } from './model.ts';

/** The private keys in a node's folder, with what the own directory says of each. Errors: keys, naming the file. */
export function listKeyFiles(folder: string, code: string, alliance: Alliance): KeyFile[] {
  const named = alliance.directories.get(code)?.directory.keys ?? [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.key'));
  return names.toSorted().map((name) => {
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
