import { parseCheckpoint } from './checkpoint.ts';
import type { Checkpoint } from './checkpoint.ts';
import { LogError } from './errors.ts';
import { openNote } from './open-note.ts';
import type { OpenedNote } from './open-note.ts';
import type { Verifier } from './verifier.ts';

/** A checkpoint that the log signed, with the signatures found on it; cosignatures are those with `timestampSeconds`. */
export type OpenedCheckpoint = Checkpoint & OpenedNote;

/**
 * Opens a checkpoint: signatures first, then the text. The log's own key has to have signed, and the origin has to be the one
 * that this key may speak for: one key name may serve several origins, so a signature alone says nothing of which log it is.
 * @param otherVerifiers keys of cosigners; how many are enough is the caller's policy
 * @throws LogError as `openNote` and `parseCheckpoint`; `unverified` when the log did not sign, `wrong-origin`
 */
export async function openCheckpoint(
  note: string | Uint8Array,
  origin: string,
  logVerifier: Verifier,
  otherVerifiers: readonly Verifier[] = [],
): Promise<OpenedCheckpoint> {
  const opened = await openNote(note, [logVerifier, ...otherVerifiers]);
  const isByLog = opened.verified.some(({ name, keyId }) => name === logVerifier.name && keyId === logVerifier.keyId);
  if (!isByLog) throw new LogError('unverified', 'the log did not sign the checkpoint');
  const checkpoint = parseCheckpoint(opened.text);
  if (checkpoint.origin !== origin)
    throw new LogError('wrong-origin', `a checkpoint of ${checkpoint.origin}, not of ${origin}`);
  return { ...checkpoint, ...opened };
}
