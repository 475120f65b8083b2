import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { JsonError, parseStrictJson } from '@tamga/json';
import { askFor, learnDocuments } from '#features/alliance/actions.ts';
import type { RefusedDocument } from '#features/alliance/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { messageOf, TamgaError } from '#platform/errors.ts';
import { askPeer } from './client.ts';
import type { ClientDeps } from './client.ts';
import { directoryAnswerSchema, profileAnswerSchema, successionAnswerSchema } from './model.ts';
import { isRefused, memoryOf, noteRefused } from './refused-documents.ts';
import * as store from './store.ts';

const limits = { maxBytes: 16 * 1024 * 1024, timeoutMs: 60_000 };
const maxPages = 50;

/**
 * Asks a peer for the profiles, directories and successions that this node does not hold, or holds otherwise, and takes on what counts.
 * What does not is an alarm with both documents as proof, and the last known good stays in force (design 5).
 * Errors: peer-unreachable, peer-answer.
 */
export async function learnFromPeer(deps: Deps & ClientDeps, peer: string): Promise<void> {
  const path = '/federation/v1';
  for (let page = 0; page < maxPages; page++) {
    const asked = askFor(deps.self.alliance).profile;
    const answer = await askPeer(deps, peer, 'GET', `${path}/profile?${asked}`, limits);
    const { profiles, more } = readAnswer(answer, profileAnswerSchema);
    if (!(await learnFrom(deps, { profiles, directories: [] }, peer))) return;
    if (!more || asked === askFor(deps.self.alliance).profile) break;
  }
  for (let page = 0; page < maxPages; page++) {
    const asked = askFor(deps.self.alliance).directory;
    const answer = await askPeer(deps, peer, 'GET', `${path}/directory?${asked}`, limits);
    const { directories, more } = readAnswer(answer, directoryAnswerSchema);
    if (!(await learnFrom(deps, { profiles: [], directories }, peer))) return;
    if (!more || asked === askFor(deps.self.alliance).directory) break;
  }
  for (let page = 0; page < maxPages; page++) {
    const asked = askFor(deps.self.alliance).succession;
    const answer = await askPeer(deps, peer, 'GET', `${path}/succession?${asked}`, limits);
    const { successions, more } = readAnswer(answer, successionAnswerSchema);
    if (!(await learnFrom(deps, { profiles: [], directories: [], successions }, peer))) return;
    if (!more || asked === askFor(deps.self.alliance).succession) break;
  }
}

function readAnswer<T>(bytes: Buffer, schema: z.ZodType<T>): T {
  try {
    return schema.parse(parseStrictJson(bytes, { maxBytes: limits.maxBytes, maxDepth: 4, maxValues: 500_000 }));
  } catch (cause) {
    if (!(cause instanceof JsonError || cause instanceof z.ZodError)) throw cause;
    throw new TamgaError('peer-answer', `the documents are malformed: ${messageOf(cause)}`, { cause });
  }
}

type Documents = Parameters<typeof learnDocuments>[1];

/** Verified at once; between two slices other work goes on. */
const sliceSize = 32;

/**
 * Takes on what counts of these documents; `from` is a participant, or `folder`. What was refused is not verified again as long as
 * nothing changes. False: a peer offered too much that does not count, and is stopped.
 */
export async function learnFrom(deps: Deps, offered: Documents, from: string): Promise<boolean> {
  if (from === 'folder') {
    for (const refused of await learnDocuments(deps, offered, from)) await alarm(deps, refused, from);
    return true;
  }
  for (const slice of slicesOf(offered)) {
    const memory = memoryOf(deps.self);
    const fresh = (all: readonly string[] = []): string[] => all.filter((jws) => !isRefused(memory, jws));
    const [directories, successions] = [fresh(slice.directories), fresh(slice.successions)];
    if (slice.profiles.length + directories.length + successions.length === 0) continue;
    const refused = await learnDocuments(deps, { profiles: slice.profiles, directories, successions }, from);
    for (const one of refused) await alarm(deps, one, from);
    if (isFlood(deps, refused, successions, from)) return stopOffering(deps, from);
    await setImmediate();
  }
  return true;
}

function slicesOf({ profiles, directories, successions = [] }: Documents): Documents[] {
  const slices: Documents[] = profiles.length > 0 ? [{ profiles, directories: [] }] : [];
  for (let i = 0; i < directories.length; i += sliceSize)
    slices.push({ profiles: [], directories: directories.slice(i, i + sliceSize) });
  for (let i = 0; i < successions.length; i += sliceSize)
    slices.push({ profiles: [], directories: [], successions: successions.slice(i, i + sliceSize) });
  return slices;
}

/** Remembers what did not count, and successions that wait; whether this was too much of it. */
function isFlood(
  { self, now }: Deps,
  refused: readonly RefusedDocument[],
  successions: readonly string[],
  from: string,
): boolean {
  const memory = memoryOf(self);
  const { alliance } = self;
  const held = new Set([...alliance.successions.values()].flatMap((chain) => chain.map(({ jws }) => jws)));
  const seen = new Set(refused.map(({ offered }) => offered));
  const waiting = successions.filter((jws) => !held.has(jws) && !seen.has(jws));
  const ownerOf = (code: string | undefined): string => (alliance.directories.has(code ?? '') ? (code ?? from) : from);
  const over = [
    ...refused.map(({ offered, participant }) => ({ offered, owner: ownerOf(participant) })),
    ...waiting.map((offered) => ({ offered, owner: 'waiting' })),
  ].filter(({ offered, owner }) => noteRefused(memory, offered, { from, owner, at: now() }));
  return over.length > 0;
}

/** As with lines that are refused by the thousand: an officer has to look first. */
async function stopOffering({ db, now, logger }: Deps, peer: string): Promise<boolean> {
  const why = 'more documents that do not count were offered within a day than any honest node holds';
  await store.stopPeer(db, peer, 'refused-flood', why, { notes: [] }, now());
  logger.error('peer-stopped', { peer, code: 'refused-flood' });
  return false;
}

/** The alarm holds both documents; one a day and subject, so that a peer that offers rubbish again and again fills nothing. */
async function alarm(
  { db, now, logger }: Deps,
  { code, participant, why, held, offered }: RefusedDocument,
  from: string,
): Promise<void> {
  // Whoever sealed two directories under one number, or more than count, is at fault, whoever showed them; anything else is on who offered it.
  const isOwners = /-(forked|limit)$/.test(code);
  const subject = isOwners && participant !== undefined ? participant : from;
  const evidence = { notes: [], documents: [held, offered] as const };
  await store.raiseAlarm(db, subject, code, `${why} (from ${from})`, evidence, now());
  logger.error('document-refused', { from, code, subject });
}
