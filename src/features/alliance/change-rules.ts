import { accepted, refuse } from '#features/records/model.ts';
import type { Verdict } from '#features/records/model.ts';
import type { Directory, DirectoryKey } from './directory.ts';
import type { HeldDirectory, HeldProfile, Participant } from './model.ts';
import type { Profile } from './profile.ts';

/** Whose root keys decide on the next profile: all participants of this one but those whose membership it ends. */
export const electorateOf = (profile: Profile): Participant[] => profile.participants.filter((p) => p.to === undefined);

/**
 * Whether enough of n's root keys endorsed n+1 (design 5): more than half, or n's stricter rule. A participant whose root
 * key is replaced cannot be waited for: where all must agree, it is all others.
 */
export function isEndorsed(previous: Profile, next: Profile, by: ReadonlySet<string>): boolean {
  const electorate = electorateOf(previous);
  const count = electorate.filter((p) => by.has(p.code)).length;
  switch (previous.decisionRule?.profile ?? 'more-than-half') {
    case 'more-than-half':
      return count * 2 > electorate.length;
    case 'two-thirds':
      return count * 3 >= electorate.length * 2 && count * 2 > electorate.length;
    case 'all':
      return electorate.every((p) => by.has(p.code) || rootOf(next, p.code) !== p.rootKey) && count > 0;
  }
}

const rootOf = (profile: Profile, code: string): string | undefined =>
  profile.participants.find((p) => p.code === code)?.rootKey;

/**
 * Whether a profile may follow another. `by`: the participants whose endorsement of exactly this document holds.
 * Codes: number, previous, alliance, participant-dropped, root-from, unendorsed.
 */
export function judgeProfileChange(
  { profile, digest }: Pick<HeldProfile, 'profile' | 'digest'>,
  next: Profile,
  by: ReadonlySet<string>,
): Verdict {
  if (next.number !== profile.number + 1)
    return refuse('number', `profile ${next.number} cannot follow profile ${profile.number}`);
  if (next.previous !== digest)
    return refuse('previous', `profile ${next.number} names the predecessor ${next.previous}, not ${digest}`);
  if (next.alliance !== profile.alliance)
    return refuse('alliance', `profile ${next.number} is of the alliance ${next.alliance}`);
  for (const before of profile.participants) {
    const after = next.participants.find((p) => p.code === before.code);
    // Who was a participant stays in the list, with the last day of the membership: what it sealed is verified for years.
    if (!after) return refuse('participant-dropped', `${before.code} is left out; a membership ends with "to"`);
    if (!isRootFollowed(before, after))
      return refuse(
        'root-from',
        `${before.code}: another root key needs a higher rootFrom, the same one keeps rootFrom and rootLog`,
      );
  }
  const joined = next.participants.find(
    (p) => (p.rootFrom ?? p.rootLog) !== undefined && !profile.participants.some(({ code }) => code === p.code),
  );
  if (joined) return refuse('root-from', `${joined.code} joins: its root key seals from directory 1 and log 1 on`);
  if (isEndorsed(profile, next, by)) return accepted;
  const rule = profile.decisionRule?.profile ?? 'more-than-half';
  return refuse(
    'unendorsed',
    `profile ${next.number} has ${by.size} endorsements of ${electorateOf(profile).length}; the rule is ${rule}`,
  );
}

/** A thief of the old root key must not seal what the new one is to seal: the number says where one ends (decision 0017). */
const isRootFollowed = (before: Participant, after: Participant): boolean =>
  before.rootKey === after.rootKey
    ? before.rootFrom === after.rootFrom && before.rootLog === after.rootLog
    : after.rootFrom !== undefined && after.rootFrom > (before.rootFrom ?? 1);

/** The root key that seals a participant's directory of a number, by the newest profile that says so. */
export const rootFor = (
  profiles: readonly { profile: Profile }[],
  participant: string,
  number: number,
): string | undefined =>
  profiles
    .map(({ profile }) => profile.participants.find((p) => p.code === participant))
    .findLast((p) => p !== undefined && (p.rootFrom ?? 1) <= number)?.rootKey;

