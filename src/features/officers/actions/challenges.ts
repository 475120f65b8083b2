import { sha256 } from '#platform/bytes.ts';
import { TamgaError } from '#platform/errors.ts';
import type { OfficerDeps } from '../actions.ts';
import * as store from '../enrolment-store.ts';

const lifeMs = 5 * 60_000;

/**
 * Bytes for a passkey to sign, good for one answer to one question. They are the digest of a text that no record begins with: an
 * assertion that was given to sign in approves nothing, nor the other way round. `bound`: the invitation's token, or the page's origin.
 */
export async function newChallenge(
  { db, now, randomBytes }: OfficerDeps,
  purpose: store.Challenge['purpose'],
  bound: string,
): Promise<Buffer> {
  const preimage = Buffer.concat([Buffer.from(`tamga ${purpose}\n`), randomBytes(32)]);
  const challenge = sha256(preimage);
  const expiresAt = new Date(now().getTime() + lifeMs);
  await store.insertChallenge(db, { challenge, purpose, preimage, bound: sha256(bound) }, expiresAt, now());
  return challenge;
}

/** What the browser says was signed (WebAuthn §5.8.1). Errors: malformed. */
export function challengeIn(clientData: string): Buffer {
  const { challenge } = readClientData(clientData);
  return Buffer.from(challenge, 'base64url');
}

export function readClientData(clientData: string): { challenge: string; origin: string } {
  try {
    const { challenge, origin } = JSON.parse(Buffer.from(clientData, 'base64url').toString()) as Record<
      string,
      unknown
    >;
    if (typeof challenge === 'string' && typeof origin === 'string') return { challenge, origin };
  } catch {
    // said below
  }
  throw new TamgaError('malformed', 'clientData: no challenge and origin in it');
}
