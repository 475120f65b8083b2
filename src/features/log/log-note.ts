import { createVerifier, keyIdOf, KeyType, LogError, openCheckpoint, parseNote } from '@tamga/log';
import type { OpenedCheckpoint, Verifier } from '@tamga/log';
import { judgeKey, logNamed, logOrigin } from '#features/alliance/model.ts';
import type { Alliance } from '#features/alliance/model.ts';
import { fromBase64url } from '#platform/bytes.ts';

/** A checkpoint of one of a participant's logs. Whether that one goes on is for the reader to say. */
export type OpenedLogNote = OpenedCheckpoint & { log: number };

/**
 * Opens a checkpoint of a participant's log under whichever of its log keys signed it: keys change, the log goes on. The key
 * has to be valid at the last leaf. Errors: LogError, `unverified` also where the key is ended, disowned or unknown.
 */
export async function openLogNote(note: string, alliance: Alliance, participant: string): Promise<OpenedLogNote> {
  const signed = keyOfNote(note, alliance, participant);
  if (!signed) throw new LogError('unverified', `no log key of ${participant} signed the note`);
  const { log } = signed;
  const opened = await openCheckpoint(note, logOrigin(alliance.id, participant, log), signed.verifier);
  const at = { log, index: Math.max(0, opened.size - 1) };
  if (judgeKey(alliance, signed.kid, at) === 'valid') return { ...opened, log };
  throw new LogError('unverified', `the log key ${signed.kid} is not valid at size ${opened.size}`);
}

/**
 * Opens a checkpoint under a log key that the directory has ended before its last leaf, or disowned there: it is signed, but whoever
 * has that key may have signed it, and its participant said so. Undefined for any other. Errors: LogError where it is not signed.
 */
export async function openLapsedNote(
  note: string,
  alliance: Alliance,
  participant: string,
): Promise<OpenedLogNote | undefined> {
  const signed = keyOfNote(note, alliance, participant);
  if (!signed) return undefined;
  const { log, kid } = signed;
  const opened = await openCheckpoint(note, logOrigin(alliance.id, participant, log), signed.verifier);
  const at = { log, index: Math.max(0, opened.size - 1) };
  const verdict = judgeKey(alliance, kid, at);
  const end = alliance.keys.get(kid)?.to;
  const hasEnded = end !== undefined && (end.log < at.log || (end.log === at.log && end.index < at.index));
  return verdict === 'disowned' || (verdict === 'key-range' && hasEnded) ? { ...opened, log } : undefined;
}

/** Checks a note that one of a participant's log keys says to have signed; undefined where none does. */
export const logVerifier = (alliance: Alliance, participant: string, note: string): Verifier | undefined =>
  keyOfNote(note, alliance, participant)?.verifier;

function keyOfNote(
  note: string,
  alliance: Alliance,
  participant: string,
): { kid: string; log: number; verifier: Verifier } | undefined {
  const { text, signatures } = parseNote(note);
  const named = logNamed(alliance, text.split('\n', 1)[0] ?? '');
  if (named?.participant !== participant) return undefined;
  const { log } = named;
  const name = logOrigin(alliance.id, participant, log);
  return (alliance.directories.get(participant)?.directory.keys ?? [])
    .filter((key) => key.use === 'log' && key.realm === 'live')
    .map(({ kid, publicKey }) => ({ kid, log, verifier: verifierOf(name, fromBase64url(publicKey, 'log key', 32)) }))
    .find(({ verifier }) => signatures.some((line) => line.name === name && line.keyId === verifier.keyId));
}

const verifierOf = (name: string, publicKey: Uint8Array): Verifier =>
  createVerifier({ name, keyId: keyIdOf(name, KeyType.ed25519, publicKey), type: KeyType.ed25519, publicKey });
