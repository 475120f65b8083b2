import { TamgaError, messageOf } from '#platform/errors.ts';
import { readPublicKey } from '#platform/keys/ed25519.ts';
import { directoryLimit } from './chain-limits.ts';
import { judgeDirectoryChange, judgeFirstDirectory, rootFor } from './change-rules.ts';
import { digestOf, openDirectory, peekDirectory } from './directory.ts';
import { openFirstProfile, openNextProfile, readProfile } from './endorsement.ts';
import { extendSuccessions, successionsUnder } from './extend-successions.ts';
import type {
  Alliance,
  AllianceDocuments,
  HeldDirectory,
  HeldProfile,
  KnownKey,
  ProfileText,
  RefusedDocument,
} from './model.ts';

export type Extended = { alliance: Alliance; changed: boolean; refused: RefusedDocument[] };

/** Verifies everything from the anchor down. Errors: keys, encoding, malformed. */
export function openAlliance(documents: AllianceDocuments): Alliance {
  const { alliance, refused } = openLeniently(documents);
  const fault = refused.find((one) => !hasFallenAway(alliance, one));
  if (fault) throw new TamgaError('keys', fault.why);
  return alliance;
}

/** What lies stored from before a root key was replaced, or before a rule that it no longer meets, keeps no node from starting. */
const hasFallenAway = ({ profiles }: Alliance, { code, participant }: RefusedDocument): boolean =>
  code === 'succession-refused' &&
  new Set(profiles.map(({ profile }) => profile.participants.find((p) => p.code === participant)?.rootKey)).size > 1;

/** As `openAlliance`; of what comes after the first profile, what does not count is left out. */
export function openLeniently(documents: AllianceDocuments): Extended {
  const firstText =
    documents.profiles.find(({ source }) => digestOf(source) === documents.anchor) ?? documents.profiles[0];
  if (!firstText) throw new TamgaError('keys', 'profile number 1 is missing');
  const first = openFirstProfile(firstText);
  if (first.digest !== documents.anchor)
    throw new TamgaError('keys', `the first profile's digest is ${first.digest}, not the anchor ${documents.anchor}`);
  const { profiles, directories, successions = [] } = documents;
  return extendAlliance(buildAlliance([first], new Map()), { profiles, directories, successions });
}

export type Offered = {
  profiles: readonly ProfileText[];
  directories: readonly string[];
  successions?: readonly string[];
};

/**
 * Takes on what follows from what is held, in order, and refuses the rest: too few endorsements, a gap, another document
 * under a number that is held. What is held stays in force whatever is offered (design 5, last known good).
 */
export function extendAlliance(held: Alliance, offered: Offered): Extended {
  const refused: RefusedDocument[] = [];
  const profiles = extendProfiles(held.profiles, offered.profiles, refused);
  const isNewProfile = profiles.length > held.profiles.length;
  const history = new Map(isNewProfile ? underRoots(held.history, profiles) : held.history);
  const isNewDirectory = extendDirectories(history, profiles, held.id, offered.directories, refused);
  const chains = new Map(isNewProfile ? successionsUnder(held.successions, profiles) : held.successions);
  const facts = { id: held.id, profiles, history };
  const isNewLog = extendSuccessions(chains, facts, offered.successions ?? [], refused);
  const changed = isNewProfile || isNewDirectory || isNewLog;
  return { alliance: changed ? buildAlliance(profiles, history, chains) : held, changed, refused };
}

function extendProfiles(
  held: readonly HeldProfile[],
  offered: readonly ProfileText[],
  refused: RefusedDocument[],
): HeldProfile[] {
  const profiles = [...held];
  const known = new Set(held.map(({ digest }) => digest));
  const fresh = offered.filter(({ source }) => !known.has(digestOf(source)));
  const numbered = fresh.map((text) => ({ text, number: numberOf(text.source) ?? Number.MAX_SAFE_INTEGER }));
  for (const { text, number } of numbered.toSorted((a, b) => a.number - b.number)) {
    const same = profiles.find(({ profile }) => profile.number === number);
    if (same) {
      const why = `another profile bears the number ${number}`;
      refused.push({ code: 'profile-forked', why, ...shown(same, text) });
      continue;
    }
    try {
      profiles.push(openNextProfile(profiles.at(-1)!, text));
    } catch (error) {
      refused.push({ code: 'profile-refused', why: messageOf(error), ...shown(profiles.at(-1), text) });
      break;
    }
  }
  return profiles;
}

/** The number that a profile gives itself; undefined where it cannot be read. */
function numberOf(source: string): number | undefined {
  try {
    return readProfile(source).number;
  } catch {
    return undefined;
  }
}

const shown = (held: ProfileText | undefined, offered: ProfileText): { held: string; offered: string } => ({
  held: held ? `${held.source}${held.endorsements.join('\n')}` : '',
  offered: `${offered.source}${offered.endorsements.join('\n')}`,
});

