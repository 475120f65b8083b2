import { z } from 'zod';
import type { ProfileDocument } from '../proof-model.ts';
import { fail, holds, pass, step } from '../verify.ts';
import type { Context, Finding, ReadDocuments, Step } from '../verify.ts';
import { bytesOf, kidOf, parseCompact, readStrict, sha256, Unreadable } from '../verify-parts.ts';

const chainedSchema = z.object({
  alliance: z.string(),
  number: z.int().min(1),
  previous: z.string().exactOptional(),
  participants: z
    .array(
      z.object({
        code: z.string(),
        rootKey: z.string(),
        /** The first directory that this root key seals. */
        rootFrom: z.int().exactOptional(),
        /** The first log that it ends. */
        rootLog: z.int().exactOptional(),
        to: z.string().exactOptional(),
      }),
    )
    .max(200),
  decisionRule: z.object({ profile: z.string() }).exactOptional(),
});
type Chained = z.infer<typeof chainedSchema> & { digest: string };

/** What a chain of profiles leads to: the alliance as its current profile says, and whose root key sealed what. */
export type Chain = {
  steps: Step[];
  alliance: Context['alliance'] | null;
  /** Gives documents the root key that seals the directory of its number. */
  underRoot: (documents: ReadDocuments) => ReadDocuments;
};

/**
 * Follows the profiles from the anchor to the current one (design 5): the first is the one that the anchor is the digest
 * of; each next one names the digest of the one before and is endorsed by enough of the root keys *of the one before*.
 */
export async function verifyChain(anchor: string, documents: readonly ProfileDocument[]): Promise<Chain> {
  const profiles: Chained[] = [];
  let unreadable = '';
  try {
    for (const { source } of documents) profiles.push(await readChained(source));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    unreadable = `profile ${profiles.length + 1}: ${error.message}`;
  }
  const [first] = profiles;
  const last = profiles.at(-1);
  return {
    steps: [
      await step('anchor', () => (first ? checkAnchor(anchor, first) : fail('', unreadable))),
      await step('endorsements', () => (unreadable === '' ? checkAll(profiles, documents) : fail('', unreadable))),
    ],
    alliance:
      first && last && unreadable === ''
        ? { id: `${first.alliance}#${first.digest}`, profile: last.number, digest: last.digest }
        : null,
    underRoot: (read) => withRoot(read, profiles),
  };
}

async function readChained(source: string): Promise<Chained> {
  const bytes = bytesOf(source);
  return { ...readStrict(chainedSchema, bytes, 'profile'), digest: await sha256(bytes) };
}

/** A whole alliance id may be given as well; then its name counts too. */
function checkAnchor(anchor: string, first: Chained): Finding {
  const expected = anchor.includes('#') ? anchor : `${first.alliance}#${anchor}`;
  const id = `${first.alliance}#${first.digest}`;
  if (id !== expected) return fail(id, `the anchor is ${anchor}`);
  if (first.number !== 1) return fail(id, `the first profile in the file is number ${first.number}`);
  return pass(id, 'the first profile is the one that the anchor names');
}

async function checkAll(profiles: readonly Chained[], documents: readonly ProfileDocument[]): Promise<Finding> {
  const found: string[] = [];
  for (const [i, profile] of profiles.entries()) {
    const before = profiles[i - 1];
    const fault = before ? faultAfter(before, profile) : '';
    const where = `profile ${profile.number}`;
    if (fault !== '') return fail(where, fault);
    if (!before && profile.previous !== undefined) return fail(where, 'the first profile names a predecessor');
    const by = await endorsersOf(documents[i]?.endorsements ?? [], profile, before ?? profile);
    const electors = before ? electorateOf(before) : profile.participants;
    const count = electors.filter(({ code }) => by.has(code)).length;
    const said = `${count} of ${electors.length}`;
    if (!isEndorsed(electors, count, by, profile, before))
      return fail(where, `endorsed by ${said}, which is not enough`);
    found.push(`${profile.number}: ${said}`);
  }
  return pass(`profile ${profiles.at(-1)?.number ?? 0}`, `endorsed by root keys: ${found.join('; ')}`);
}

