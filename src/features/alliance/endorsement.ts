import { parseStrictJson } from '@tamga/json';
import { TamgaError } from '#platform/errors.ts';
import { readPublicKey, verifySync } from '#platform/keys/ed25519.ts';
import type { SigningKey } from '#platform/keys/ed25519.ts';
import { headerKid, parseCompact, signCompact } from '#platform/keys/jws.ts';
import { digestOf, kidOf } from './directory.ts';
import { profileSchema } from './profile.ts';
import type { Profile } from './profile.ts';

const endorsementType = 'tamga-endorsement+jws';
const maxProfileBytes = 4 * 1024 * 1024;

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

/** The profile counts when more than half of its participants' root keys endorsed exactly these bytes (design 5). */
export function openProfile(source: string, endorsements: readonly string[]): Profile {
  const profile = readProfile(source);
  const endorsed = new Set(endorsements.map((jws) => openEndorsement(jws, profile, digestOf(source))));
  if (endorsed.size * 2 <= profile.participants.length)
    throw new TamgaError(
      'keys',
      `profile ${profile.number} has ${endorsed.size} endorsements of ${profile.participants.length}: more than half are needed`,
    );
  return profile;
}

function openEndorsement(jws: string, profile: Profile, digest: string): string {
  const compact = parseCompact(jws, 1024);
  const kid = headerKid(compact.header, endorsementType);
  const participant = profile.participants.find((p) => kidOf(p.code, p.rootKey) === kid);
  if (!participant)
    throw new TamgaError('keys', `endorsement by ${kid}, which is no root key of profile ${profile.number}`);
  if (!verifySync(readPublicKey(participant.rootKey), compact.signingInput, compact.signature))
    throw new TamgaError('keys', `the endorsement of ${participant.code} does not hold`);
  const expected = JSON.stringify({ alliance: profile.alliance, number: profile.number, digest });
  if (compact.payload.toString() !== expected)
    throw new TamgaError('keys', `${participant.code} endorsed another document`);
  return participant.code;
}
