import { cosignatureTime } from './cosignature.ts';
import { LogError } from './errors.ts';
import { formatSignatureLine, parseNote } from './note.ts';
import type { NoteSignature } from './note.ts';
import { KeyType } from './verifier-key.ts';
import type { Verifier } from './verifier.ts';

/** A signature that verified. `timestampSeconds` (POSIX) is there for cosignatures, type 4. */
export type VerifiedSignature = NoteSignature & { type: KeyType; timestampSeconds?: number };

/** A note that at least one known key signed. `unverified` holds the lines of unknown keys. */
export type OpenedNote = { text: string; verified: VerifiedSignature[]; unverified: NoteSignature[] };

/**
 * Opens a note: unknown keys are ignored, every line of a known key (name and id) has to verify. Lines that repeat another
 * word for word are dropped. Source: C2SP signed-note, "Signatures".
 * @throws LogError `bad-note`, `too-large`, `ambiguous-key` (two verifiers fit one line), `bad-signature` (one wrong line of
 * a known key condemns the note), `unverified` (no known key signed), `unsupported-key` (WebCrypto cannot check it here)
 */
export async function openNote(note: string | Uint8Array, verifiers: readonly Verifier[]): Promise<OpenedNote> {
  const { text, signatures } = parseNote(note);
  const message = new TextEncoder().encode(text);
  const seen = new Set<string>();
  const unverified: NoteSignature[] = [];
  const known: { line: NoteSignature; verifier: Verifier }[] = [];
  for (const line of signatures) {
    const words = formatSignatureLine(line);
    if (seen.has(words)) continue;
    seen.add(words);
    const [verifier, second] = verifiers.filter(({ name, keyId }) => name === line.name && keyId === line.keyId);
    if (second) throw new LogError('ambiguous-key', `two keys have the name ${line.name} and the id ${line.keyId}`);
    if (verifier) known.push({ line, verifier });
    else unverified.push(line);
  }
  if (known.length === 0) throw new LogError('unverified', 'no known key signed the note');
  const results = await Promise.all(known.map(async ({ line, verifier }) => verifier.verify(message, line.signature)));
  const verified = known.map(({ line, verifier }, i): VerifiedSignature => {
    if (results[i] !== true)
      throw new LogError('bad-signature', `the signature of ${line.name}+${line.keyId} is wrong`);
    const { type } = verifier;
    return type === KeyType.cosignature
      ? { ...line, type, timestampSeconds: cosignatureTime(line.signature) }
      : { ...line, type };
  });
  return { text, verified, unverified };
}
