import {
  LogError,
  createVerifier,
  hashLeaf,
  KeyType,
  keyIdOf,
  openCheckpoint,
  parseNote,
  verifyInclusion,
  decodeBase64,
} from '@tamga/log';
import type { Verifier } from '@tamga/log';
import { readApprovals } from './verify/approvals.ts';
import {
  agrees,
  bytesOf,
  fitsRange,
  hmacSha256,
  kidOf,
  parseCompact,
  readDirectory,
  readEnvelope,
  readProfile,
  sha256,
  fromBase64url,
  Unreadable,
} from './verify-parts.ts';
import type { Compact, DirectoryFacts, EnvelopeFacts, ProfileFacts } from './verify-parts.ts';

/** All that is needed to prove one record to anybody, as `GET /api/records/<ref>/proof` gives it. */
export type Proof = {
  jws: string;
  digest: string;
  /** null when destroyed, or withheld from the reader's role. */
  body: string | null;
  bodyKey: string | null;
  /** The author's participant's directory, a JWS. */
  directory: string;
  /** The profile's exact text. */
  profile: string;
  /** Leaf in the log of the author's participant. */
  index: number;
  proof: readonly string[];
  /** A signed note. */
  checkpoint: string;
  /** What makes it proof to third parties; not looked at by `verifyRecord` but by `verifyWitnesses`. */
  witnessed?: { checkpoint: string; consistency: readonly string[]; directories: readonly string[] } | null;
};

/** What the reader trusts and what the reader was shown; the proof has to be about exactly that. */
export type Context = {
  alliance: { id: string; profile: number; digest: string };
  /** `facts` are the members of the envelope as they were shown. */
  record: { ref: string; digest: string; body: string | null; facts: Record<string, unknown> };
};

/** The first five are about a file as a whole, the others about one record. */
export type StepName =
  | 'file'
  | 'anchor'
  | 'endorsements'
  | 'page'
  | 'ferry'
  | 'digest'
  | 'header'
  | 'seal'
  | 'approvals'
  | 'directory'
  | 'profile'
  | 'body'
  | 'log'
  | 'blob'
  | 'witnesses';

/** `unchecked`: not wrong, but nothing was proved. `value` is what was compared or found. */
export type Step = { name: StepName; outcome: 'pass' | 'fail' | 'unchecked'; value: string; why: string };

export type Finding = Omit<Step, 'name'>;
/** Directory and profile, read once for all records that they prove. Null: they cannot be read. */
export type ReadDocuments = {
  directory: { compact: Compact; facts: DirectoryFacts } | null;
  profile: ProfileFacts | null;
};
type Parts = ReadDocuments & { compact: Compact | null; envelope: EnvelopeFacts | null };

export const pass = (value: string, why = ''): Finding => ({ outcome: 'pass', value, why });
export const fail = (value: string, why: string): Finding => ({ outcome: 'fail', value, why });
export const unchecked = (why: string): Finding => ({ outcome: 'unchecked', value: '', why });

/**
 * Checks a record as a third party would, from the alliance id down: profile, directory, seal, content, log. Every step
 * checks one link of the chain and is given even when another failed, so that a reader sees which link broke; the record
 * is proved when none failed. Uses WebCrypto, and throws only where there is none.
 */
export async function verifyRecord(
  proof: Proof,
  context: Context,
  documents: ReadDocuments = readDocuments(proof),
): Promise<Step[]> {
  const compact = orNull(() => parseCompact(proof.jws));
  const envelope = compact && orNull(() => readEnvelope(compact.payload));
  const parts: Parts = { ...documents, compact, envelope };
  return [
    await step('digest', () => checkDigest(proof, context)),
    await step('header', () => checkHeader(proof)),
    await step('seal', () => checkSeal(proof, context, parts)),
    ...(compact?.header['approvals'] === undefined ? [] : [await step('approvals', () => checkApprovals(compact))]),
    await step('directory', () => checkDirectory(parts, context)),
    await step('profile', () => checkProfile(proof, context, parts)),
    await step('body', () => checkBody(proof, context, parts)),
    await step('log', () => checkLog(proof, context, parts)),
  ];
}

export function readDocuments({ directory, profile }: Pick<Proof, 'directory' | 'profile'>): ReadDocuments {
  const compact = orNull(() => parseCompact(directory));
  const facts = compact && orNull(() => readDirectory(compact.payload));
  return { directory: compact && facts && { compact, facts }, profile: orNull(() => readProfile(profile)) };
}

/** The digest of a record is SHA-256 over its JWS, everywhere (design 4). */
async function checkDigest(proof: Proof, { record }: Context): Promise<Finding> {
  const computed = await sha256(bytesOf(proof.jws));
  if (computed !== proof.digest) return fail(computed, `the sealed bytes have another digest than ${proof.digest}`);
  if (computed !== record.digest)
    return fail(computed, `this proof is of another record than the one shown, ${record.digest}`);
  return pass(computed);
}

