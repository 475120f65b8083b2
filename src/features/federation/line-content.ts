import type { Alliance, OwnKeys } from '#features/alliance/model.ts';
import { checkBody, openSealedBody, readBody } from '#features/records/actions.ts';
import type { Envelope, SealedRecord } from '#features/records/model.ts';
import { fromBase64url } from '#platform/bytes.ts';
import { envelopeLineSchema, recordLineSchema, sealedLineSchema } from './model.ts';
import type { EnvelopeLine, RecordLine, SealedLine } from './model.ts';

export type ContentLine = RecordLine | SealedLine | EnvelopeLine;
export type LineContent = Pick<SealedRecord, 'body' | 'bodyKey' | 'content' | 'readers' | 'unopened'>;
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
 * authority's wrap key is not here. Codes: line, misaddressed, body-sealed, body-hash. Throws JsonError.
 */
export async function readContent(
  line: ContentLine,
  envelope: Envelope,
  { self, alliance, keys }: ContentFacts,
): Promise<LineContent | { code: string; why: string }> {
  if ('body' in line) {
    const body = Buffer.from(line.body, 'utf8');
    const bodyKey = fromBase64url(line.bodyKey, 'bodyKey', 32);
    if (checkBody(envelope, body, bodyKey)) return { body, bodyKey, content: readBody(body) };
    return { code: 'body-hash', why: 'the body is not the one that was sealed' };
  }
  if (!('sealed' in line)) return none;
  const { to } = line;
  if (envelope.to !== undefined) return { code: 'line', why: 'a control record is not for one authority' };
  const own = alliance.directories.get(self)?.directory.authorities ?? [];
  if (!own.some(({ code }) => code === to)) return { code: 'misaddressed', why: `for ${to}` };
  const file = fromBase64url(line.sealed, 'sealed');
  const opened = await openSealedBody({ envelope, file, authority: to }, keys);
  if (opened === 'no-key') return { ...none, readers: [to], unopened: file };
  return 'code' in opened ? opened : { ...opened, content: readBody(opened.body), readers: [to] };
}