/** What keeps a profile from following another; the same rules by which a node takes one on. */
function faultAfter(before: Chained, next: Chained): string {
  if (next.alliance !== before.alliance) return `the alliance is ${before.alliance}`;
  if (next.number !== before.number + 1) return `it follows number ${before.number}`;
  if (next.previous !== before.digest) return `it does not name the digest of its predecessor, ${before.digest}`;
  for (const one of before.participants) {
    const after = next.participants.find(({ code }) => code === one.code);
    if (!after) return `it leaves out ${one.code}; a membership ends with a date`;
    const follows =
      one.rootKey === after.rootKey
        ? one.rootFrom === after.rootFrom && one.rootLog === after.rootLog
        : (after.rootFrom ?? 0) > (one.rootFrom ?? 1);
    if (!follows) return `it changes the root key of ${one.code} without saying from which directory on`;
  }
  return '';
}

const electorateOf = ({ participants }: Chained): Chained['participants'] =>
  participants.filter(({ to }) => to === undefined);

/** More than half, or the stricter rule of the profile before; where all must agree, all but those whose root is replaced. */
function isEndorsed(
  electors: Chained['participants'],
  count: number,
  by: ReadonlySet<string>,
  profile: Chained,
  before: Chained | undefined,
): boolean {
  const rule = before?.decisionRule?.profile;
  if (rule === 'all') {
    const isReplaced = ({ code, rootKey }: Chained['participants'][number]): boolean =>
      profile.participants.find((p) => p.code === code)?.rootKey !== rootKey;
    return count > 0 && electors.every((one) => by.has(one.code) || isReplaced(one));
  }
  return count * 2 > electors.length && (rule !== 'two-thirds' || count * 3 >= electors.length * 2);
}

/** Every endorsement in the file has to hold: one that does not is a sign that the file was changed. */
async function endorsersOf(list: readonly string[], profile: Chained, voters: Chained): Promise<Set<string>> {
  const roots = new Map<string, { code: string; rootKey: string }>();
  for (const voter of voters.participants) roots.set(await kidOf(voter.code, voter.rootKey), voter);
  const endorsed = new Set<string>();
  for (const jws of list) {
    const compact = parseCompact(jws);
    const { alg, kid, typ } = compact.header;
    const root = roots.get(String(kid));
    if (alg !== 'Ed25519' || typ !== 'tamga-endorsement+jws' || Object.keys(compact.header).length !== 3)
      throw new Unreadable(`an endorsement of profile ${profile.number} has another header`);
    if (!root) throw new Unreadable(`an endorsement of profile ${profile.number} is by ${String(kid)}, no root key`);
    const { alliance, number, digest } = profile;
    if (new TextDecoder().decode(compact.payload) !== JSON.stringify({ alliance, number, digest }))
      throw new Unreadable(`${String(kid)} endorsed another document than profile ${profile.number}`);
    if (!(await holds(root.rootKey, compact))) throw new Unreadable(`the endorsement by ${String(kid)} does not hold`);
    endorsed.add(root.code);
  }
  return endorsed;
}

/** A directory older than a new root key is sealed by the root key of a profile before. */
function withRoot(read: ReadDocuments, profiles: readonly Chained[]): ReadDocuments {
  if (!read.directory || !read.profile) return read;
  const { participant, number } = read.directory.facts;
  const root = profiles
    .map(({ participants }) => participants.find(({ code }) => code === participant))
    .findLast((one) => one !== undefined && (one.rootFrom ?? 1) <= number);
  const participants = read.profile.participants.map((one) =>
    one.code === participant && root ? { ...one, rootKey: root.rootKey } : one,
  );
  return { ...read, profile: { ...read.profile, participants } };
}