/** RFC 7515 §7.1. A member that one reader ignores and another obeys would give one seal two meanings. */
function checkHeader(proof: Proof): Finding {
  const { approvals: _, ...header } = parseCompact(proof.jws).header;
  const value = JSON.stringify(header);
  const { alg, kid, typ } = header;
  const isExact =
    alg === 'Ed25519' && typ === 'tamga+jws' && typeof kid === 'string' && Object.keys(header).length === 3;
  if (isExact) return pass(value);
  return fail(
    value,
    'the header has to be exactly alg Ed25519, kid and typ tamga+jws, and approvals where there are any',
  );
}

async function checkApprovals(compact: Compact): Promise<Finding> {
  const { officers, appointments, fault } = await readApprovals(compact);
  if (fault !== null) return fail(officers, fault);
  return pass(
    officers,
    `their passkeys signed these bytes; that they are theirs is for the record ${appointments} to prove`,
  );
}

async function checkSeal(proof: Proof, { alliance, record }: Context, parts: Parts): Promise<Finding> {
  const { compact, envelope, directory } = parts;
  if (!compact) return fail('', 'the sealed bytes cannot be read');
  if (!directory) return unchecked('the key is in the directory, which cannot be read');
  const kid = String(compact.header.kid);
  const key = directory.facts.keys.find((known) => known.kid === kid);
  if (!key) return fail(kid, `the directory of ${directory.facts.participant} names no such key`);
  if (key.use !== 'record' || key.alg !== 'Ed25519') return fail(kid, `this is a key for ${key.use}, not for records`);
  if ((await kidOf(directory.facts.participant, key.publicKey)) !== kid)
    return fail(kid, 'the key is not named after its own bytes');
  if (!(await holds(key.publicKey, compact))) return fail(kid, 'the signature does not fit these bytes');
  if (!envelope) return fail(kid, 'what was sealed is no envelope');
  if (envelope.alliance !== alliance.id) return fail(kid, `sealed for another alliance, ${envelope.alliance}`);
  if (envelope.ref !== record.ref) return fail(kid, `sealed as another record, ${envelope.ref}`);
  if (!envelope.ref.startsWith(`${directory.facts.participant}/`))
    return fail(kid, `the ref is not of ${directory.facts.participant}`);
  if (envelope.author !== key.authority)
    return fail(kid, `the key is of ${String(key.authority)}, the author is ${envelope.author}`);
  if ((envelope.realm === 'live') !== (key.realm === 'live'))
    return fail(kid, `a key of realm ${key.realm} sealed ${envelope.realm}`);
  const untrue = Object.entries(record.facts).find(([name, value]) => !agrees(value, envelope[name]));
  if (untrue) return fail(kid, `the ${untrue[0]} that is shown is not the one that was sealed`);
  const position = { log: logNumberOf(proof.checkpoint), index: proof.index };
  if (!fitsRange(key, position)) return fail(kid, `the key is not valid at leaf ${proof.index}`);
  if (directory.facts.disowned.some((range) => range.kid === kid && fitsRange(range, position)))
    return fail(kid, 'its participant has disowned what this key sealed at this place of the log');
  return pass(kid, `sealed by ${envelope.author}`);
}

/** The directory is sealed by the root key that the profile names for the participant. */
export async function checkDirectory(
  { directory, envelope, profile }: ReadDocuments & Pick<Parts, 'envelope'>,
  { alliance }: Pick<Context, 'alliance'>,
): Promise<Finding> {
  if (!directory) return fail('', 'the directory cannot be read');
  if (!profile) return unchecked('the root key is in the profile, which cannot be read');
  const { compact, facts } = directory;
  const root = profile.participants.find(({ code }) => code === facts.participant)?.rootKey;
  if (!root) return fail(facts.participant, 'the profile has no such participant');
  const { alg, kid, typ } = compact.header;
  const rootKid = await kidOf(facts.participant, root);
  if (alg !== 'Ed25519' || typ !== 'tamga-directory+jws' || Object.keys(compact.header).length !== 3)
    return fail(
      JSON.stringify(compact.header),
      'the header has to be exactly alg Ed25519, kid and typ tamga-directory+jws',
    );
  if (kid !== rootKid) return fail(String(kid), `not the root key that the profile names, ${rootKid}`);
  if (!(await holds(root, compact))) return fail(rootKid, 'the root key’s signature does not fit the directory');
  if (facts.alliance !== alliance.id) return fail(rootKid, `the directory is of another alliance, ${facts.alliance}`);
  if (envelope && !envelope.author.startsWith(`${facts.participant}/`))
    return fail(rootKid, `the directory is of ${facts.participant}, the author is ${envelope.author}`);
  return pass(rootKid, `directory number ${facts.number} of ${facts.participant}`);
}

