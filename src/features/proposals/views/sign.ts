import { startAuthentication } from '@simplewebauthn/browser';
import { assertAsDemo } from './api.ts';
import type { Assertion, Passkey, Refusal } from './api.ts';

/** By what an officer signs here: passkeys that this page's address may ask, a demonstration's program, or nothing that can be had. */
export type Means =
  | { by: 'passkey'; rpId: string; credentials: readonly string[] }
  | { by: 'program' }
  | { by: 'elsewhere'; rpId: string }
  | { by: 'nothing'; why: Refusal | null };

/** What does not count for the record is not asked. A page asks only for passkeys of its own host, or of a domain above it (WebAuthn §5.1.2). */
export function meansOf(passkeys: readonly Passkey[], host: string): Means {
  const counting = passkeys.filter(({ notNow }) => notNow === null);
  const own = counting.filter(({ isSoftware }) => !isSoftware);
  const rpId = own.find((one) => host === one.rpId || host.endsWith(`.${one.rpId}`))?.rpId;
  if (rpId !== undefined)
    return { by: 'passkey', rpId, credentials: own.filter((o) => o.rpId === rpId).map((o) => o.credential) };
  if (own.length < counting.length) return { by: 'program' };
  if (own[0]) return { by: 'elsewhere', rpId: own[0].rpId };
  return { by: 'nothing', why: passkeys.find(({ notNow }) => notNow !== null)?.notNow ?? null };
}

/** Why none of the officer's passkeys would count for the record. */
export const refusalOf = (means: Means): Refusal | null => (means.by === 'nothing' ? means.why : null);

const patienceMs = 5 * 60_000;

/** Has these 32 bytes signed: `digest` is base64url. Errors: what the browser says when its owner declines. */
export async function signDigest(means: Means, digest: string): Promise<Assertion> {
  if (means.by === 'program') return assertAsDemo(digest);
  if (means.by !== 'passkey') throw new Error('There is no passkey here to sign with.');
  const { id, response } = await startAuthentication({
    optionsJSON: {
      challenge: digest,
      rpId: means.rpId,
      allowCredentials: means.credentials.map((credential) => ({ id: credential, type: 'public-key' as const })),
      userVerification: 'required',
      timeout: patienceMs,
    },
  });
  const { authenticatorData, clientDataJSON: clientData, signature } = response;
  return { credential: id, authenticatorData, clientData, signature };
}
