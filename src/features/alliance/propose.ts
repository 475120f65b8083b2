import { z } from 'zod';
import { JsonError, parseStrictJson } from '@tamga/json';
import { TamgaError, messageOf } from '#platform/errors.ts';
import type { SigningKey } from '#platform/keys/ed25519.ts';
import { judgeProfileChange } from './change-rules.ts';
import { endorseProfile, maxProfileBytes, readProfile } from './endorsement.ts';
import { currentLog } from './model.ts';
import type { Alliance, HeldProfile, Participant } from './model.ts';
import { profileSchema } from './profile.ts';

/** What a proposal changes; each member alone or together. */
export type ProfileChange = {
  /** A whole profile to start from, as JSON text; its number and predecessor are set. */
  from?: string;
  /** Entries of new participants, as JSON text. */
  join?: readonly string[];
  /** Codes with the first day of their suspension. */
  suspend?: readonly { code: string; day: string }[];
  resume?: readonly string[];
  /** Codes with the last day of their membership. */
  withdraw?: readonly { code: string; day: string }[];
  /** New root keys, with the number of the first directory that each seals, and of the first log that it ends: by default the newest. */
  roots?: readonly { code: string; rootKey: string; rootFrom: number; rootLog?: number }[];
};

const readJson = (text: string): unknown => {
  try {
    return parseStrictJson(Buffer.from(text), { maxBytes: maxProfileBytes, maxDepth: 16, maxValues: 100_000 });
  } catch (cause) {
    if (!(cause instanceof JsonError)) throw cause;
    throw new TamgaError('malformed', cause.message, { cause });
  }
};

/** The profile after the newest one, to be endorsed as exactly these bytes. Errors: malformed, not-found, conflict. */
export function proposeProfile(alliance: Alliance, change: ProfileChange): string {
  const { profile, profileSource, profileDigest } = alliance;
  const next = z.record(z.string(), z.unknown()).parse(readJson(change.from ?? profileSource));
  const participants = z.array(z.record(z.string(), z.unknown())).parse(next['participants']);
  const find = (code: string): Record<string, unknown> => {
    const found = participants.find((p) => p['code'] === code);
    if (!found) throw new TamgaError('not-found', `profile ${profile.number} has no participant ${code}`);
    return found;
  };
  for (const text of change.join ?? []) participants.push(z.record(z.string(), z.unknown()).parse(readJson(text)));
  for (const { code, day } of change.suspend ?? []) find(code)['suspended'] = day;
  for (const code of change.resume ?? []) {
    if (find(code)['suspended'] === undefined) throw new TamgaError('conflict', `${code} is not suspended`);
    delete find(code)['suspended'];
  }
  for (const { code, day } of change.withdraw ?? []) find(code)['to'] = day;
  for (const { code, rootLog = currentLog(alliance, code), ...root } of change.roots ?? [])
    Object.assign(find(code), { rootKey: root.rootKey, rootFrom: root.rootFrom, rootLog });
  const proposed = { ...next, participants, number: profile.number + 1, previous: profileDigest };
  const source = `${JSON.stringify(profileSchema.parse(proposed), null, 1)}\n`;
  checkProposal({ profile, digest: profileDigest }, source);
  return source;
}

/** Whether it could follow if everybody endorsed it. Errors: keys, with the rule's code; malformed. */
export function checkProposal(previous: Pick<HeldProfile, 'profile' | 'digest'>, source: string): void {
  const everybody = new Set(previous.profile.participants.map((p) => p.code));
  const verdict = judgeProfileChange(previous, readProfile(source), everybody);
  if (!verdict.ok) throw new TamgaError('keys', verdict.why, { detail: { code: verdict.code } });
}

/** An endorsement of a proposal by a root key of the profile before. Errors: keys, malformed. */
export function endorseProposal(alliance: Alliance, source: string, participant: string, root: SigningKey): string {
  checkProposal({ profile: alliance.profile, digest: alliance.profileDigest }, source);
  const named = alliance.profile.participants.find((p) => p.code === participant);
  if (!named) throw new TamgaError('keys', `profile ${alliance.profile.number} has no participant ${participant}`);
  if (named.rootKey !== root.publicKey)
    throw new TamgaError(
      'keys',
      `this is not the root key that profile ${alliance.profile.number} names for ${participant}`,
    );
  return endorseProfile(source, participant, root);
}

/** What a profile changes about participants, a line each, to be read before it is endorsed. */
export function describeChange(alliance: Alliance, source: string): string[] {
  const next = readProfile(source);
  const before = new Map(alliance.profile.participants.map((p) => [p.code, p]));
  const lines = next.participants.flatMap((after) => changesOf(before.get(after.code), after));
  const rest = ({ participants: _, number: _n, previous: _p, ...others }: typeof next): string =>
    JSON.stringify(others);
  if (rest(next) !== rest(alliance.profile)) lines.push('other parts of the profile change too: compare the files');
  return lines.length > 0 ? lines : ['nothing changes but the number'];
}

function changesOf(before: Participant | undefined, after: Participant): string[] {
  if (!before) return [`${after.code} joins as ${after.class}, root key ${after.rootKey}`];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof Participant)[];
  const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));
  return names
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => `${after.code}: ${name} was ${shown(before[name])}, becomes ${shown(after[name])}`);
}

/** The same error with the place it came from. */
export function inFile<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const code = cause instanceof TamgaError ? cause.code : 'malformed';
    const detail = cause instanceof TamgaError ? cause.detail : {};
    throw new TamgaError(code, `${path}: ${messageOf(cause)}`, { cause, detail });
  }
}
