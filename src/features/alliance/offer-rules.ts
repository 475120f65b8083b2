import { sha256, toBase64url } from '#platform/bytes.ts';
import type { Alliance, HeldSuccession, ProfileText } from './model.ts';

const maxAnswerChars = 4 * 1024 * 1024;
const digestChars = 22;

export type Documents<T> = { documents: T[]; more: boolean };

/** What a node that holds this alliance asks others for: one short digest a participant, which only points out what differs. */
export const askFor = (alliance: Alliance): { profile: string; directory: string; succession: string } => ({
  profile: `number=${alliance.profile.number}&digest=${alliance.profileDigest}`,
  directory: `known=${[...alliance.directories]
    .map(([code, { directory, digest }]) => `${code}.${directory.number}.${digest.slice(0, digestChars)}`)
    .join(',')}`,
  succession: `known=${[...alliance.successions]
    .filter(([, chain]) => chain.length > 0)
    .map(([code, chain]) => `${code}.${chain.length}.${digestOfChain(chain)}`)
    .join(',')}`,
});

/** Over the digests of the first of a participant's successions, from log 1 on. */
const digestOfChain = (chain: readonly HeldSuccession[]): string =>
  toBase64url(sha256(chain.map(({ digest }) => digest).join('\n'))).slice(0, digestChars);

/** The profiles after the asker's; and the one under its number where that is another document, so that a fork is seen. */
export function profilesFor(alliance: Alliance, number: number, digest: string): Documents<ProfileText> {
  const same = alliance.profiles.find(({ profile }) => profile.number === number);
  const from = same && same.digest !== digest ? number : number + 1;
  const fresh = alliance.profiles.filter(({ profile }) => profile.number >= from);
  return firstOf(
    fresh.map(({ source, endorsements }) => ({ source, endorsements })),
    ({ source, endorsements }) => source.length + endorsements.join().length,
  );
}

/** Likewise the directories: `known` is `<participant>.<number>.<digest>`, with commas. */
export function directoriesFor(alliance: Alliance, known: string): Documents<string> {
  const held = readKnown(known);
  const fresh = [...alliance.history].flatMap(([code, chain]) => {
    const their = held.get(code) ?? { number: 0, digest: '' };
    return chain.filter(
      ({ directory: { number }, digest }) =>
        number > their.number || (number === their.number && digest.slice(0, digestChars) !== their.digest),
    );
  });
  return firstOf(
    fresh.map(({ jws }) => jws),
    (jws) => jws.length,
  );
}

/**
 * The ends of logs that the asker does not hold: `known` is `<participant>.<count>.<digest over those>`. What follows the same
 * beginning comes first; of a chain that is another all come, so that a fork is seen.
 */
export function successionsFor({ successions }: Alliance, known: string): Documents<string> {
  const held = readKnown(known);
  const [next, other]: [HeldSuccession[], HeldSuccession[]] = [[], []];
  for (const [code, chain] of successions) {
    const their = held.get(code);
    const begin = chain.slice(0, their?.number ?? 0);
    if (their === undefined) next.push(...chain);
    else if (begin.length === their.number && digestOfChain(begin) === their.digest)
      next.push(...chain.slice(begin.length));
    else other.push(...chain);
  }
  return firstOf(
    [...next, ...other].map(({ jws }) => jws),
    (jws) => jws.length,
  );
}

function readKnown(known: string): Map<string, { number: number; digest: string }> {
  const entries = known.split(',').map((entry) => {
    const [code = '', number = '0', digest = ''] = entry.split('.');
    return [code, { number: Number(number), digest }] as const;
  });
  return new Map(entries);
}

function firstOf<T>(all: readonly T[], sizeOf: (one: T) => number): Documents<T> {
  let size = 0;
  const end = all.findIndex((one, i) => (size += sizeOf(one)) > maxAnswerChars && i > 0);
  return end < 0 ? { documents: [...all], more: false } : { documents: all.slice(0, end), more: true };
}
