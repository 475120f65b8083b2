import { parseStrictJson } from '@tamga/json';
import { fromBase64url, toBase64url } from '../bytes.ts';
import { TamgaError } from '../errors.ts';
import type { SigningKey } from './ed25519.ts';

/** A JWS in compact form (RFC 7515 §7.1) taken apart; nothing is verified yet. */
export type CompactJws = {
  header: Record<string, unknown>;
  payload: Buffer;
  signingInput: Buffer;
  signature: Buffer;
};

/** Room for four approvals by RSA keys. */
const maxHeaderBytes = 16 * 1024;

/** Splits a JWS; each part must be canonical base64url, the header strict I-JSON. */
export function parseCompact(jws: string, maxPayloadBytes: number): CompactJws {
  const [header, payload, signature, ...rest] = jws.split('.');
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0)
    throw new TamgaError('encoding', 'a compact JWS has three parts');
  if (payload.length > Math.ceil((maxPayloadBytes * 4) / 3))
    throw new TamgaError('too-large', 'the JWS payload is too large');
  if (header.length > maxHeaderBytes) throw new TamgaError('too-large', 'the JWS header is too large');
  const parsed = parseStrictJson(fromBase64url(header, 'JWS header'), {
    maxBytes: maxHeaderBytes,
    maxDepth: 8,
    maxValues: 1_000,
  });
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new TamgaError('encoding', 'the JWS header is not an object');
  return {
    header: parsed as Record<string, unknown>,
    payload: fromBase64url(payload, 'JWS payload'),
    signingInput: Buffer.from(`${header}.${payload}`, 'ascii'),
    signature: fromBase64url(signature, 'JWS signature', 64),
  };
}

/** Signs payload bytes; the header's members are exactly alg, kid and typ, and what is given besides. */
export function signCompact(typ: string, kid: string, payload: Uint8Array, key: SigningKey): string {
  const input = signingInputOf(typ, kid, payload);
  return `${input}.${toBase64url(key.sign(Buffer.from(input, 'ascii')))}`;
}

/** The same on the thread pool. */
export async function signCompactAsync(
  typ: string,
  kid: string,
  payload: Uint8Array,
  key: SigningKey,
  besides: Record<string, unknown> = {},
): Promise<string> {
  const input = signingInputOf(typ, kid, payload, besides);
  return `${input}.${toBase64url(await key.signAsync(Buffer.from(input, 'ascii')))}`;
}

const signingInputOf = (typ: string, kid: string, payload: Uint8Array, besides: Record<string, unknown> = {}): string =>
  `${toBase64url(Buffer.from(JSON.stringify({ alg: 'Ed25519', kid, typ, ...besides })))}.${toBase64url(payload)}`;

/** The header must say this and nothing else: an unread member could change what a reader takes the seal to mean. */
export function headerKid(header: Record<string, unknown>, typ: string): string {
  const members = Object.keys(header);
  if (members.length !== 3 || header.alg !== 'Ed25519' || header.typ !== typ || typeof header.kid !== 'string')
    throw new TamgaError('encoding', `the JWS header is not exactly alg Ed25519, kid, typ ${typ}`);
  return header.kid;
}
