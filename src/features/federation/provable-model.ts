import { encodeBase64, parseCheckpoint, parseNote } from '@tamga/log';

type Shown = { notes: readonly string[]; root?: string; proof?: readonly string[]; leaf?: object };

/**
 * Whether evidence that was verified here proves a contradiction to whoever has the log's key: two roots for one size, or notes of two
 * sizes with the proof between them, or with two leaves of one place. Of a log that shrank there is none: an old checkpoint looks like a late one.
 */
export function isProvable(code: string, { notes, root, proof, leaf }: Shown): boolean | null {
  if (code === 'log-shrank') return false;
  if (code !== 'log-forked' && code !== 'own-log-forked') return null;
  if ((root !== undefined && proof !== undefined) || leaf !== undefined) return true;
  const heads = notes.flatMap((note) => readHead(note) ?? []);
  return heads.some((one, i) =>
    heads.slice(i + 1).some(({ size, root: other }) => size === one.size && other !== one.root),
  );
}

function readHead(note: string): { size: number; root: string } | undefined {
  try {
    const { size, root } = parseCheckpoint(parseNote(note).text);
    return { size, root: encodeBase64(root) };
  } catch {
    return undefined;
  }
}
