import { z } from 'zod';
import { JsonError, parseStrictJson } from '@tamga/json';
import { askFor, learnDocuments } from '#features/alliance/actions.ts';
import type { RefusedDocument } from '#features/alliance/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { messageOf, TamgaError } from '#platform/errors.ts';
import { askPeer } from './client.ts';
import type { ClientDeps } from './client.ts';
import { directoryAnswerSchema, profileAnswerSchema, successionAnswerSchema } from './model.ts';
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
    await learnFrom(deps, { profiles, directories: [] }, peer);
    if (!more || asked === askFor(deps.self.alliance).profile) break;
  }
  for (let page = 0; page < maxPages; page++) {
    const asked = askFor(deps.self.alliance).directory;
    const answer = await askPeer(deps, peer, 'GET', `${path}/directory?${asked}`, limits);
    const { directories, more } = readAnswer(answer, directoryAnswerSchema);
    await learnFrom(deps, { profiles: [], directories }, peer);
    if (!more || asked === askFor(deps.self.alliance).directory) break;
  }
  for (let page = 0; page < maxPages; page++) {
    const asked = askFor(deps.self.alliance).succession;
    const answer = await askPeer(deps, peer, 'GET', `${path}/succession?${asked}`, limits);
    const { successions, more } = readAnswer(answer, successionAnswerSchema);
    await learnFrom(deps, { profiles: [], directories: [], successions }, peer);
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

/** Takes on what counts of these documents; `from` is a participant, or `folder`. */
export async function learnFrom(deps: Deps, offered: Documents, from: string): Promise<void> {
  if (offered.profiles.length + offered.directories.length + (offered.successions?.length ?? 0) === 0) return;
  for (const refused of await learnDocuments(deps, offered, from)) await alarm(deps, refused, from);
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
