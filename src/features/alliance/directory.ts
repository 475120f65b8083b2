import { z } from 'zod';
import { parseStrictJson } from '@tamga/json';
import { sha256, toBase64url } from '#platform/bytes.ts';
import { TamgaError } from '#platform/errors.ts';
import { readPublicKey, verifySync } from '#platform/keys/ed25519.ts';
import type { SigningKey } from '#platform/keys/ed25519.ts';
import { headerKid, parseCompact, signCompact } from '#platform/keys/jws.ts';
import { otherNames, text } from './profile-languages.ts';

const directoryType = 'tamga-directory+jws';
export const maxDirectoryBytes = 256 * 1024;
const payloadLimits = { maxBytes: maxDirectoryBytes, maxDepth: 8, maxValues: 20_000 };

const position = z.strictObject({ log: z.int().min(1), index: z.int().min(0) });
const base64url32 = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const participantCode = z.string().regex(/^[a-z][a-z0-9]{1,7}$/);

/** One key has one use and one realm class, for a range of the participant's log indexes (design 5). */
export const directoryKeySchema = z.strictObject({
  kid: z.string().min(3).max(100),
  use: z.enum(['record', 'log', 'witness', 'transport', 'wrap']),
  alg: z.enum(['Ed25519', 'X25519']),
  publicKey: base64url32,
  realm: z.enum(['live', 'exercise']),
  authority: z.string().max(40).exactOptional(),
  from: position,
  to: position.exactOptional(),
});
export type DirectoryKey = z.infer<typeof directoryKeySchema>;

/** Where an authority is reached by people, day and night or at its hours: a desk, never a person. */
export const contactSchema = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]{0,23}$/, 'not a short lower-case code'),
  authority: z.string().max(40),
  name: text(120),
  /** In other languages. */
  names: otherNames.exactOptional(),
  /** `24/7`, or the hours as the desk says them. */
  hours: text(80),
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}$/, 'not a language'))
    .min(1)
    .max(8),
  telephone: z
    .string()
    .regex(/^\+[0-9][0-9 ()-]{3,30}$/, 'not an international telephone number')
    .exactOptional(),
  email: z.email().max(120).exactOptional(),
});
export type Contact = z.infer<typeof contactSchema>;
export const contactsSchema = z
  .array(contactSchema)
  .max(32)
  .refine((all) => new Set(all.map(({ code }) => code)).size === all.length, 'a code is given twice');

/** What a participant says of itself: addresses, authorities, territory and keys; sealed by its root key. */
export const directorySchema = z.strictObject({
  format: z.literal('tamga-directory/1'),
  alliance: z.string().max(80),
  participant: participantCode,
  number: z.int().min(1),
  previous: base64url32.exactOptional(),
  issuedAt: z.iso.datetime({ precision: 3 }),
  addresses: z
    .array(z.url({ protocol: /^https$/ }))
    .min(1)
    .max(8),
  tlsKey: z.string().regex(/^[A-Za-z0-9_-]{40,200}$/),
  /** The TLS key before that one, which its server may go on showing until a directory without it. */
  formerTlsKey: z
    .string()
    .regex(/^[A-Za-z0-9_-]{40,200}$/)
    .exactOptional(),
  territory: z.array(z.string().max(8)).max(16),
  authorities: z
    .array(
      z.strictObject({
        code: z.string().regex(/^[a-z][a-z0-9]{1,7}\/[a-z][a-z0-9-]{0,23}$/),
        name: z.string().max(120),
        /** In other languages. A program of 0.2.0 takes no directory that has them. */
        names: otherNames.exactOptional(),
        /** Its last day, and which authority of the same participant takes its place. */
        to: z.iso.date().exactOptional(),
        successor: z.string().max(40).exactOptional(),
      }),
    )
    .min(1)
    .max(200),
  /** Its contact points. A program of 0.2.0 takes no directory that names some. */
  contacts: contactsSchema.exactOptional(),
  keys: z.array(directoryKeySchema).min(1).max(1000),
  disowned: z.array(z.strictObject({ kid: z.string(), from: position, to: position })).max(1000),
});
export type Directory = z.infer<typeof directorySchema>;

/** A key's name says who holds it and is derived from the key, so two keys cannot share it. */
export const kidOf = (participant: string, publicKey: string): string =>
  `${participant}/${toBase64url(sha256(Buffer.from(publicKey, 'base64url'))).slice(0, 22)}`;

