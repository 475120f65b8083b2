import { decodeBase64, encodeBase64 } from './base64.ts';
import { LogError } from './errors.ts';
import { checkHash, emptyRoot, equalBytes, HASH_BYTES } from './hash.ts';
import { decodeNote } from './note.ts';
import { checkSize, parseSize } from './size.ts';

/** What a log states of itself: its name, its number of leaves, its 32-byte root, and lines of its own. */
export type Checkpoint = { origin: string; size: number; root: Uint8Array; extensions: string[] };

/**
 * Reads the text of a checkpoint: origin, size, root, extension lines. Source: C2SP tlog-checkpoint.
 * @param text the note's text, without signatures, ending in a newline
 * @throws LogError `bad-checkpoint`, `bad-size` (over 2^53 − 1), `too-large`
 */
export function parseCheckpoint(text: string): Checkpoint {
  checkText(text);
  const [origin = '', decimal = '', base64 = '', ...extensions] = text.slice(0, -1).split('\n');
  const size = parseSize(decimal);
  if (!text.endsWith('\n') || size === null)
    throw new LogError('bad-checkpoint', 'a checkpoint is origin, size and root, a line each');
  const checkpoint = { origin, size, root: decodeRoot(base64), extensions };
  checkCheckpoint(checkpoint);
  return checkpoint;
}

/**
 * Writes the text of a checkpoint, to be signed by `signNote`.
 * @throws LogError `bad-checkpoint`, `bad-size`, `bad-hash`
 */
export function formatCheckpoint({
  origin,
  size,
  root,
  extensions = [],
}: Omit<Checkpoint, 'extensions'> & { extensions?: string[] }): string {
  checkSize(size);
  checkHash(root);
  checkCheckpoint({ origin, size, root, extensions });
  const text = [origin, size, encodeBase64(root), ...extensions].map((line) => `${line}\n`).join('');
  checkText(text);
  return text;
}

function checkCheckpoint({ origin, size, root, extensions }: Checkpoint): void {
  if (origin === '' || extensions.includes('')) throw new LogError('bad-checkpoint', 'a checkpoint has no empty line');
  if ([origin, ...extensions].some((line) => line.includes('\n')))
    throw new LogError('bad-checkpoint', 'a line within a line');
  if (size === 0 && !equalBytes(root, emptyRoot()))
    throw new LogError('bad-checkpoint', 'the empty tree has another root');
}

function checkText(text: string): void {
  try {
    decodeNote(text);
  } catch (cause) {
    if (cause instanceof LogError && cause.code === 'too-large') throw cause;
    throw new LogError('bad-checkpoint', 'a checkpoint is text without control characters', { cause });
  }
}

function decodeRoot(base64: string): Uint8Array {
  try {
    const root = decodeBase64(base64);
    if (root.length === HASH_BYTES) return root;
  } catch (cause) {
    throw new LogError('bad-checkpoint', 'the root is not base64', { cause });
  }
  throw new LogError('bad-checkpoint', 'the root is not 32 bytes');
}
