import type { Alliance, OwnKeys } from '#features/alliance/model.ts';
import { checkBody, openBlobSecrets, openSealedBody, readBody } from '#features/records/actions.ts';
import type { Envelope, SealedRecord } from '#features/records/model.ts';
import { fromBase64url } from '#platform/bytes.ts';
import { envelopeLineSchema, recordLineSchema, sealedLineSchema } from './model.ts';
import type { EnvelopeLine, RecordLine, SealedLine } from './model.ts';

export type ContentLine = RecordLine | SealedLine | EnvelopeLine;
export type LineContent = Pick<
  SealedRecord,
  'body' | 'bodyKey' | 'content' | 'readers' | 'unopened' | 'blobSecrets' | 'unopenedBlobs'
>;
export type ContentFacts = { self: string; alliance: Alliance; keys?: Pick<OwnKeys, 'wrap' | 'wrapKeys'> };

/** Which of its three forms a line has, by the members that only one of them has: body, encrypted, or the envelope alone. */
export function schemaOf(value: unknown) {
  const has = (member: string): boolean => typeof value === 'object' && value !== null && member in value;
  if (has('sealed')) return sealedLineSchema;
  return has('body') || has('bodyKey') ? recordLineSchema : envelopeLineSchema;
}

const none: LineContent = { body: null, bodyKey: null, content: null };

/**
 * The content of a line, held against its envelope: in the clear, opened for one authority, or unopened where that
 * authority's wrap key is not here. Codes: line, misaddressed, body-sealed, body-hash, blob-keys. Throws JsonError.
 */
export async function readContent(
  line: ContentLine,
  envelope: Envelope,
  { self, alliance, keys }: ContentFacts,
): Promise<LineContent | { code: string; why: string }> {
  if ('body' in line) {
    const body = Buffer.from(line.body, 'utf8');
    const bodyKey = fromBase64url(line.bodyKey, 'bodyKey', 32);
    const blobs = await openBlobSecrets(line.blobs ?? null, envelope, keys);
    if ('code' in blobs) return blobs;
    if (checkBody(envelope, body, bodyKey)) return { body, bodyKey, content: readBody(body), ...blobs };
    return { code: 'body-hash', why: 'the body is not the one that was sealed' };
  }
  if (!('sealed' in line)) return none;
  const { to } = line;
  if (envelope.to !== undefined) return { code: 'line', why: 'a control record is not for one authority' };
  const own = alliance.directories.get(self)?.directory.authorities ?? [];
  if (!own.some(({ code }) => code === to)) return { code: 'misaddressed', why: `for ${to}` };
  const file = fromBase64url(line.sealed, 'sealed');
  const opened = await openSealedBody({ envelope, file, authority: to }, keys);
  const identities = line.blobs === undefined ? null : fromBase64url(line.blobs, 'blobs');
  if ((identities === null) !== (envelope.blobs === undefined))
    return { code: 'blob-keys', why: 'the identities of blobs go with a record that names some' };
  if (opened === 'no-key')
    return { ...none, readers: [to], unopened: file, ...(identities ? { unopenedBlobs: identities } : {}) };
  if ('code' in opened) return opened;
  const blobs = await openBlobSecrets(identities, envelope, keys);
  return 'code' in blobs ? blobs : { ...opened, content: readBody(opened.body), readers: [to], ...blobs };
}