export const digestOf = (jws: string): string => toBase64url(sha256(jws));

export function sealDirectory(directory: Directory, root: SigningKey): string {
  const payload = Buffer.from(JSON.stringify(directorySchema.parse(directory)));
  return signCompact(directoryType, kidOf(directory.participant, root.publicKey), payload, root);
}

/** Whose directory it is and which one, as it says itself; nothing is verified. What cannot be read comes last of all. */
export function peekDirectory(jws: string): { participant: string; number: number } | undefined {
  try {
    const { header, payload } = parseCompact(jws, maxDirectoryBytes);
    const participant = headerKid(header, directoryType).split('/', 1)[0] ?? '';
    return { participant, number: peekNumber(payload) };
  } catch {
    return undefined;
  }
}

function peekNumber(payload: Buffer): number {
  try {
    const claim = z.object({ number: z.int().min(1) }).safeParse(parseStrictJson(payload, payloadLimits));
    return claim.data?.number ?? Number.MAX_SAFE_INTEGER;
  } catch {
    return Number.MAX_SAFE_INTEGER;
  }
}

/** Verifies a directory under the root key that the profile names, then reads it. */
export function openDirectory(jws: string, participant: string, rootKey: string): Directory {
  const compact = parseCompact(jws, maxDirectoryBytes);
  if (headerKid(compact.header, directoryType) !== kidOf(participant, rootKey))
    throw new TamgaError('keys', `the directory of ${participant} is sealed by another key than its root key`);
  if (!verifySync(readPublicKey(rootKey), compact.signingInput, compact.signature))
    throw new TamgaError('keys', `the seal of ${participant}'s directory does not hold`);
  const directory = directorySchema.parse(parseStrictJson(compact.payload, payloadLimits));
  if (directory.participant !== participant)
    throw new TamgaError('keys', `the directory sealed for ${participant} speaks of ${directory.participant}`);
  const stranger = directory.authorities.find((a) => !a.code.startsWith(`${participant}/`));
  if (stranger)
    throw new TamgaError(
      'keys',
      `${participant}'s directory names the authority ${stranger.code}, which is not its own`,
    );
  checkAuthorities(directory);
  checkContacts(directory);
  checkKeys(directory);
  return directory;
}

/** A contact point is one of the participant's own authorities'. Errors: keys. */
export function checkContacts({ participant, authorities, contacts = [] }: Directory): void {
  const stranger = contacts.find(({ authority }) => !authorities.some(({ code }) => code === authority));
  if (stranger)
    throw new TamgaError(
      'keys',
      `${participant}'s contact point ${stranger.code} is of ${stranger.authority}, which the directory does not name`,
    );
}

/** Errors: keys. */
export function checkAuthorities({ participant, authorities }: Directory): void {
  for (const { code, to, successor } of authorities) {
    if (to !== undefined && code === `${participant}/node`)
      throw new TamgaError('keys', `${code} is the node itself and does not end`);
    if (successor === undefined) continue;
    if (to === undefined) throw new TamgaError('keys', `${code} has a successor and no last day`);
    if (successor === code || !authorities.some((one) => one.code === successor))
      throw new TamgaError(
        'keys',
        `${code} names the successor ${successor}, which is no other authority of ${participant}`,
      );
  }
}

function checkKeys(directory: Directory): void {
  const seen = new Set<string>();
  for (const key of directory.keys) {
    if (key.kid !== kidOf(directory.participant, key.publicKey))
      throw new TamgaError('keys', `key ${key.kid} is not named after its bytes`);
    if (seen.has(key.kid)) throw new TamgaError('keys', `key ${key.kid} has two uses`);
    if ((key.use === 'wrap') !== (key.alg === 'X25519'))
      throw new TamgaError('keys', `key ${key.kid} has the wrong algorithm for its use`);
    if (key.use === 'record' ? key.authority === undefined : key.use !== 'wrap' && key.authority !== undefined)
      throw new TamgaError('keys', `key ${key.kid}: record keys name their authority, wrap keys may, others do not`);
    if (key.authority !== undefined && !directory.authorities.some((a) => a.code === key.authority))
      throw new TamgaError('keys', `key ${key.kid} names the unknown authority ${key.authority}`);
    if (key.alg === 'Ed25519') readPublicKey(key.publicKey);
    seen.add(key.kid);
  }
}
