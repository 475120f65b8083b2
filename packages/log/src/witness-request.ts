import { decodeBase64, encodeBase64 } from './base64.ts';
import { LogError } from './errors.ts';
import { checkHash, HASH_BYTES } from './hash.ts';
import { decodeNote } from './note.ts';
import { checkSize, parseSize } from './size.ts';

const MAX_HASHES = 63;

/**
 * What a log asks of a witness: to cosign `checkpoint` (a signed note), which continues the one of `oldSize` leaves that the
 * witness cosigned last, by `proof`. `oldSize` is 0 where it cosigned none; the proof is empty then.
 */
export type WitnessRequest = { oldSize: number; proof: Uint8Array[]; checkpoint: string };

/**
 * Writes the body of `add-checkpoint`. Source: C2SP tlog-witness, "add-checkpoint".
 * @throws LogError `bad-size`, `bad-hash`, `bad-request` (more than 63 hashes)
 */
export function formatWitnessRequest({ oldSize, proof, checkpoint }: WitnessRequest): string {
  checkSize(oldSize, 'oldSize');
  proof.forEach(checkHash);
  if (proof.length > MAX_HASHES) throw new LogError('bad-request', `more than ${MAX_HASHES} hashes`);
  return `${[`old ${oldSize}`, ...proof.map(encodeBase64)].join('\n')}\n\n${checkpoint}`;
}

/**
 * Reads the body of `add-checkpoint` and verifies nothing; the checkpoint is not even parsed.
 * @throws LogError `bad-request`, `too-large` (over 1 MiB)
 */
export function parseWitnessRequest(body: string | Uint8Array): WitnessRequest {
  const text = checkedText(body);
  const split = text.indexOf('\n\n');
  if (split === -1) throw new LogError('bad-request', 'no blank line before the checkpoint');
  const [first = '', ...lines] = text.slice(0, split).split('\n');
  const oldSize = first.startsWith('old ') ? parseSize(first.slice('old '.length)) : null;
  if (oldSize === null) throw new LogError('bad-request', 'the first line is not old and a size');
  if (lines.length > MAX_HASHES) throw new LogError('bad-request', `more than ${MAX_HASHES} hashes`);
  return { oldSize, proof: lines.map(decodeHash), checkpoint: text.slice(split + 2) };
}

function checkedText(body: string | Uint8Array): string {
  try {
    return decodeNote(body);
  } catch (cause) {
    if (cause instanceof LogError && cause.code === 'too-large') throw cause;
    throw new LogError('bad-request', 'a request is text without control characters', { cause });
  }
}

function decodeHash(base64: string): Uint8Array {
  try {
    const hash = decodeBase64(base64);
    if (hash.length === HASH_BYTES) return hash;
  } catch (cause) {
    throw new LogError('bad-request', 'a line of the proof is not base64', { cause });
  }
  throw new LogError('bad-request', 'a hash of the proof is not 32 bytes');
}
