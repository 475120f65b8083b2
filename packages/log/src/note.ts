import { decodeBase64, encodeBase64 } from './base64.ts';
import { LogError } from './errors.ts';
import { isKeyName } from './verifier-key.ts';

// C2SP signed-note leaves the limits to the reader, above 16 signatures.
const MAX_NOTE_BYTES = 2 ** 20;
const MAX_SIGNATURES = 100;
const LINE_START = '\u2014 ';

/** One signature line. `keyId` is 8 hexadecimal digits; `signature` is what follows the key id, for type 1 its 64 bytes. */
export type NoteSignature = { name: string; keyId: string; signature: Uint8Array };

/** A note taken apart, nothing verified. `text` ends in a newline. */
export type Note = { text: string; signatures: NoteSignature[] };

/**
 * Takes a note apart at its last blank line. Verifies nothing: see `openNote`. Source: C2SP signed-note, "Format".
 * @param note at most 1 MiB, with 1 … 100 signature lines
 * @throws LogError `bad-note`, `too-large`
 */
export function parseNote(note: string | Uint8Array): Note {
  const whole = decodeNote(note);
  const split = whole.lastIndexOf('\n\n');
  if (split === -1 || !whole.endsWith('\n'))
    throw new LogError('bad-note', 'a note is a text, a blank line and signature lines');
  const lines = whole.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw new LogError('too-large', `more than ${MAX_SIGNATURES} signature lines`);
  const signatures = lines.map(parseSignatureLine);
  return { text: whole.slice(0, split + 1), signatures };
}

/**
 * Writes a note: text, blank line, one line per signature.
 * @throws LogError `bad-note`, `too-large`
 */
export function formatNote({ text, signatures }: Note): string {
  if (!text.endsWith('\n')) throw new LogError('bad-note', 'the text of a note ends in a newline');
  if (signatures.length === 0) throw new LogError('bad-note', 'a note without signatures');
  if (signatures.length > MAX_SIGNATURES) throw new LogError('too-large', `more than ${MAX_SIGNATURES} signatures`);
  return decodeNote(`${text}\n${signatures.map(formatSignatureLine).join('')}`);
}

/**
 * Reads one signature line, with or without its newline: `— name base64(key id ‖ signature)`. A witness answers with such lines.
 * @throws LogError `bad-note`
 */
export function parseSignatureLine(line: string): NoteSignature {
  const [, name, base64] = /^\u2014 ([^ \n]+) ([^ \n]+)\n?$/.exec(line) ?? [];
  if (name === undefined || base64 === undefined || !isKeyName(name))
    throw new LogError('bad-note', 'not a signature line');
  let bytes: Uint8Array;
  try {
    bytes = decodeBase64(base64);
  } catch (cause) {
    throw new LogError('bad-note', `the signature of ${name} is not base64`, { cause });
  }
  if (bytes.length < 5) throw new LogError('bad-note', `the signature of ${name} is shorter than a key id`);
  const keyId = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { name, keyId, signature: bytes.slice(4) };
}

/**
 * Writes one signature line, with its newline.
 * @throws LogError `bad-note`
 */
export function formatSignatureLine({ name, keyId, signature }: NoteSignature): string {
  if (!isKeyName(name) || !/^[0-9a-f]{8}$/.test(keyId) || signature.length === 0) {
    throw new LogError(
      'bad-note',
      'a signature line needs a key name, a key id of 8 hexadecimal digits and a signature',
    );
  }
  const bytes = new Uint8Array(4 + signature.length);
  new DataView(bytes.buffer).setUint32(0, Number.parseInt(keyId, 16));
  bytes.set(signature, 4);
  return `${LINE_START}${name} ${encodeBase64(bytes)}\n`;
}

/** Limits and alphabet of a note: UTF-8, no control character but LF. The byte order mark is a character like any other. */
export function decodeNote(note: string | Uint8Array): string {
  if (note.length > MAX_NOTE_BYTES) throw new LogError('too-large', 'a note over 1 MiB');
  if (typeof note === 'string') {
    if (!note.isWellFormed()) throw new LogError('bad-note', 'a note with half a character');
    if (new TextEncoder().encode(note).length > MAX_NOTE_BYTES) throw new LogError('too-large', 'a note over 1 MiB');
  }
  const text = typeof note === 'string' ? note : decodeUtf8(note);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 && code !== 0x0a) throw new LogError('bad-note', `a control character at ${i}`);
  }
  return text;
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new LogError('bad-note', 'a note that is not UTF-8', { cause });
  }
}
