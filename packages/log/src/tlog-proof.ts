import { decodeBase64, encodeBase64 } from './base64.ts';
import { LogError } from './errors.ts';
import { checkHash, HASH_BYTES } from './hash.ts';
import { decodeNote } from './note.ts';
import { openCheckpoint } from './open-checkpoint.ts';
import type { OpenedCheckpoint } from './open-checkpoint.ts';
import { verifyInclusion } from './proof.ts';
import { checkSize, parseSize } from './size.ts';
import type { Verifier } from './verifier.ts';

const HEADER = 'c2sp.org/tlog-proof@v1';
const MAX_HASHES = 63;

/**
 * A receipt that can be checked without a network (`.tlog-proof`): the index of a leaf, its inclusion proof from the leaf
 * upwards, the checkpoint as a whole note, and extra bytes that nobody signed.
 */
export type ProofFile = { index: number; proof: Uint8Array[]; checkpoint: string; extra?: Uint8Array };

/** What a proof has to hold against: the leaf, worked out by the reader, and the keys that the reader trusts. */
export type ProofExpectation = {
  leafHash: Uint8Array;
  origin: string;
  logVerifier: Verifier;
  otherVerifiers?: readonly Verifier[];
};

/**
 * Writes a proof file. Source: C2SP tlog-proof.
 * @throws LogError `bad-size`, `bad-hash`, `bad-proof-file`
 */
export function formatProof({ index, proof, checkpoint, extra }: ProofFile): string {
  checkSize(index, 'index');
  proof.forEach(checkHash);
  if (proof.length > MAX_HASHES) throw new LogError('bad-proof-file', `more than ${MAX_HASHES} hashes`);
  const extraLine = extra ? [`extra ${encodeBase64(extra)}`] : [];
  const lines = [HEADER, ...extraLine, `index ${index}`, ...proof.map(encodeBase64)];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/**
 * Reads a proof file and verifies nothing: see `verifyProof`. The checkpoint is not even parsed.
 * @throws LogError `bad-proof-file`, `bad-size` (index over 2^53 − 1), `too-large` (over 1 MiB)
 */
export function parseProof(file: string | Uint8Array): ProofFile {
  const text = checkedText(file);
  const split = text.indexOf('\n\n');
  if (split === -1) throw new LogError('bad-proof-file', 'no blank line before the checkpoint');
  const [header, ...lines] = text.slice(0, split).split('\n');
  if (header !== HEADER) throw new LogError('bad-proof-file', `the first line is not ${HEADER}`);
  const extra = lines[0]?.startsWith('extra ') ? decode(lines.shift()!.slice('extra '.length)) : undefined;
  const indexLine = lines.shift() ?? '';
  const index = indexLine.startsWith('index ') ? parseSize(indexLine.slice('index '.length)) : null;
  if (index === null) throw new LogError('bad-proof-file', 'no index');
  if (lines.length > MAX_HASHES) throw new LogError('bad-proof-file', `more than ${MAX_HASHES} hashes`);
  const proof = lines.map(decode);
  if (proof.some((hash) => hash.length !== HASH_BYTES)) throw new LogError('bad-proof-file', 'a hash is not 32 bytes');
  const checkpoint = text.slice(split + 2);
  return extra ? { index, proof, checkpoint, extra } : { index, proof, checkpoint };
}

/**
 * Checks a proof file: the checkpoint's signatures, its origin, and that the proof leads from the leaf to its root.
 * @returns what was proved; `extra` stays unauthenticated
 * @throws LogError as `parseProof`, `openCheckpoint` and `verifyInclusion`
 */
export async function verifyProof(
  file: string | Uint8Array,
  { leafHash, origin, logVerifier, otherVerifiers = [] }: ProofExpectation,
): Promise<{ index: number; checkpoint: OpenedCheckpoint; extra?: Uint8Array }> {
  const { index, proof, checkpoint: note, extra } = parseProof(file);
  const checkpoint = await openCheckpoint(note, origin, logVerifier, otherVerifiers);
  verifyInclusion({ index, size: checkpoint.size, leafHash, root: checkpoint.root, proof });
  return extra ? { index, checkpoint, extra } : { index, checkpoint };
}

function checkedText(file: string | Uint8Array): string {
  try {
    return decodeNote(file);
  } catch (cause) {
    if (cause instanceof LogError && cause.code === 'too-large') throw cause;
    throw new LogError('bad-proof-file', 'a proof is text without control characters', { cause });
  }
}

function decode(base64: string): Uint8Array {
  try {
    return decodeBase64(base64);
  } catch (cause) {
    throw new LogError('bad-proof-file', 'a line is not base64', { cause });
  }
}
