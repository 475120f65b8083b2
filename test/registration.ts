import { createPublicKey } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import type { Registration } from '#features/officers/enrolment-model.ts';
import type { SoftwareAuthenticator } from '#features/officers/software-authenticator.ts';
import { sha256, toBase64url } from '#platform/bytes.ts';

type Change = {
  origin?: string;
  type?: string;
  flags?: number;
  aaguid?: string;
  /** The attestation statement and its format; by default there is none. */
  format?: string;
  statement?: Map<string, unknown>;
  /** A statement over the very bytes, by which a maker vouches for the authenticator. */
  attest?: (signed: Uint8Array) => Map<string, unknown>;
  counter?: number;
};

/** What `navigator.credentials.create` would give for this key (WebAuthn §6.5): the other half of what a software authenticator does. */
export function registrationOf(
  { passkey }: SoftwareAuthenticator,
  challenge: string,
  { origin = `http://${passkey.rpId}`, type = 'webauthn.create', flags = 0x45, ...change }: Change = {},
): Registration {
  const clientData = Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const aaguid = Buffer.from((change.aaguid ?? '00000000-0000-4000-8000-000000000001').replaceAll('-', ''), 'hex');
  const id = Buffer.from(passkey.id, 'base64url');
  const length = Buffer.from([id.length >> 8, id.length & 0xff]);
  const counter = Buffer.from([flags, 0, 0, 0, change.counter ?? 0]);
  const authData = Buffer.concat([sha256(passkey.rpId), counter, aaguid, length, id, coseOf(passkey.key)]);
  const attestation = new Map<string, unknown>([
    ['fmt', change.format ?? 'none'],
    ['attStmt', change.attest?.(Buffer.concat([authData, sha256(clientData)])) ?? change.statement ?? new Map()],
    ['authData', new Uint8Array(authData)],
  ]);
  return {
    credential: passkey.id,
    attestationObject: toBase64url(isoCBOR.encode(attestation as never)),
    clientData: toBase64url(clientData),
  };
}

/** A key of P-256 as authenticators give it (RFC 9053 §7.1). */
function coseOf(spki: string): Uint8Array {
  const key = createPublicKey({ key: Buffer.from(spki, 'base64url'), format: 'der', type: 'spki' });
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const cose = new Map<number, unknown>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
    [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
  ]);
  return isoCBOR.encode(cose as never);
}
