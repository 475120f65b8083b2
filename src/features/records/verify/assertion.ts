import { JsonError, parseStrictJson } from '@tamga/json';
import { bytesOf, fromBase64url, sha256, Unreadable } from '../verify-parts.ts';
import type { Approval } from '#features/approvals/model.ts';

// A passkey's assertion, checked with WebCrypto alone: in a node, in a browser, by anybody (WebAuthn Level 3, §7.2).

type Bytes = Uint8Array<ArrayBuffer>;

/** Whether the officer's passkey signed these payload bytes: null, or why not. It says nothing of whose passkey it is. */
export async function faultOfAssertion(approval: Approval, payload: Bytes): Promise<string | null> {
  try {
    const clientData = fromBase64url(approval.clientData);
    const authenticatorData = fromBase64url(approval.authenticatorData);
    return (
      faultOfClientData(clientData, approval.rpId, await sha256(payload)) ??
      (await faultOfAuthenticatorData(authenticatorData, approval.rpId)) ??
      (await faultOfSignature(approval, authenticatorData, clientData))
    );
  } catch (error) {
    if (error instanceof Unreadable || error instanceof JsonError) return error.message;
    if (error instanceof DOMException) return 'the key or the signature cannot be read';
    throw error;
  }
}

/** §7.2, steps 11 to 15: made for this, over this challenge, at a page of the relying party. */
function faultOfClientData(bytes: Bytes, rpId: string, challenge: string): string | null {
  const value = parseStrictJson(bytes, { maxBytes: 1_024, maxDepth: 4, maxValues: 50 }) as Record<string, unknown>;
  if (value?.type !== 'webauthn.get') return 'this is no assertion';
  if (value.challenge !== challenge) return 'the passkey signed other bytes';
  if (value.crossOrigin === true) return 'it was signed inside another site’s page';
  const origin = typeof value.origin === 'string' ? URL.parse(value.origin) : null;
  if (!origin || origin.origin !== value.origin) return 'the origin cannot be read';
  const isSecure = origin.protocol === 'https:' || (origin.protocol === 'http:' && isLocal(origin.hostname));
  if (!isSecure) return `signed at ${origin.origin}, which is not secure`;
  if (origin.hostname !== rpId && !origin.hostname.endsWith(`.${rpId}`))
    return `signed at ${origin.hostname}, which is not ${rpId}`;
  return null;
}

const isLocal = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost');

const [userPresent, userVerified] = [0x01, 0x04];

/** §6.1; §7.2, steps 16 to 18: of this relying party, with a person who was present and verified. */
async function faultOfAuthenticatorData(bytes: Bytes, rpId: string): Promise<string | null> {
  if (bytes.length < 37) return 'the authenticator data are too short';
  const expected = fromBase64url(await sha256(bytesOf(rpId)));
  if (!expected.every((byte, i) => bytes[i] === byte)) return `the authenticator signed for another site than ${rpId}`;
  const flags = bytes[32] ?? 0;
  if (!(flags & userPresent) || !(flags & userVerified)) return 'the authenticator did not verify the person';
  return null;
}

/** §7.2, steps 19 and 20. */
async function faultOfSignature(
  approval: Approval,
  authenticatorData: Bytes,
  clientData: Bytes,
): Promise<string | null> {
  const clientDataHash = fromBase64url(await sha256(clientData));
  const signed = new Uint8Array([...authenticatorData, ...clientDataHash]);
  const key = await importKey(fromBase64url(approval.key));
  if (!key) return 'the key is none of P-256, Ed25519 and RSA';
  const signature = fromBase64url(approval.signature);
  const raw = key.algorithm.name === 'ECDSA' ? toRawSignature(signature) : signature;
  const holds = await crypto.subtle.verify(verifying(key.algorithm.name), key, raw, signed);
  return holds ? null : 'the signature does not fit';
}

const verifying = (name: string) => (name === 'ECDSA' ? { name, hash: 'SHA-256' } : { name });

const kinds = [
  // RFC 5480 §2.1.1, the curve secp256r1; RFC 8410 §4; RFC 8017 A.1
  { prefix: '3059301306072a8648ce3d020106082a8648ce3d030107', algorithm: { name: 'ECDSA', namedCurve: 'P-256' } },
  { prefix: '302a300506032b6570', algorithm: { name: 'Ed25519' } },
  { prefix: '308', algorithm: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } },
];

/**
 * SubjectPublicKeyInfo of the three kinds of key that authenticators use (COSE -7, -8 and -257), written as any program writes it: keys are
 * compared as text, and one that can be spelt in two ways (bytes after its end are read by nobody) would be two persons'.
 */
async function importKey(spki: Bytes) {
  const kind = kinds.find(({ prefix }) => toHex(spki.subarray(0, 24)).startsWith(prefix));
  if (!kind) return null;
  const key = await crypto.subtle.importKey('spki', spki, kind.algorithm, true, ['verify']);
  return toHex(new Uint8Array(await crypto.subtle.exportKey('spki', key))) === toHex(spki) ? key : null;
}

const toHex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** ECDSA signatures come as DER (SEC 1 C.8) and are checked as two numbers of 32 bytes. Errors: Unreadable. */
function toRawSignature(der: Bytes): Bytes {
  const numbers: Bytes[] = [];
  let at = 2;
  if (der[0] !== 0x30 || der[1] !== der.length - 2) throw new Unreadable('the signature is no sequence');
  while (at < der.length) {
    const length = der[at + 1] ?? 0;
    const number = der.slice(at + 2, at + 2 + length);
    if (der[at] !== 0x02 || number.length !== length || length === 0)
      throw new Unreadable('the signature holds no number');
    numbers.push(toFixed(number));
    at += 2 + length;
  }
  if (numbers.length !== 2) throw new Unreadable('the signature has to hold two numbers');
  return new Uint8Array([...numbers[0]!, ...numbers[1]!]);
}

function toFixed(number: Bytes): Bytes {
  const digits = number[0] === 0 ? number.subarray(1) : number;
  if (digits.length > 32) throw new Unreadable('a number of the signature is too large');
  const fixed = new Uint8Array(32);
  fixed.set(digits, 32 - digits.length);
  return fixed;
}
