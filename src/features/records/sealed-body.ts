import type { OwnKeys } from '#features/alliance/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { decryptWith } from '#platform/keys/age.ts';
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
