import { join } from 'node:path';
import { roles } from '#features/officers/model.ts';
import type { Role } from '#features/officers/model.ts';
import { sha256, toBase64url } from '#platform/bytes.ts';
import type { RandomBytes } from '#platform/ids.ts';
import { readSecret, replaceSecret } from '#platform/keys/key-file.ts';

/** Where the command line of this machine finds the token of a role. */
export const tokenPath = (home: string, role: Role): string => join(home, 'tokens', role);

/** Makes new tokens for the command line and gives their hashes. The files are readable by their owner alone. */
export function writeMachineTokens(home: string, randomBytes: RandomBytes): Map<string, Role> {
  return new Map(
    roles.map((role) => {
      const token = toBase64url(randomBytes(32));
      replaceSecret(tokenPath(home, role), token);
      return [sha256(token).toString('hex'), role];
    }),
  );
}

export const readMachineToken = (home: string, role: Role): string => readSecret(tokenPath(home, role));
