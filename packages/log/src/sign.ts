import { formatNote } from './note.ts';
import type { NoteSignature } from './note.ts';
import { KeyType, keyIdOf } from './verifier-key.ts';

/** Ed25519 over the bytes, 64 bytes long. Where the private key is, this package does not know. */
export type SignBytes = (message: Uint8Array) => Promise<Uint8Array> | Uint8Array;

/** Signs note texts with one key. `sign` gets the text's bytes and gives the signature without the key id. */
export type Signer = {
  readonly name: string;
  readonly keyId: string;
  readonly type: KeyType;
  sign(message: Uint8Array): Promise<Uint8Array> | Uint8Array;
};

/**
 * A signer of type 1, plain Ed25519 over the note text. Source: C2SP signed-note.
 * @param publicKey 32 bytes, for the key id
 * @throws LogError `bad-key` for a name that is empty or holds a space or a plus
 */
export function ed25519Signer(name: string, publicKey: Uint8Array, sign: SignBytes): Signer {
  return { name, keyId: keyIdOf(name, KeyType.ed25519, publicKey), type: KeyType.ed25519, sign };
}

/**
 * Signs a text, or adds signatures to a note taken apart by `parseNote`. A key that signs again replaces its earlier line.
 * @param text ends in a newline
 * @param signatures lines to keep, in front of the new ones
 * @returns the whole note
 * @throws LogError `bad-note`, `too-large`; whatever a signer throws
 */
export async function signNote(
  text: string,
  signers: readonly Signer[],
  signatures: readonly NoteSignature[] = [],
): Promise<string> {
  const message = new TextEncoder().encode(text);
  const added = await Promise.all(
    signers.map(async (signer) => {
      const { name, keyId } = signer;
      return { name, keyId, signature: await signer.sign(message) };
    }),
  );
  const isReplaced = (old: NoteSignature): boolean =>
    added.some(({ name, keyId }) => name === old.name && keyId === old.keyId);
  return formatNote({ text, signatures: [...signatures.filter((old) => !isReplaced(old)), ...added] });
}
