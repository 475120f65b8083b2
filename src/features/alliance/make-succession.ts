import { parseStrictJson } from '@tamga/json';
import { TamgaError } from '#platform/errors.ts';
import type { SigningKey } from '#platform/keys/ed25519.ts';
import { rootForLog } from './change-rules.ts';
import { currentLog } from './model.ts';
import type { Alliance } from './model.ts';
import { checkNotes, endedLogSchema, maxSuccessionBytes, sealSuccession } from './succession.ts';

const draftLimits = { maxBytes: 2 * maxSuccessionBytes, maxDepth: 3, maxValues: 64 };

/**
 * The end of a participant's log, sealed by its root key from a draft that its node made (`tamga succeed draft`). It is checked as
 * every reader will check it. Errors: keys, malformed, not-found.
 */
export function makeSuccession(
  alliance: Alliance,
  participant: string,
  draft: string,
  root: SigningKey,
  now: Date,
): string {
  const ended = endedLogSchema.parse(parseStrictJson(Buffer.from(draft), draftLimits));
  const held = alliance.directories.get(participant);
  if (!held) throw new TamgaError('not-found', `no directory of ${participant} is held here`);
  const { directory, digest } = held;
  if (ended.alliance !== alliance.id || ended.participant !== participant)
    throw new TamgaError('keys', `the draft is of ${ended.participant} in ${ended.alliance}`);
  if (ended.log !== currentLog(alliance, participant))
    throw new TamgaError(
      'keys',
      `log ${currentLog(alliance, participant)} of ${participant} goes on, not ${ended.log}`,
    );
  if (rootForLog(alliance.profiles, participant, ended.log) !== root.publicKey)
    throw new TamgaError('keys', `this is not the root key that ends log ${ended.log} of ${participant}`);
  checkNotes(ended, directory.keys);
  const { number } = directory;
  const rest = { next: ended.log + 1, directory: { number, digest }, issuedAt: now.toISOString() };
  return sealSuccession({ format: 'tamga-succession/1', ...ended, ...rest }, root);
}
