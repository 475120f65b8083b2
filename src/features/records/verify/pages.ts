import { encodeBase64 } from '@tamga/log';
import {
  envelopeLineSchema,
  lastLineSchema,
  maxPageLines,
  recordLineSchema,
  sealedLineSchema,
  voidLineSchema,
} from '#features/federation/model.ts';
import type { EnvelopeLine, LastLine, RecordLine, SealedLine } from '#features/federation/model.ts';
import { documentsSchema, fileLimits } from '../proof-model.ts';
import type { Documents } from '../proof-model.ts';
import { fail, openLogCheckpoint, orNull, pass, readDocuments, step, verifyRecord } from '../verify.ts';
import type { Context, Finding, ReadDocuments, Step } from '../verify.ts';
import {
  bytesOf,
  fromBase64url,
  parseCompact,
  readDirectory,
  readEnvelope,
  readStrict,
  sha256,
  Unreadable,
} from '../verify-parts.ts';
import type { DirectoryFacts } from '../verify-parts.ts';
import { verifyChain } from './chain.ts';

type Found = { steps: Step[]; records: { ref: string; where: string; steps: Step[] }[] };
/** What the pages turned out to be; whose they are, where that can be read. */
export type VerifiedPages = Found & { author: DirectoryFacts | null; alliance: Context['alliance'] | null };
type Page = { first: number; lines: Uint8Array[]; last: LastLine };
type Author = { directory: string; documents: ReadDocuments };

const maxPages = 64;
const newline = 10;
const bracket = '{'.charCodeAt(0);
const documentLimits = { maxBytes: fileLimits.maxDocumentsBytes, maxDepth: 4, maxValues: 200_000 };
const lineLimits = { maxBytes: 9 * 1024 * 1024, maxDepth: 3, maxValues: 1_000 };

/**
 * Saved pages of one participant's feed, as they were served, after a line with the open documents. Each record is
 * checked as in a proof; a page also has to count without gaps. Of what is left out of the file nothing can be said, and
 * whether the log continues an earlier one only its reader knows.
 */
export async function verifyPages(file: Uint8Array, anchor: string): Promise<VerifiedPages> {
  const lines = splitLines(file);
  const documents = readStrict(documentsSchema, lines[0] ?? new Uint8Array(), 'line of documents', documentLimits);
  const { steps, alliance, underRoot } = await verifyChain(anchor, documents.profiles);
  if (!alliance) return { steps, records: [], author: null, alliance };
  const pages = toPages(lines);
  const found = authorOf(pages, documents);
  const author = { ...found, documents: underRoot(found.documents) };
  const records: Found['records'] = [];
  let next: number | undefined;
  for (const page of pages) {
    const taken = await verifyPage(page, next, author, documents, alliance);
    steps.push(taken.step);
    records.push(...taken.records);
    next = taken.next;
  }
  return { steps, records, author: author.documents.directory?.facts ?? null, alliance };
}

function splitLines(file: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < file.length;) {
    const end = file.indexOf(newline, start);
    if (end < 0) throw new Unreadable('the file breaks off in the middle of a line');
    lines.push(file.subarray(start, end));
    start = end + 1;
    if (lines.length > maxPages * (maxPageLines + 1)) throw new Unreadable('the file has too many lines');
  }
  if (lines[0]?.[0] !== bracket) throw new Unreadable('neither a proof, nor pages, nor a ferry file');
  return lines;
}

/** A page ends with the line that holds its checkpoint. */
function toPages(lines: readonly Uint8Array[]): Page[] {
  const pages: Page[] = [];
  let page: Uint8Array[] = [];
  for (const [at, line] of lines.entries()) {
    if (at === 0) continue;
    const last = new TextDecoder().decode(line.subarray(0, 14)) === '{"checkpoint":';
    if (!last) page.push(line);
    else
      pages.push({
        first: at - page.length,
        lines: page,
        last: readStrict(lastLineSchema, line, `last line of page ${pages.length + 1}`),
      });
    if (last) page = [];
    if (page.length > maxPageLines) throw new Unreadable(`a page has more than ${maxPageLines} lines`);
    if (pages.length > maxPages) throw new Unreadable(`the file has more than ${maxPages} pages`);
  }
  if (page.length > 0) throw new Unreadable('the file ends without the line that holds a checkpoint');
  if (pages.length === 0) throw new Unreadable('the file holds no page');
  return pages;
}

