import { JsonError, parseStrictJson } from '@tamga/json';
import { decodeBase64, LogError } from '@tamga/log';
import { z } from 'zod';

/** Something that was to be checked is not even well formed. */
export class Unreadable extends Error {}

/** A JWS in compact form (RFC 7515 §7.1), taken apart but not verified. */
export type Compact = {
  header: Record<string, unknown>;
  payload: Uint8Array;
  signingInput: Uint8Array;
  signature: Uint8Array;
};

const position = z.object({ log: z.int(), index: z.int() });
const range = { kid: z.string(), from: position, to: position.exactOptional() };

/** Only what a check needs is judged; the rest is the node's business, which reads these documents whole. */
const envelopeSchema = z.looseObject({
  ref: z.string(),
  alliance: z.string(),
  realm: z.string(),
  author: z.string(),
  bodyHash: z.string(),
});
const directorySchema = z.object({
  alliance: z.string(),
  participant: z.string(),
  number: z.int(),
  keys: z.array(
    z.object({
      ...range,
      use: z.string(),
      alg: z.string(),
      publicKey: z.string(),
      realm: z.string(),
      authority: z.string().exactOptional(),
    }),
  ),
  disowned: z.array(z.object(range)),
});
const profileSchema = z.object({
  alliance: z.string(),
  number: z.int(),
  participants: z.array(z.object({ code: z.string(), rootKey: z.string() })),
  witnessQuorum: z.int().min(0).exactOptional(),
});

export type EnvelopeFacts = z.infer<typeof envelopeSchema>;
export type DirectoryFacts = z.infer<typeof directorySchema>;
export type ProfileFacts = z.infer<typeof profileSchema>;

export const readEnvelope = (payload: Uint8Array): EnvelopeFacts => readStrict(envelopeSchema, payload, 'envelope');
export const readDirectory = (payload: Uint8Array): DirectoryFacts => readStrict(directorySchema, payload, 'directory');
export const readProfile = (source: string): ProfileFacts => readStrict(profileSchema, bytesOf(source), 'profile');

/** Each part has to be canonical base64url: another spelling would be other bytes with the same seal. */
export function parseCompact(jws: string): Compact {
  const [header = '', payload = '', signature = '', ...rest] = jws.split('.');
  if (rest.length > 0 || signature === '') throw new Unreadable('a compact JWS has three parts');
  return {
    header: readStrict(z.record(z.string(), z.unknown()), fromBase64url(header), 'header'),
    payload: fromBase64url(payload),
    signingInput: bytesOf(`${header}.${payload}`),
    signature: fromBase64url(signature),
  };
}

/** The bytes that a base64url text without padding stands for; canonical only (RFC 4648 §3.5, §5). */
export function fromBase64url(base64url: string): Uint8Array<ArrayBuffer> {
  if (/[^A-Za-z0-9_-]/.test(base64url)) throw new Unreadable('not base64url');
  const base64 = base64url.replaceAll('-', '+').replaceAll('_', '/');
  try {
    return new Uint8Array(decodeBase64(base64.padEnd(Math.ceil(base64.length / 4) * 4, '=')));
  } catch (cause) {
    if (cause instanceof LogError) throw new Unreadable('not canonical base64url', { cause });
    throw cause;
  }
}

export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** base64url of 32 bytes */
export const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  toBase64url(await crypto.subtle.digest('SHA-256', bytes));

/** base64url of 32 bytes */
export async function hmacSha256(key: Uint8Array<ArrayBuffer>, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if (key.length !== 32) throw new Unreadable(`a body key has 32 bytes, this one ${key.length}`);
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return toBase64url(await crypto.subtle.sign('HMAC', imported, bytes));
}

/** A key is named after its participant and its bytes, so that two keys cannot share a name. */
export const kidOf = async (participant: string, publicKey: string): Promise<string> =>
  `${participant}/${(await sha256(fromBase64url(publicKey))).slice(0, 22)}`;

type Position = z.infer<typeof position>;
const isBefore = (a: Position, b: Position): boolean => a.log < b.log || (a.log === b.log && a.index < b.index);

/** Whether a place in the log lies in a range, both ends included. */
export function fitsRange({ from, to }: { from: Position; to?: Position }, place: Position): boolean {
  return !isBefore(place, from) && (to === undefined || !isBefore(to, place));
}

/** Whether everything shown is what was sealed. A member shown as null or absent must not have been sealed at all. */
export function agrees(shown: unknown, sealed: unknown): boolean {
  if (shown === null || shown === undefined) return sealed === undefined;
  if (typeof shown !== 'object') return shown === sealed;
  if (typeof sealed !== 'object' || sealed === null || Array.isArray(shown) !== Array.isArray(sealed)) return false;
  if (Array.isArray(shown) && Array.isArray(sealed) && shown.length !== sealed.length) return false;
  return Object.entries(shown).every(([name, value]) => agrees(value, (sealed as Record<string, unknown>)[name]));
}

function toBase64url(buffer: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

const documentLimits = { maxBytes: 4 * 1024 * 1024, maxDepth: 16, maxValues: 100_000 };

/** Reads strict JSON and judges its shape. Errors: Unreadable, naming `what`. */
export function readStrict<T>(schema: z.ZodType<T>, bytes: Uint8Array, what: string, limits = documentLimits): T {
  let value: unknown;
  try {
    value = parseStrictJson(bytes, limits);
  } catch (cause) {
    if (cause instanceof JsonError) throw new Unreadable(`the ${what} is no strict JSON: ${cause.message}`, { cause });
    throw cause;
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Unreadable(
    `the ${what} is not as it should be: ${issue ? `${issue.path.join('.')}: ${issue.message}` : 'malformed'}`,
  );
}
