import { hashLeaf, LogError, verifyInclusion } from '@tamga/log';
import { JsonError, parseStrictJson } from '@tamga/json';
import { z } from 'zod';
import { judgeKey, snapshot } from '#features/alliance/model.ts';
import { openLogNote, readOwnLog } from '#features/log/actions.ts';
import { checkBody, openSeal, readBody, storeCameBack } from '#features/records/actions.ts';
import type { CameBack } from '#features/records/actions.ts';
import { maxBodyBytes } from '#features/records/model.ts';
import type { SealedRecord } from '#features/records/model.ts';
import { chunksOf32, fromBase64url, toBase64url } from '#platform/bytes.ts';
import { transaction } from '#platform/db/db.ts';
import { messageOf, TamgaError } from '#platform/errors.ts';
import { askPeer } from './client.ts';
import * as store from './give-back-store.ts';
import { backLastLineSchema, backLineSchema, maxBackLines, maxPageBytes } from './model.ts';
import type { PullDeps } from './pull.ts';

const limits = { maxBytes: 4 * maxPageBytes, timeoutMs: 60_000 };
const lineLimits = { maxBytes: 2 * maxBodyBytes + 128 * 1024, maxDepth: 3, maxValues: 16 };

/**
 * Asks each peer that still owes it for a page of what this node had released to it before its log began anew. Recalls are among
 * it, so that peer's feed is closed until all has come (design 6). True when there is more to ask for at once.
 */
export async function fetchBack(deps: PullDeps): Promise<boolean> {
  const owing = await store.readOwing(deps.db);
  const asked = owing.map(async (one) => {
    try {
      return await fetchPage({ ...deps, self: snapshot(deps.self) }, one);
    } catch (error) {
      if (!(error instanceof TamgaError)) throw error;
      deps.logger.info('not-given-back', { peer: one.participant, why: messageOf(error) });
      return false;
    }
  });
  return (await Promise.all(asked)).includes(true);
}

/**
 * Serves peers that have given nothing back, on their operator's word: those that are gone for long, or that a ferry alone reaches.
 * What was recalled from them in the part that was lost has to be recalled again.
 */
export async function serveUnreturned(
  deps: Pick<PullDeps, 'db' | 'logger'>,
  participants: readonly string[],
): Promise<void> {
  for (const { participant } of await store.readOwing(deps.db)) {
    if (!participants.includes(participant)) continue;
    await transaction(deps.db, (tx) => store.finishOwing(tx, participant));
    deps.logger.warn('served-unreturned', { peer: participant });
  }
}

async function fetchPage(deps: PullDeps, owing: store.Owing): Promise<boolean> {
  const { participant, after } = owing;
  const log = await readOwnLog(deps.db);
  const query = `?log=${log}${after === null ? '' : `&after=${toBase64url(after)}`}`;
  const { lines, more } = splitPage(await askPeer(deps, participant, 'GET', `/federation/v1/own${query}`, limits));
  const given: CameBack[] = [];
  for (const line of lines) given.push(await verifyBack(deps, line));
  await transaction(deps.db, async (tx) => {
    if (!(await store.lockOwing(tx, owing))) return;
    const ids = (await storeCameBack(tx, deps, given)).filter((id) => id !== null);
    if (ids.length < given.length) deps.logger.error('came-back-otherwise', { peer: participant });
    const last = given.at(-1)?.record.digest;
    const count = last ? await store.noteCame(tx, participant, ids, last) : 0;
    if (more && count === 0)
      throw new TamgaError('peer-answer', `${participant} gives back nothing new, and more of it`);
    if (!more) await store.finishOwing(tx, participant);
  });
  return more;
}

function splitPage(body: Buffer): { lines: Buffer[]; more: boolean } {
  const lines: Buffer[] = [];
  for (let start = 0; start < body.length;) {
    const end = body.indexOf(10, start);
    if (end < 0 || lines.length > maxBackLines) throw new TamgaError('peer-answer', 'what is given back is malformed');
    lines.push(body.subarray(start, end));
    start = end + 1;
  }
  const last = lines.pop() ?? Buffer.alloc(0);
  return { lines, ...readLine(last, backLastLineSchema) };
}

function readLine<T>(line: Buffer, schema: z.ZodType<T>): T {
  try {
    return schema.parse(parseStrictJson(line, lineLimits));
  } catch (cause) {
    if (!(cause instanceof JsonError || cause instanceof z.ZodError)) throw cause;
    throw new TamgaError('peer-answer', `a line given back is malformed: ${messageOf(cause)}`, { cause });
  }
}

/**
 * What comes back was sealed by an own record key, and was in an own log: without the proof, whoever stole a record key could
 * have his records taken for ours. Errors: peer-answer.
 */
async function verifyBack({ self }: PullDeps, line: Buffer): Promise<CameBack> {
  const { jws, log, index, proof, checkpoint, body, bodyKey } = readLine(line, backLineSchema);
  const { alliance, code } = self;
  const wrong = (why: string): TamgaError => new TamgaError('peer-answer', `a record given back does not hold: ${why}`);
  const opened = await openSeal(jws, alliance);
  if (!opened.ok) throw wrong(`${opened.code}, ${opened.why}`);
  const { envelope, digest, kid } = opened;
  if (!envelope.ref.startsWith(`${code}/`)) throw wrong(`${envelope.ref} is another's`);
  if (judgeKey(alliance, kid, { log, index }) !== 'valid') throw wrong(`${kid} is not valid there`);
  try {
    const head = await openLogNote(checkpoint, alliance, code);
    if (head.log !== log) throw wrong(`its checkpoint is of log ${head.log}`);
    const hashes = chunksOf32(fromBase64url(proof, 'proof'));
    verifyInclusion({ index, size: head.size, leafHash: hashLeaf(digest), root: head.root, proof: hashes });
    const content = readContent({ envelope, digest, jws }, body, bodyKey);
    if (!content) throw wrong(`the content of ${envelope.ref} is not what was sealed`);
    return { record: { jws, digest, envelope, ...content }, log, logIndex: index };
  } catch (error) {
    if (error instanceof LogError || error instanceof JsonError) throw wrong(messageOf(error));
    throw error;
  }
}

function readContent(
  { envelope }: Pick<SealedRecord, 'envelope' | 'digest' | 'jws'>,
  text: string | undefined,
  key: string | undefined,
): Pick<SealedRecord, 'body' | 'bodyKey' | 'content'> | undefined {
  if (text === undefined || key === undefined) return { body: null, bodyKey: null, content: null };
  const body = Buffer.from(text, 'utf8');
  const bodyKey = fromBase64url(key, 'bodyKey', 32);
  return checkBody(envelope, body, bodyKey) ? { body, bodyKey, content: readBody(body) } : undefined;
}
