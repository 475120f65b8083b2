import { createPublicKey } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import { toBase64url } from '#platform/bytes.ts';
import { TamgaError } from '#platform/errors.ts';

/** Algorithms of passkeys that every recipient can check: EdDSA, ES256, RS256. */
export const algorithms = [-8, -7, -257];

/** A key as its authenticator gives it (COSE, RFC 9052 §7) as SubjectPublicKeyInfo: appointments know no other form. Errors: refused. */
export async function toSpki(coseKey: Uint8Array<ArrayBuffer>): Promise<string> {
  try {
    const key = createPublicKey({ key: await toJwk(coseKey), format: 'jwk' });
    return toBase64url(key.export({ type: 'spki', format: 'der' }));
  } catch (cause) {
    if (cause instanceof TamgaError) throw cause;
    throw new TamgaError('refused', 'the passkey’s key cannot be read', { cause, detail: { code: 'enrolment' } });
  }
}

async function toJwk(coseKey: Uint8Array<ArrayBuffer>): Promise<JsonWebKey> {
  const { cose, decodeCredentialPublicKey } = await import('@simplewebauthn/server/helpers'); // see enrol.ts
  const key = decodeCredentialPublicKey(coseKey);
  const text = (bytes: Uint8Array | undefined): string => toBase64url(bytes ?? new Uint8Array());
  if (cose.isCOSEPublicKeyEC2(key) && key.get(cose.COSEKEYS.crv) === cose.COSECRV.P256)
    return { kty: 'EC', crv: 'P-256', x: text(key.get(cose.COSEKEYS.x)), y: text(key.get(cose.COSEKEYS.y)) };
  if (cose.isCOSEPublicKeyOKP(key) && key.get(cose.COSEKEYS.crv) === cose.COSECRV.ED25519)
    return { kty: 'OKP', crv: 'Ed25519', x: text(key.get(cose.COSEKEYS.x)) };
  if (cose.isCOSEPublicKeyRSA(key))
    return { kty: 'RSA', n: text(key.get(cose.COSEKEYS.n)), e: text(key.get(cose.COSEKEYS.e)) };
  throw new TamgaError('refused', 'the passkey’s key is none of P-256, Ed25519 and RSA', {
    detail: { code: 'enrolment' },
  });
}
