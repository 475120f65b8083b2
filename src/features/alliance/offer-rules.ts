import type { Alliance, ProfileText } from './model.ts';

const maxAnswerChars = 4 * 1024 * 1024;
const digestChars = 22;

export type Documents<T> = { documents: T[]; more: boolean };

/** What a node that holds this alliance asks others for. Digests are shortened: they only point out what differs. */
export const askFor = (alliance: Alliance): { profile: string; directory: string; succession: string } => ({
  profile: `number=${alliance.profile.number}&digest=${alliance.profileDigest}`,
  directory: `known=${[...alliance.directories]
    .map(([code, { directory, digest }]) => `${code}.${directory.number}.${digest.slice(0, digestChars)}`)
    .join(',')}`,
  succession: `known=${[...alliance.successions]
    .flatMap(([code, chain]) =>
      chain.map(({ succession: { log }, digest }) => `${code}.${log}.${digest.slice(0, digestChars)}`),
    )
    .join(',')}`,
});

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
  const held = new Map(
    known.split(',').map((entry) => {
      const [code = '', number = '0', digest = ''] = entry.split('.');
      return [code, { number: Number(number), digest }];
    }),
  );
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

/** The ends of logs that the asker does not hold, or holds otherwise; `known` names each that it holds. */
export function successionsFor({ successions }: Alliance, known: string): Documents<string> {
  const held = new Set(known.split(','));
  const fresh = [...successions].flatMap(([code, chain]) =>
    chain.filter(({ succession: { log }, digest }) => !held.has(`${code}.${log}.${digest.slice(0, digestChars)}`)),
  );
  return firstOf(
    fresh.map(({ jws }) => jws),
    (jws) => jws.length,
  );
}

function firstOf<T>(all: readonly T[], sizeOf: (one: T) => number): Documents<T> {
  let size = 0;
  const end = all.findIndex((one, i) => (size += sizeOf(one)) > maxAnswerChars && i > 0);
  return end < 0 ? { documents: [...all], more: false } : { documents: all.slice(0, end), more: true };
}