/** Whose feed it is stands in the checkpoint; that the checkpoint is theirs is checked with each page. */
function authorOf(pages: readonly Page[], { directories, profiles }: Documents): Author {
  const [, code = ''] = /\/([a-z0-9]+)\/log\/\d+\n/.exec(pages[0]?.last.checkpoint ?? '') ?? [];
  const found = directories.flatMap((jws) => {
    const read = orNull(() => readDirectory(parseCompact(jws).payload));
    return read?.participant === code ? [{ jws, number: read.number }] : [];
  });
  const directory = found.toSorted((a, b) => a.number - b.number).at(-1)?.jws;
  if (directory === undefined) throw new Unreadable(`the file holds no directory of ${code || 'nobody'}`);
  return { directory, documents: readDocuments({ directory, profile: profiles.at(-1)?.source ?? '' }) };
}

type Taken = { step: Step; records: Found['records']; next: number | undefined };

async function verifyPage(
  page: Page,
  due: number | undefined,
  author: Author,
  documents: Documents,
  alliance: Context['alliance'],
): Promise<Taken> {
  const records: Found['records'] = [];
  let next = due;
  let voids = 0;
  let fault = '';
  for (const [i, bytes] of page.lines.entries()) {
    const where = `line ${page.first + i + 1}`;
    const line = readLine(bytes, where);
    if (next !== undefined && line.seq !== next) fault ||= `${where} has the place ${line.seq} where ${next} is due`;
    next = line.seq + 1;
    if ('void' in line) voids += 1;
    else records.push(await verifyLine(line, page, where, author, documents, alliance));
  }
  const judge = async (): Promise<Finding> => {
    if (fault !== '') return fail('', fault);
    const { directory } = author.documents;
    if (!directory) return fail('', 'the directory cannot be read');
    const opened = await openLogCheckpoint(page.last.checkpoint, alliance.id, directory.facts);
    if ('outcome' in opened) return opened;
    const held = voids === 0 ? '' : `, ${voids} places that hold nothing any more`;
    return pass(
      `${opened.origin} ${opened.size}`,
      `from line ${page.first + 1} on ${records.length} records${held}; not checked: whether the log continues an earlier one, and what others’ logs are said to be`,
    );
  };
  return { step: await step('page', judge), records, next };
}

type Line = RecordLine | SealedLine | EnvelopeLine | { seq: number; void: true };
const readLine = (bytes: Uint8Array, where: string): Line =>
  readStrict<Line>(
    recordLineSchema.or(voidLineSchema).or(envelopeLineSchema).or(sealedLineSchema),
    bytes,
    where,
    lineLimits,
  );

async function verifyLine(
  line: RecordLine | SealedLine | EnvelopeLine,
  page: Page,
  where: string,
  author: Author,
  { profiles }: Documents,
  alliance: Context['alliance'],
): Promise<Found['records'][number]> {
  const digest = await sha256(bytesOf(line.jws));
  const ref = orNull(() => readEnvelope(parseCompact(line.jws).payload))?.ref ?? '';
  const proof = {
    jws: line.jws,
    digest,
    // An envelope that is due to oversight stands alone in its line; what is encrypted only its authority can check.
    ...('body' in line ? { body: line.body, bodyKey: line.bodyKey } : { body: null, bodyKey: null }),
    directory: author.directory,
    profile: profiles.at(-1)?.source ?? '',
    index: line.index,
    proof: hashesOf(line.proof, where),
    checkpoint: page.last.checkpoint,
  };
  const shown = { ref, digest, body: proof.body, facts: {} };
  return { ref, where, steps: await verifyRecord(proof, { alliance, record: shown }, author.documents) };
}

/** In a feed the hashes of a proof stand one after the other. */
function hashesOf(joined: string, where: string): string[] {
  const bytes = fromBase64url(joined);
  if (bytes.length % 32 !== 0) throw new Unreadable(`${where}: the proof is no list of hashes`);
  return Array.from({ length: bytes.length / 32 }, (_, i) => encodeBase64(bytes.subarray(i * 32, i * 32 + 32)));
}
