import { LogError, verifyConsistency } from '@tamga/log';
import { equalBytes } from '#platform/bytes.ts';
import type { DirectoryLine, WitnessedHead } from './model.ts';

/** A log is cosigned at most once in this time (design 6). */
export const cosignEveryMs = 1_000;

/** What a log asks to have cosigned: a checkpoint that its key signed, and how it continues the one cosigned before. */
export type Asked = {
  oldSize: number;
  proof: readonly Uint8Array[];
  size: number;
  root: Uint8Array;
  directory: DirectoryLine | undefined;
};

/** `size`: 409, with the size to continue from. `forked`: two roots for one size, which is proof by itself. */
export type WitnessVerdict =
  | { ok: true }
  | { ok: false; code: 'size'; size: number }
  | { ok: false; code: 'older' | 'proof' | 'forked' | 'directory' | 'too-soon'; why: string };

const line = /^tamga-directory ([1-9]\d{0,6}) ([A-Za-z0-9_-]{43})$/;

/** The one extension line that binds a directory; undefined when there is none, or more than one. */
export function directoryLine(extensions: readonly string[]): DirectoryLine | undefined {
  const found = extensions.flatMap((text) => {
    const [, number, digest] = line.exec(text) ?? [];
    return number !== undefined && digest !== undefined ? [{ number: Number(number), digest }] : [];
  });
  return found.length === 1 ? found[0] : undefined;
}

/**
 * Whether a witness may cosign, in the order of C2SP tlog-witness, "add-checkpoint". Beyond it: the directory number never goes
 * down and never has two digests (design 5), and a log is cosigned at most once a second.
 */
export function judgeRequest(
  asked: Asked,
  last: WitnessedHead | undefined,
  held: DirectoryLine,
  now: Date,
): WitnessVerdict {
  if (asked.oldSize > asked.size) return { ok: false, code: 'older', why: 'the old size is above the new one' };
  const size = last?.size ?? 0;
  if (asked.oldSize !== size) return { ok: false, code: 'size', size };
  const continues = judgeTree(asked, last);
  if (!continues.ok) return continues;
  const directory = judgeDirectory(asked.directory, last, held);
  if (!directory.ok) return directory;
  if (last?.cosignedAt && now.getTime() - last.cosignedAt.getTime() < cosignEveryMs && now >= last.cosignedAt)
    return { ok: false, code: 'too-soon', why: 'this log was cosigned less than a second ago' };
  return { ok: true };
}

function judgeTree({ size, root, proof }: Asked, last: WitnessedHead | undefined): WitnessVerdict {
  if (!last || last.size === 0)
    return proof.length === 0 ? { ok: true } : { ok: false, code: 'proof', why: 'a proof from the empty tree' };
  if (size === last.size && !equalBytes(root, last.root))
    return { ok: false, code: 'forked', why: `two roots for size ${size}` };
  try {
    verifyConsistency({ size1: last.size, root1: last.root, size2: size, root2: root, proof });
    return { ok: true };
  } catch (error) {
    if (error instanceof LogError) return { ok: false, code: 'proof', why: error.message };
    throw error;
  }
}

function judgeDirectory(
  asked: DirectoryLine | undefined,
  last: WitnessedHead | undefined,
  held: DirectoryLine,
): WitnessVerdict {
  const refused = (why: string): WitnessVerdict => ({ ok: false, code: 'directory', why });
  if (!asked) return refused('the checkpoint binds no directory');
  const { number, digest } = asked;
  if (number < held.number || (last && number < last.directoryNumber))
    return refused(`directory ${number} after a later one`);
  const isForked =
    (number === held.number && digest !== held.digest) ||
    (last !== undefined && number === last.directoryNumber && digest !== last.directoryDigest);
  return isForked ? refused(`a second directory of number ${number}`) : { ok: true };
}