/** The alliance id names the first profile by its digest; a later one is compared with the one this node took on. */
async function checkProfile(proof: Proof, { alliance }: Context, { profile }: Parts): Promise<Finding> {
  const digest = await sha256(bytesOf(proof.profile));
  if (!profile) return fail(digest, 'the profile cannot be read');
  if (profile.number === 1) {
    const id = `${profile.alliance}#${digest}`;
    return id === alliance.id
      ? pass(digest, 'the first profile, which the alliance id names')
      : fail(id, `the alliance is ${alliance.id}`);
  }
  if (digest !== alliance.digest)
    return fail(digest, `profile ${alliance.profile} of the alliance has the digest ${alliance.digest}`);
  return pass(digest, `profile ${profile.number}, the one that the reader holds`);
}

/** The envelope holds HMAC-SHA-256 of the body under a random key, so a short body cannot be guessed from it. */
async function checkBody(proof: Proof, { record }: Context, { envelope }: Parts): Promise<Finding> {
  if (proof.body === null || proof.bodyKey === null)
    return unchecked('there is no content to check; the seal holds without it');
  if (!envelope) return unchecked('the expected value is in the envelope, which cannot be read');
  const computed = await hmacSha256(fromBase64url(proof.bodyKey), bytesOf(proof.body));
  if (computed !== envelope.bodyHash)
    return fail(computed, `the envelope was sealed over content with ${envelope.bodyHash}`);
  if (record.body !== null && record.body !== proof.body)
    return fail(computed, 'the content shown is not the content that was sealed');
  return pass(computed);
}

/** RFC 9162 §2.1.3.2, under a checkpoint that the participant's log key signed (C2SP tlog-checkpoint). */
async function checkLog(proof: Proof, { alliance }: Context, { directory }: Parts): Promise<Finding> {
  if (!directory) return unchecked('the log’s key is in the directory, which cannot be read');
  const opened = await openLogCheckpoint(proof.checkpoint, alliance.id, directory.facts);
  if ('outcome' in opened) return opened;
  const { origin, size, root } = opened;
  verifyInclusion({
    index: proof.index,
    size,
    root,
    leafHash: hashLeaf(fromBase64url(proof.digest)),
    proof: proof.proof.map(decodeBase64),
  });
  return pass(origin, `leaf ${proof.index} of ${size}`);
}

/** Opens a checkpoint under whichever log key of the participant signed it; a finding says why it cannot be. */
export async function openLogCheckpoint(
  note: string,
  allianceId: string,
  { participant, keys }: DirectoryFacts,
  witnesses: readonly Verifier[] = [],
): Promise<Finding | { origin: string; size: number; root: Uint8Array; cosigners: string[] }> {
  const { text, signatures } = parseNote(note);
  const origin = text.split('\n', 1)[0] ?? '';
  const stem = `${allianceId}/${participant}/log/`;
  if (!origin.startsWith(stem) || !/^[1-9][0-9]*$/.test(origin.slice(stem.length)))
    return fail(origin, `not a log of ${participant} in this alliance`);
  const verifier = keys
    .filter((key) => key.use === 'log' && key.alg === 'Ed25519')
    .map((key) => verifierOf(origin, key.publicKey))
    .find((known) => signatures.some(({ name, keyId }) => name === known.name && keyId === known.keyId));
  if (!verifier) return fail(origin, `no log key of ${participant} signed the checkpoint`);
  const { size, root, verified } = await openCheckpoint(note, origin, verifier, witnesses);
  const cosigners = verified.flatMap((line) => (line.timestampSeconds === undefined ? [] : [line.name]));
  return { origin, size, root, cosigners };
}

const logNumberOf = (checkpoint: string): number => Number(/^.*\/log\/([1-9][0-9]*)\n/.exec(checkpoint)?.[1] ?? 1);

function verifierOf(origin: string, publicKey: string) {
  const bytes = fromBase64url(publicKey);
  return createVerifier({
    name: origin,
    keyId: keyIdOf(origin, KeyType.ed25519, bytes),
    type: KeyType.ed25519,
    publicKey: bytes,
  });
}

/** The strict Ed25519 of the log package: canonical points and scalars, no key of small order (RFC 8032 §5.1.7). */
export async function holds(publicKey: string, { signingInput, signature }: Compact): Promise<boolean> {
  return verifierOf('seal', publicKey).verify(signingInput, signature);
}

export async function step(name: StepName, check: () => Promise<Finding> | Finding): Promise<Step> {
  try {
    return { name, ...(await check()) };
  } catch (error) {
    if (error instanceof LogError && error.code === 'unsupported-key') throw error;
    if (error instanceof LogError || error instanceof Unreadable) return { name, ...fail('', error.message) };
    throw error;
  }
}

/** A part that cannot be read fails at its own step; the steps that need it say so. */
export function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}