/**
 * The root key that ends a participant's log of a number. The log says which one counts, not the directory that the succession names:
 * that is the choice of whoever seals it, and a former key would choose an old one. A profile without `rootLog` gives every log to
 * its root key (decision 25).
 */
export const rootForLog = (
  profiles: readonly { profile: Profile }[],
  participant: string,
  log: number,
): string | undefined =>
  profiles
    .map(({ profile }) => profile.participants.find((p) => p.code === participant))
    .findLast((p) => p !== undefined && (p.rootLog ?? 1) <= log)?.rootKey;

/** History is complete: a participant's directories begin with number 1. Codes: number, previous, tls-key. */
export function judgeFirstDirectory({ participant, number, previous, formerTlsKey }: Directory): Verdict {
  if (number !== 1) return refuse('number', `directory ${number} of ${participant} has no predecessor here`);
  if (formerTlsKey !== undefined) return refuse('tls-key', `directory 1 of ${participant} names a former TLS key`);
  return previous === undefined ? accepted : refuse('previous', `directory 1 of ${participant} names a predecessor`);
}

/**
 * Whether a directory may follow another: each is complete, so nothing by which older seals are verified may go.
 * Codes: number, previous, issued-at, tls-key, authority-end, key-dropped, key-changed, disowned-dropped.
 */
export function judgeDirectoryChange(
  { directory: before, digest }: Pick<HeldDirectory, 'directory' | 'digest'>,
  next: Directory,
): Verdict {
  const who = before.participant;
  if (next.number !== before.number + 1)
    return refuse('number', `directory ${next.number} of ${who} cannot follow number ${before.number}`);
  if (next.previous !== digest)
    return refuse('previous', `directory ${next.number} of ${who} names another predecessor than ${digest}`);
  if (next.issuedAt < before.issuedAt)
    return refuse('issued-at', `directory ${next.number} of ${who} is older than the one before it`);
  // No third key: what may go on being shown is what was shown before.
  if (next.formerTlsKey !== undefined && ![before.tlsKey, before.formerTlsKey].includes(next.formerTlsKey))
    return refuse('tls-key', `directory ${next.number} of ${who} names a former TLS key that was none`);
  for (const { code, to } of before.authorities) {
    const after = next.authorities.find((one) => one.code === code);
    if (to !== undefined && after && (after.to === undefined || after.to > to))
      return refuse('authority-end', `directory ${next.number} of ${who} puts off the end of ${code} (${to})`);
  }
  for (const key of before.keys) {
    const after = next.keys.find((k) => k.kid === key.kid);
    if (!after) return refuse('key-dropped', `directory ${next.number} of ${who} leaves out key ${key.kid}`);
    if (!isKeyFollowed(key, after))
      return refuse('key-changed', `directory ${next.number} of ${who} changes key ${key.kid} beyond ending it`);
  }
  const kept = (range: Directory['disowned'][number]): boolean =>
    next.disowned.some((d) => d.kid === range.kid && !isAfter(d.from, range.from) && !isAfter(range.to, d.to));
  const dropped = before.disowned.find((range) => !kept(range));
  if (dropped)
    return refuse('disowned-dropped', `directory ${next.number} of ${who} owns again what ${dropped.kid} sealed`);
  return accepted;
}

type Position = DirectoryKey['from'];
const isAfter = (a: Position, b: Position): boolean => a.log > b.log || (a.log === b.log && a.index > b.index);

/** A key stays what it was. Its end may be set, and brought forward, never put off. */
function isKeyFollowed(before: DirectoryKey, after: DirectoryKey): boolean {
  const { from, to, ...rest } = before;
  const { from: nextFrom, to: nextTo, ...nextRest } = after;
  const same = (Object.keys({ ...rest, ...nextRest }) as (keyof typeof rest)[]).every((k) => rest[k] === nextRest[k]);
  const isStart = from.log === nextFrom.log && from.index === nextFrom.index;
  return same && isStart && (to === undefined || (nextTo !== undefined && !isAfter(nextTo, to)));
}

/** Whether a directory's current keys are valid for what its node's log of this size would get next. */
export const isDue = ({ keys }: Directory, next: Position): boolean =>
  keys.every((key) => key.to !== undefined || !['record', 'log'].includes(key.use) || !isAfter(key.from, next));
