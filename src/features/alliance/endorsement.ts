import { parseStrictJson } from '@tamga/json';
import { TamgaError } from '#platform/errors.ts';
import { readPublicKey, verifySync } from '#platform/keys/ed25519.ts';
import type { SigningKey } from '#platform/keys/ed25519.ts';
import { headerKid, parseCompact, signCompact } from '#platform/keys/jws.ts';
import { judgeProfileChange } from './change-rules.ts';
import { digestOf, kidOf } from './directory.ts';
import type { HeldProfile, Participant, ProfileText } from './model.ts';
import { profileSchema } from './profile.ts';
import type { Profile } from './profile.ts';

const endorsementType = 'tamga-endorsement+jws';
export const maxProfileBytes = 4 * 1024 * 1024;
const maxEndorsements = 400;

/** A participant's root key says: this is the profile with this number. Payload `{alliance, number, digest}`. */
export function endorseProfile(source: string, participant: string, root: SigningKey): string {
  const { alliance, number } = readProfile(source);
  const payload = Buffer.from(JSON.stringify({ alliance, number, digest: digestOf(source) }));
  return signCompact(endorsementType, kidOf(participant, root.publicKey), payload, root);
}

export function readProfile(source: string): Profile {
  return profileSchema.parse(
    parseStrictJson(Buffer.from(source), { maxBytes: maxProfileBytes, maxDepth: 16, maxValues: 100_000 }),
  );
}

/** The first profile counts when more than half of its own participants' root keys endorsed exactly these bytes (design 5). */
export function openFirstProfile({ source, endorsements }: ProfileText): HeldProfile {
  const profile = readProfile(source);
  const digest = digestOf(source);
  const { by, valid } = countEndorsements(endorsements, profile.participants, profile, digest, true);
  if (by.size * 2 <= profile.participants.length)
    throw new TamgaError(
      'keys',
      `profile ${profile.number} has ${by.size} endorsements of ${profile.participants.length}: more than half are needed`,
    );
  return { profile, source, digest, endorsements: valid };
}

/** Profile n+1 counts when it follows n and enough of n's root keys endorsed it. Errors: keys with the rule's code, malformed. */
export function openNextProfile(previous: HeldProfile, { source, endorsements }: ProfileText): HeldProfile {
  const profile = readProfile(source);
  const digest = digestOf(source);
  // What does not count is left out, not fatal: whoever passes a document on must not be able to spoil it.
  const { by, valid } = countEndorsements(endorsements, previous.profile.participants, profile, digest, false);
  const verdict = judgeProfileChange(previous, profile, by);
  if (!verdict.ok) throw new TamgaError('keys', verdict.why, { detail: { code: verdict.code } });
  return { profile, source, digest, endorsements: valid };
}

function countEndorsements(
  endorsements: readonly string[],
  voters: readonly Participant[],
  profile: Profile,
  digest: string,
  strict: boolean,
): { by: Set<string>; valid: string[] } {
  if (endorsements.length > maxEndorsements) throw new TamgaError('too-large', 'too many endorsements');
  const by = new Map<string, string>();
  for (const jws of endorsements) {
    try {
      const code = openEndorsement(jws, voters, profile, digest);
      if (!by.has(code)) by.set(code, jws);
    } catch (error) {
      if (strict || !(error instanceof Error)) throw error;
    }
  }
  return { by: new Set(by.keys()), valid: [...by.values()] };
}

/** Whose root key made an endorsement that was verified before. */
export const endorserOf = (jws: string): string =>
  headerKid(parseCompact(jws, 1024).header, endorsementType).split('/', 1)[0] ?? '';

/** Who endorsed. Errors: keys, encoding. */
export function openEndorsement(
  jws: string,
  voters: readonly Participant[],
  { alliance, number }: Pick<Profile, 'alliance' | 'number'>,
  digest: string,
): string {
  const compact = parseCompact(jws, 1024);
  const kid = headerKid(compact.header, endorsementType);
  const participant = voters.find((p) => kidOf(p.code, p.rootKey) === kid);
  if (!participant)
    throw new TamgaError('keys', `endorsement by ${kid}, which is no root key that decides on profile ${number}`);
  if (!verifySync(readPublicKey(participant.rootKey), compact.signingInput, compact.signature))
    throw new TamgaError('keys', `the endorsement of ${participant.code} does not hold`);
  if (compact.payload.toString() !== JSON.stringify({ alliance, number, digest }))
    throw new TamgaError('keys', `${participant.code} endorsed another document`);
  return participant.code;
}
