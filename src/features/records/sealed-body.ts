import type { OwnKeys } from '#features/alliance/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { decryptWith } from '#platform/keys/age.ts';
import { fromAgeIdentity } from '#platform/keys/age-blob.ts';
import type { Envelope } from './model.ts';
import { checkBody } from './seal.ts';

/** Content that was sealed for one authority: an age file of body key (32 bytes) and body, one after the other. */
export type SealedBody = { envelope: Envelope; file: Uint8Array; authority: string };

/**
 * Opens content for an authority of this participant and holds it against the envelope. `no-key`: the authority's wrap key is not
 * at this node, and nothing is said about the content. Codes: body-sealed, body-hash.
 */
export async function openSealedBody(
  { envelope, file, authority }: SealedBody,
  keys: Pick<OwnKeys, 'wrap' | 'wrapKeys'> | undefined,
): Promise<{ body: Buffer; bodyKey: Buffer } | 'no-key' | { code: string; why: string }> {
  if (!keys?.wrap.has(authority)) return 'no-key';
  try {
    const secrets = keys.wrapKeys.map(({ privateKey }) => privateKey);
    const text = Buffer.from(await decryptWith(secrets, file));
    const [bodyKey, body] = [text.subarray(0, 32), text.subarray(32)];
    if (checkBody(envelope, body, bodyKey)) return { body, bodyKey };
    return { code: 'body-hash', why: 'the body is not the one that was sealed' };
  } catch (error) {
    if (!(error instanceof TamgaError)) throw error;
    return { code: 'body-sealed', why: `for ${authority}: ${error.message}` };
  }
}

/**
 * The secrets of the identities that open a record's blobs, one for each in the envelope's order: as text, or as an age file for
 * an authority whose wrap key is here. Codes: blob-keys.
 */
export async function openBlobSecrets(
  given: readonly string[] | Uint8Array | null,
  envelope: Envelope,
  keys: Pick<OwnKeys, 'wrapKeys'> | undefined,
): Promise<{ blobSecrets: Buffer[] } | { code: string; why: string }> {
  const count = envelope.blobs?.length ?? 0;
  try {
    const identities = given instanceof Uint8Array ? await readIdentities(given, keys) : (given ?? []);
    if (identities.length !== count)
      return { code: 'blob-keys', why: `${identities.length} identities for ${count} blobs` };
    return { blobSecrets: await Promise.all(identities.map(fromAgeIdentity)) };
  } catch (error) {
    if (!(error instanceof TamgaError)) throw error;
    return { code: 'blob-keys', why: error.message };
  }
}

async function readIdentities(file: Uint8Array, keys: Pick<OwnKeys, 'wrapKeys'> | undefined): Promise<string[]> {
  const secrets = (keys?.wrapKeys ?? []).map(({ privateKey }) => privateKey);
  return Buffer.from(await decryptWith(secrets, file))
    .toString('latin1')
    .split('\n');
}