/** A profile that replaces a root key ends what the old one sealed from a number on: those directories never counted. */
const underRoots = (history: Alliance['history'], profiles: readonly HeldProfile[]): Map<string, HeldDirectory[]> =>
  new Map(
    [...history].map(([code, chain]) => {
      const end = chain.findIndex(({ directory, root }) => rootFor(profiles, code, directory.number) !== root);
      return [code, end < 0 ? [...chain] : chain.slice(0, end)];
    }),
  );

function extendDirectories(
  history: Map<string, readonly HeldDirectory[]>,
  profiles: readonly HeldProfile[],
  id: string,
  offered: readonly string[],
  refused: RefusedDocument[],
): boolean {
  let changed = false;
  const known = new Set([...history.values()].flatMap((chain) => chain.map(({ jws }) => jws)));
  const fresh = offered.filter((jws) => !known.has(jws));
  const claims = fresh.flatMap((jws) => {
    const claim = peekDirectory(jws);
    if (!claim) refused.push({ code: 'directory-refused', why: 'not a directory', held: '', offered: jws });
    return claim ? [{ jws, ...claim }] : [];
  });
  // What comes after the one that is too many is not looked at.
  const full = new Set<string>();
  for (const { jws, participant, number } of claims.toSorted((a, b) => a.number - b.number)) {
    if (full.has(participant)) continue;
    const chain = history.get(participant) ?? [];
    const same = chain.find(({ directory }) => directory.number === number);
    const last = same ?? chain.at(-1);
    try {
      const opened = openSealed(jws, participant, number, profiles, id);
      if (same) {
        const why = `${participant} sealed two directories with the number ${number}`;
        refused.push({ code: 'directory-forked', participant, why, held: same.jws, offered: jws });
        continue;
      }
      checkFollows(opened, last);
      const limit = directoryLimit(participant, chain, jws);
      if (limit !== undefined) {
        full.add(participant);
        refused.push({ code: 'directory-limit', participant, why: limit, held: last?.jws ?? '', offered: jws });
        continue;
      }
      history.set(participant, [...chain, opened]);
      changed = true;
    } catch (error) {
      const why = messageOf(error);
      refused.push({ code: 'directory-refused', participant, why, held: last?.jws ?? '', offered: jws });
    }
  }
  return changed;
}

/** A directory whose seal holds, wherever it belongs. Errors: keys, encoding, malformed. */
function openSealed(
  jws: string,
  participant: string,
  number: number,
  profiles: readonly HeldProfile[],
  id: string,
): HeldDirectory {
  const root = rootFor(profiles, participant, number);
  if (root === undefined) throw new TamgaError('keys', `the directory is of ${participant}, which is no participant`);
  const directory = openDirectory(jws, participant, root);
  if (directory.alliance !== id)
    throw new TamgaError('keys', `the directory of ${participant} belongs to ${directory.alliance}`);
  return { directory, jws, digest: digestOf(jws), root };
}

/** Errors: keys, with the rule's code. */
function checkFollows({ directory }: HeldDirectory, last: HeldDirectory | undefined): void {
  const verdict = last ? judgeDirectoryChange(last, directory) : judgeFirstDirectory(directory);
  if (!verdict.ok) throw new TamgaError('keys', verdict.why, { detail: { code: verdict.code } });
}

/** Makes the alliance from documents that were verified. Errors: keys when two directories name one key. */
export function buildAlliance(
  profiles: readonly HeldProfile[],
  history: ReadonlyMap<string, readonly HeldDirectory[]>,
  successions: Alliance['successions'] = new Map(),
): Alliance {
  const newest = profiles.at(-1)!;
  const directories = new Map<string, HeldDirectory>();
  const keys = new Map<string, KnownKey>();
  for (const [code, chain] of history) {
    const held = chain.at(-1);
    if (!held) continue;
    directories.set(code, held);
    for (const key of held.directory.keys) {
      if (key.alg !== 'Ed25519') continue;
      if (keys.has(key.kid)) throw new TamgaError('keys', `key ${key.kid} is named by two directories`);
      keys.set(key.kid, { ...key, participant: code, keyObject: readPublicKey(key.publicKey) });
    }
  }
  const ends = [...successions.values()].flatMap((chain) => chain.map(({ digest }) => digest));
  const digests = [...[...directories.values()].map(({ digest }) => digest), ...ends].toSorted();
  return {
    id: `${newest.profile.alliance}#${profiles[0]!.digest}`,
    profile: newest.profile,
    profileSource: newest.source,
    profileDigest: newest.digest,
    endorsements: newest.endorsements,
    profiles,
    directories,
    history,
    successions,
    keys,
    documents: digestOf([newest.digest, ...digests].join('\n')),
  };
}
