import { parseCheckpoint, parseNote } from '@tamga/log';
import { parseStrictJson } from '@tamga/json';
import { lastLineSchema, maxPageBytes, maxPageLines } from '#features/federation/model.ts';
import type { LastLine } from '#features/federation/model.ts';
import type { Network } from '#features/federation/actions.ts';
import { openEnvelope } from '#features/records/actions.ts';
import { documentsSchema, fileLimits } from '#features/records/model.ts';
import type { Documents } from '#features/records/model.ts';
import { messageOf } from '#platform/errors.ts';
import { refuseFile } from './ferry-file.ts';
import { maxFerryPages } from './model.ts';
import type { FerrySeal } from './model.ts';

const newline = 10;
const lastLineStart = Buffer.from('{"checkpoint":');

/** A page of the file; `first` is the place of its first line in the feed. */
type Page = { first: number; lines: Buffer[]; last: LastLine };
export type FerryContent = { documents: Documents; pages: Page[]; size: number };

/** The lines under the seal: documents, then pages that lead to one checkpoint. Codes: damaged, too-large. */
export function readContent(content: Buffer, { after, last }: FerrySeal): FerryContent {
  try {
    return readLines(content, after, last);
  } catch (cause) {
    if (cause instanceof Error && 'detail' in cause) throw cause;
    throw refuseFile('damaged', `the file is not as it should be: ${messageOf(cause)}`, cause);
  }
}

/** The first line under the seal. Codes: damaged. */
export function readDocuments(content: Buffer): Documents {
  const end = content.indexOf(newline);
  try {
    return documentsSchema.parse(parseStrictJson(content.subarray(0, Math.max(0, end)), documentLimits));
  } catch (cause) {
    throw refuseFile('damaged', `the documents in the file cannot be read: ${messageOf(cause)}`, cause);
  }
}

function readLines(content: Buffer, after: number, last: number): FerryContent {
  let documents: Documents | undefined;
  const pages: Page[] = [];
  let lines: Buffer[] = [];
  let pageBytes = 0;
  let next = after + 1;
  for (let start = 0; start < content.length;) {
    const end = content.indexOf(newline, start);
    if (end < 0) throw refuseFile('damaged', 'the file breaks off in the middle of a line');
    const line = content.subarray(start, end);
    start = end + 1;
    if (!documents) documents = documentsSchema.parse(parseStrictJson(line, documentLimits));
    else if (!line.subarray(0, lastLineStart.length).equals(lastLineStart)) {
      lines.push(line);
      pageBytes += line.length;
    } else {
      pages.push({ first: next, lines, last: lastLineSchema.parse(parseStrictJson(line, lastLineLimits)) });
      next += lines.length;
      lines = [];
      pageBytes = 0;
    }
    if (lines.length > maxPageLines || pages.length > maxFerryPages)
      throw refuseFile('too-large', 'the file holds too many lines');
    if (pageBytes > 4 * maxPageBytes) throw refuseFile('too-large', 'a page of the file is too large');
  }
  const [first] = pages;
  if (!documents || !first || lines.length > 0) throw refuseFile('damaged', 'the file holds no whole page');
  if (next !== last + 1) throw refuseFile('damaged', `the file ends at place ${next - 1}, not at ${last}`);
  if (pages.some((page) => page.last.checkpoint !== first.last.checkpoint))
    throw refuseFile('damaged', 'the pages lead to different checkpoints');
  return { documents, pages, size: parseCheckpoint(parseNote(first.last.checkpoint).text).size };
}

const documentLimits = { maxBytes: fileLimits.maxDocumentsBytes, maxDepth: 4, maxValues: 200_000 };
const lastLineLimits = { maxBytes: 8 * 1024 * 1024, maxDepth: 4, maxValues: 1_000 };

/** The peer's node as the file knows it: the requests of a pull, answered from its pages. An air gap is a slow link. */
export function networkOf(seal: FerrySeal, content: FerryContent): Network {
  return ({ url }) => {
    const { pathname, searchParams } = new URL(url);
    const [asked = 1, seq = 0] = (searchParams.get('after') ?? '1.0').split('.').map(Number);
    const isSame = asked === (seal.log ?? 1);
    // Whoever still reads the log before learns from the checkpoint that it has ended.
    const after = isSame ? seq : Number.MAX_SAFE_INTEGER;
    const size = isSame ? Number(searchParams.get('size') ?? 0) : 0;
    if (pathname === '/federation/v1/feed' && searchParams.get('only') === 'recall')
      return answer(recallsAfter(after, consistencyFrom({ seq, size }, seal, content.size), content));
    if (pathname === '/federation/v1/feed')
      return answer(pageAfter(after, consistencyFrom({ seq, size }, seal, content.size), content));
    const { profiles, directories, successions = [] } = content.documents;
    if (pathname === '/federation/v1/profile') return answer(JSON.stringify({ profiles, more: false }));
    if (pathname === '/federation/v1/directory') return answer(JSON.stringify({ directories, more: false }));
    if (pathname === '/federation/v1/succession') return answer(JSON.stringify({ successions, more: false }));
    return Promise.resolve({ status: 404, headers: {}, body: Buffer.alloc(0) });
  };
}

const answer = (body: string | Buffer): ReturnType<Network> =>
  Promise.resolve({ status: 200, headers: {}, body: Buffer.from(body) });

type Place = { seq: number; size: number };

function consistencyFrom(known: Place, { from, consistency }: FerrySeal, size: number): string {
  if (known.size === 0 || known.size === size) return '';
  const proof = consistency.find((one) => one.size === known.size)?.proof;
  if (proof === undefined)
    throw refuseFile('stale', `it proves nothing from size ${known.size} on: ${askAgain(from, known)}`);
  return proof;
}

/** What an officer tells the sender's officers, as their command wants it. */
export const askAgain = (from: string, { seq, size }: Place): string =>
  `this node has read the feed of ${from} to place ${seq}, and verified its log to size ${size}; have the file made there with --after ${seq} --size ${size}`;

function pageAfter(after: number, consistency: string, { pages }: FerryContent): Buffer {
  const page = pages.find(({ first, lines }) => first + lines.length - 1 > after) ?? pages.at(-1)!;
  const lines = page.lines.slice(Math.max(0, after + 1 - page.first));
  return joinPage(lines, { ...page.last, consistency, more: page !== pages.at(-1) });
}

/** What a node that was long out of touch asks for first. */
function recallsAfter(after: number, consistency: string, { pages }: FerryContent): Buffer {
  const lines = pages.flatMap((page) =>
    page.lines.filter((line, i) => page.first + i > after && kindOf(line) === 'recall'),
  );
  return joinPage(lines.slice(0, maxPageLines), { ...pages.at(-1)!.last, consistency, more: false });
}

/** What a line calls itself; verified it is later, like every line. */
function kindOf(line: Buffer): string | undefined {
  try {
    const { jws } = JSON.parse(line.toString()) as { jws?: string };
    return jws === undefined ? undefined : openEnvelope(jws).kind;
  } catch {
    return undefined;
  }
}

const joinPage = (lines: readonly Buffer[], last: LastLine): Buffer =>
  Buffer.concat([...lines.flatMap((line) => [line, lineEnd]), Buffer.from(`${JSON.stringify(last)}\n`)]);
const lineEnd = Buffer.from('\n');
