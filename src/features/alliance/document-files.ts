import { readFileSync, writeFileSync } from 'node:fs';
import { TamgaError, messageOf } from '#platform/errors.ts';
import { signingKeyFrom } from '#platform/keys/ed25519.ts';
import type { SigningKey } from '#platform/keys/ed25519.ts';
import { readSecret } from '#platform/keys/key-file.ts';
import { inFile } from './propose.ts';

/** Where the documents are. */
export const home = [
  '--home <folder>',
  "the node's folder, or a copy of it on a machine without a network",
  '.tamga/node',
] as const;

export const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new TamgaError('not-found', `${path}: ${messageOf(cause)}`, { cause });
  }
};
export const readRoot = (path: string): SigningKey => inFile(path, () => signingKeyFrom(readSecret(path)));
/** A file that is there already is never written over: it may be what others have endorsed. */
export const writeNew = (path: string, text: string): void => {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (cause) {
    throw new TamgaError('conflict', `${path}: ${messageOf(cause)}`, { cause });
  }
};
