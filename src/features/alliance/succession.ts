import { z } from 'zod';
import { keyIdOf, KeyType, LogError, parseCheckpoint, parseNote } from '@tamga/log';
import { parseStrictJson } from '@tamga/json';
import { equalBytes, fromBase64url, toBase64url } from '#platform/bytes.ts';
import { TamgaError } from '#platform/errors.ts';
import { readPublicKey, verifySync } from '#platform/keys/ed25519.ts';
import type { SigningKey } from '#platform/keys/ed25519.ts';
import { headerKid, parseCompact, signCompact } from '#platform/keys/jws.ts';
import { kidOf } from './directory.ts';
import type { DirectoryKey } from './directory.ts';
import { logOrigin } from './model.ts';

const successionType = 'tamga-succession+jws';
export const maxSuccessionBytes = 40 * 1024;
const payloadLimits = { maxBytes: maxSuccessionBytes, maxDepth: 3, maxValues: 64 };
const digest = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** What a log that ends is known to have reached: the largest size that anybody is known to hold, and the notes that say so. */
export const endedLogSchema = z.strictObject({
  alliance: z.string().max(80),
  participant: z.string().regex(/^[a-z][a-z0-9]{1,7}$/),
  log: z.int().min(1).max(1_000_000),
  size: z.int().min(1),
  root: digest,
  notes: z
    .array(
      z
        .string()
        .min(1)
        .max(8 * 1024),
    )
    .min(1)
    .max(8),
});
export type EndedLog = z.infer<typeof endedLogSchema>;

/** One log ends and the next one begins; sealed by its participant's root key (design 6, restore from backup). */
export const successionSchema = endedLogSchema.extend({
  format: z.literal('tamga-succession/1'),
  next: z.int().min(2),
  /** The participant's directory under which it was sealed. Which root key counts is for the profile to say, by the log. */
  directory: z.strictObject({ number: z.int().min(1), digest }),
  issuedAt: z.iso.datetime({ precision: 3 }),
});
export type Succession = z.infer<typeof successionSchema>;

export function sealSuccession(succession: Succession, root: SigningKey): string {
  const payload = Buffer.from(JSON.stringify(successionSchema.parse(succession)));
  if (payload.length > maxSuccessionBytes) throw new TamgaError('too-large', 'the notes of a succession are too large');
  return signCompact(successionType, kidOf(succession.participant, root.publicKey), payload, root);
}

type Peeked = { participant: string; log: number; size: number; directory: number };

/** Whose it is, which log it ends, where, and which directory it names, as it says itself; nothing is verified. */
export function peekSuccession(jws: string): Peeked | undefined {
  try {
    const { header, payload } = parseCompact(jws, maxSuccessionBytes);
    const participant = headerKid(header, successionType).split('/', 1)[0] ?? '';
    const { log, size, directory } = z
      .object({ log: z.int().min(1), size: z.int().min(1), directory: z.object({ number: z.int().min(1) }) })
      .parse(parseStrictJson(payload, payloadLimits));
    return { participant, log, size, directory: directory.number };
  } catch {
    return undefined;
  }
}

/** What a succession is verified against: its participant as profile and directories say. */
export type SuccessionFacts = { participant: string; alliance: string; rootKey: string; keys: readonly DirectoryKey[] };

/** Verifies a succession under the root key that the profile names, then reads it. Errors: keys, encoding, too-large, malformed. */
export function openSuccession(jws: string, facts: SuccessionFacts): Succession {
  const { participant, rootKey } = facts;
  const compact = parseCompact(jws, maxSuccessionBytes);
  if (headerKid(compact.header, successionType) !== kidOf(participant, rootKey))
    throw new TamgaError('keys', `the succession of ${participant} is sealed by another key than its root key`);
  if (!verifySync(readPublicKey(rootKey), compact.signingInput, compact.signature))
    throw new TamgaError('keys', `the seal of ${participant}'s succession does not hold`);
  const succession = successionSchema.parse(parseStrictJson(compact.payload, payloadLimits));
  if (succession.participant !== participant || succession.alliance !== facts.alliance)
    throw new TamgaError('keys', `the succession sealed for ${participant} speaks of another log`);
  if (succession.next !== succession.log + 1)
    throw new TamgaError('keys', `log ${succession.next} cannot follow log ${succession.log}`);
  checkNotes(succession, facts.keys);
  return succession;
}

/**
 * What is named is the largest that is shown, and a log key of the participant signed it. That a key had ended or was disowned
 * is not asked: a head that others hold under it is what has to be named.
 */
export function checkNotes(ended: EndedLog, keys: readonly DirectoryKey[]): void {
  const heads = ended.notes.map((note) => openNamed(note, ended, keys));
  const root = fromBase64url(ended.root, 'root', 32);
  const larger = heads.find(({ size }) => size > ended.size);
  if (larger)
    throw new TamgaError('keys', `the succession names size ${ended.size}, and shows a note of ${larger.size}`);
  const same = heads.filter(({ size }) => size === ended.size);
  if (same.length === 0) throw new TamgaError('keys', `the succession shows no note of the size ${ended.size}`);
  if (same.some((head) => !equalBytes(head.root, root)))
    throw new TamgaError('keys', `the succession names another root for size ${ended.size} than its note`);
}

function openNamed(
  note: string,
  { alliance, participant, log }: EndedLog,
  keys: readonly DirectoryKey[],
): { size: number; root: Uint8Array } {
  const origin = logOrigin(alliance, participant, log);
  try {
    const { text, signatures } = parseNote(note);
    const isSigned = keys.some(({ use, realm, publicKey }) => {
      if (use !== 'log' || realm !== 'live') return false;
      const keyId = keyIdOf(origin, KeyType.ed25519, fromBase64url(publicKey, 'log key', 32));
      const line = signatures.find((one) => one.name === origin && one.keyId === keyId);
      return line !== undefined && verifySync(readPublicKey(publicKey), Buffer.from(text), line.signature);
    });
    if (!isSigned) throw new TamgaError('keys', `no log key of ${participant} signed a note of the succession`);
    const head = parseCheckpoint(text);
    if (head.origin !== origin) throw new TamgaError('keys', `a note of the succession is of ${head.origin}`);
    return head;
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause;
    throw new TamgaError('keys', `a note of the succession is malformed: ${cause.message}`, { cause });
  }
}

/** What of a log is named by its largest note; `notes` are of one log. Errors: malformed without any. */
export function endedAs(
  { alliance, participant, log }: Pick<EndedLog, 'alliance' | 'participant' | 'log'>,
  notes: readonly string[],
): EndedLog {
  const heads = notes.map((note) => ({ note, ...parseCheckpoint(parseNote(note).text) }));
  const other = heads.find(({ origin }) => origin !== logOrigin(alliance, participant, log));
  if (other) throw new TamgaError('keys', `log ${log} of ${participant} ends, and the note is of ${other.origin}`);
  const [largest] = heads.toSorted((a, b) => b.size - a.size);
  if (!largest) throw new TamgaError('malformed', 'no checkpoint of the log that ends');
  const shown = heads.filter(({ size }) => size === largest.size).map(({ note }) => note);
  const { size, root } = largest;
  return { alliance, participant, log, size, root: toBase64url(root), notes: [...new Set(shown)].slice(0, 8) };
}
