import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { TamgaError } from '../errors.ts';

/** Writes a secret that only its owner can read. An existing file is never overwritten. Errors: conflict. */
export function writeSecret(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (existsSync(path)) throw new TamgaError('conflict', `${path} is there already, and is not written over`);
  writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
}

/** Replaces a secret, for those that are made anew at each start. */
export function replaceSecret(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, text, { mode: 0o600 });
  chmodSync(path, 0o600);
}

/** Reads a secret; one that others on the machine can read is refused. */
export function readSecret(path: string): string {
  if (!existsSync(path)) throw new TamgaError('keys', `${path} is missing`);
  if ((statSync(path).mode & 0o077) !== 0)
    throw new TamgaError('keys', `${path} can be read by others: set its mode to 0600`);
  return readFileSync(path, 'utf8').trim();
}
