import { parseStrictJson } from '@tamga/json';
import { keyFor } from '#features/alliance/model.ts';
import type { Alliance, OwnKey } from '#features/alliance/model.ts';
import { sha256, toBase64url } from '#platform/bytes.ts';
import { TamgaError, messageOf } from '#platform/errors.ts';
import { verifySync } from '#platform/keys/ed25519.ts';
import { headerKid, parseCompact, signCompact } from '#platform/keys/jws.ts';
import { ferrySealSchema, ferryType, maxFerryBytes, maxSealBytes } from './model.ts';
import type { FerrySeal } from './model.ts';

const newline = 10;

/** A refusal of a whole file, with its code: nothing of it was applied. */
export const refuseFile = (code: string, why: string, cause?: unknown): TamgaError =>
  new TamgaError('refused', why, { detail: { code }, ...(cause === undefined ? {} : { cause }) });

/** The lines of a file under the seal of the sender's transport key. */
export function sealFerry(facts: Omit<FerrySeal, 'sha256'>, content: Buffer, { kid, key }: OwnKey): Buffer {
  const seal = ferrySealSchema.parse({ ...facts, sha256: toBase64url(sha256(content)) });
  const jws = signCompact(ferryType, kid, Buffer.from(JSON.stringify(seal)), key);
  return Buffer.concat([Buffer.from(`${jws}\n`), content]);
}

export type OpenedFerry = { seal: FerrySeal; content: Buffer; jws: string };

/** Takes a decrypted file apart; nothing is verified yet. Codes: too-large, damaged. */
export function splitFerry(plaintext: Uint8Array): OpenedFerry {
  const bytes = Buffer.from(plaintext.buffer, plaintext.byteOffset, plaintext.byteLength);
  if (bytes.length > maxFerryBytes + 2 * maxSealBytes) throw refuseFile('too-large', 'the file holds too much');
  const end = bytes.subarray(0, 2 * maxSealBytes).indexOf(newline);
  if (end < 0) throw refuseFile('damaged', 'the file has no first line');
  const jws = bytes.subarray(0, end).toString('latin1');
  try {
    const { payload } = parseCompact(jws, maxSealBytes);
    const value = parseStrictJson(payload, { maxBytes: maxSealBytes, maxDepth: 4, maxValues: 1_000 });
    return { seal: ferrySealSchema.parse(value), content: bytes.subarray(end + 1), jws };
  } catch (cause) {
    throw refuseFile('damaged', `the seal of the file cannot be read: ${messageOf(cause)}`, cause);
  }
}

/** Whether a file is for this node. Codes: alliance, misaddressed, from. */
export function checkAddress({ alliance, from, to }: FerrySeal, held: Alliance, self: string): void {
  if (alliance !== held.id) throw refuseFile('alliance', `the file is of the alliance ${alliance}`);
  if (to !== self) throw refuseFile('misaddressed', `the file is for ${to}`);
  if (from === self) throw refuseFile('from', `the file is from ${from}, which is this node itself`);
}

/** Whether the sender is known by the key that sealed the file. Codes: seal. */
export function knowsSealer({ seal, jws }: OpenedFerry, alliance: Alliance): boolean {
  const { header } = parseCompact(jws, maxSealBytes);
  return keyFor(alliance, seal.from, 'transport')?.kid === readKid(header);
}

/**
 * Whether a file is from whom it says, for whom it says, and whole. Codes: alliance, misaddressed, from, seal. A feed's
 * lines prove themselves, but not their places nor that a place is empty: that is what the seal is for.
 */
export function checkFerry({ seal, content, jws }: OpenedFerry, alliance: Alliance, self: string): void {
  checkAddress(seal, alliance, self);
  if (!alliance.directories.has(seal.from))
    throw refuseFile('from', `the file is from ${seal.from}, which is no peer of this node`);
  const key = keyFor(alliance, seal.from, 'transport');
  const { header, signingInput, signature } = parseCompact(jws, maxSealBytes);
  const kid = readKid(header);
  if (!key || key.kid !== kid) throw refuseFile('seal', `the file is not sealed by the transport key of ${seal.from}`);
  if (!verifySync(key.keyObject, signingInput, signature))
    throw refuseFile('seal', `the seal of ${seal.from} does not hold`);
  if (toBase64url(sha256(content)) !== seal.sha256) throw refuseFile('seal', 'the file is not the one that was sealed');
}

function readKid(header: Record<string, unknown>): string {
  try {
    return headerKid(header, ferryType);
  } catch (cause) {
    throw refuseFile('seal', messageOf(cause), cause);
  }
}
