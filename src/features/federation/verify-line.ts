import { hashLeaf, verifyInclusion } from '@tamga/log';
import { JsonError, parseStrictJson } from '@tamga/json';
import { judgeKey } from '#features/alliance/model.ts';
import { isDue } from '#features/oversight/model.ts';
import { openSeal } from '#features/records/actions.ts';
import { maxBodyBytes } from '#features/records/model.ts';
import type { SealedRecord } from '#features/records/model.ts';
import { chunksOf32, fromBase64url } from '#platform/bytes.ts';
import { TamgaError, messageOf } from '#platform/errors.ts';
import { readContent, schemaOf } from './line-content.ts';
import type { ContentFacts } from './line-content.ts';
import { voidLineSchema } from './model.ts';

/** What a line of a feed turned out to be. A refused line is kept and answered; it never stops the ones after it. */
export type VerifiedLine =
  | { seq: number; outcome: 'void' }
  | { seq: number; outcome: 'record'; record: SealedRecord; index: number; proof: Buffer }
  | { seq: number; outcome: 'refused'; code: string; why: string; ref: string | null; line: Buffer };

/** `keys` open what is sealed for an authority of this participant; without them it is taken unopened. */
export type PageFacts = ContentFacts & { peer: string; log: number; size: number; root: Uint8Array };

/** A line may be a little larger than a body: escapes, JWS and proof. */
const lineLimits = { maxBytes: 2 * maxBodyBytes + 64 * 1024, maxDepth: 3, maxValues: 16 + 256 };

/**
 * Verifies one line: seal over the bytes received, then body, then its place in the sender's log (design 3, "verify").
 * A line without body is an envelope that is due to oversight; its record has no body and no content. Content for one
 * authority is opened where its wrap key is here; elsewhere seal and proof alone are checked, and the body once it can be.
 * Codes: those of `openSeal`, line, foreign-author, misaddressed, not-due, body-sealed, body-hash, body-json, key-range, proof.
 */
export async function verifyLine(line: Buffer, expectedSeq: number, page: PageFacts): Promise<VerifiedLine> {
  let kept = line;
  const refused = (code: string, why: string, ref: string | null = null): VerifiedLine => ({
    seq: expectedSeq,
    outcome: 'refused',
    code,
    why: why.slice(0, 300),
    ref,
    line: kept,
  });
  let value: unknown;
  try {
    value = parseStrictJson(line, lineLimits);
  } catch (error) {
    return error instanceof JsonError
      ? refused(error.code, `at byte ${error.offset}`)
      : refused('line', messageOf(error));
  }
  if (typeof value === 'object' && value !== null && 'void' in value) {
    const isVoid = voidLineSchema.safeParse(value);
    if (isVoid.success) return inPlace(isVoid.data.seq, expectedSeq, { seq: expectedSeq, outcome: 'void' });
  }
  // What proves the refusal is the seal; content that was not taken must not stay behind where no recall finds it (I5).
  if (typeof value === 'object' && value !== null && 'jws' in value && typeof value.jws === 'string')
    kept = Buffer.from(value.jws);
  const parsed = schemaOf(value).safeParse(value);
  if (!parsed.success)
    return refused('line', `${parsed.error.issues[0]?.path.join('.') ?? ''}: ${parsed.error.issues[0]?.message ?? ''}`);
  const { data } = parsed;
  const { jws, index } = data;
  const isBare = !('body' in data) && !('sealed' in data);

  const opened = await openSeal(jws, page.alliance);
  if (!opened.ok) return refused(opened.code, opened.why, opened.ref ?? null);
  const { envelope, digest, kid } = opened;
  if (!envelope.ref.startsWith(`${page.peer}/`))
    return refused('foreign-author', `${page.peer} offers a record of ${envelope.author}`, envelope.ref);
  if (isBare && (envelope.to === page.self || !isDue(page.alliance, envelope.kind, page.self)))
    return refused('not-due', `the envelope of ${envelope.kind} alone is not due to ${page.self}`, envelope.ref);
  if (!isBare && envelope.to !== undefined && envelope.to !== page.self)
    return refused('misaddressed', `addressed to ${envelope.to}`, envelope.ref);
  try {
    const content = await readContent(data, envelope, page);
    if ('code' in content) return refused(content.code, content.why, envelope.ref);
    // What was disowned is kept, and set aside where it is judged.
    if (judgeKey(page.alliance, kid, { log: page.log, index }) === 'key-range')
      return refused('key-range', `${kid} is not valid at log index ${index}`, envelope.ref);
    const proof = fromBase64url(data.proof, 'proof');
    verifyInclusion({ index, size: page.size, leafHash: hashLeaf(digest), root: page.root, proof: chunksOf32(proof) });
    const record: SealedRecord = { jws, digest, envelope, ...content };
    return inPlace(data.seq, expectedSeq, { seq: expectedSeq, outcome: 'record', record, index, proof });
  } catch (error) {
    if (error instanceof TamgaError && error.code === 'peer-answer') throw error;
    if (error instanceof JsonError) return refused('body-json', `${error.code} at byte ${error.offset}`, envelope.ref);
    return refused(error instanceof TamgaError ? error.code : 'proof', messageOf(error), envelope.ref);
  }
}

/** Places are gap-free: a feed that counts otherwise has lost a line on the way, and nothing of the page is taken. */
function inPlace(seq: number, expectedSeq: number, line: VerifiedLine): VerifiedLine {
  if (seq === expectedSeq) return line;
  throw new TamgaError('peer-answer', `the feed goes on with ${seq} where ${expectedSeq} was due`);
}
