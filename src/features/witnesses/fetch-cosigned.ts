import { openNote, parseNote, LogError } from '@tamga/log';
import { JsonError, parseStrictJson } from '@tamga/json';
import { z } from 'zod';
import { logNamed } from '#features/alliance/model.ts';
import { askPeer } from '#features/federation/actions.ts';
import type { Network } from '#features/federation/actions.ts';
import { openLogNote } from '#features/log/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { transaction } from '#platform/db/db.ts';
import { messageOf, TamgaError } from '#platform/errors.ts';
import { witnessVerifiers } from './cosign.ts';
import { witnessName } from './model.ts';
import { directoryLine } from './rules.ts';
import * as store from './store.ts';

const limits = { maxBytes: 4 * 1024 * 1024, timeoutMs: 10_000 };
const maxNotes = 256;
const answerSchema = z.strictObject({ notes: z.array(z.string().max(40_000)).max(maxNotes) });

/** The newest checkpoints that are held here with the asker's cosignature: of the own log, and of others'. */
export async function cosignedBy(deps: Pick<Deps, 'db' | 'self'>, asker: string): Promise<{ notes: string[] }> {
  const name = witnessName(deps.self.alliance.id, asker);
  const own = await store.readCosignedBy(deps.db, asker);
  const others = await store.readWitnessedNotes(deps.db, `\n\u2014 ${name} `);
  return { notes: [...own, ...others].slice(0, maxNotes) };
}

export type FetchDeps = Pick<Deps, 'db' | 'self' | 'now' | 'randomBytes' | 'logger'> & { network: Network };

/**
 * A restored witness may have cosigned more than it remembers. It cosigns a log again when that log's owner has shown the
 * last checkpoint with its cosignature; what the others hold of it is asked for as well (design 6).
 */
export async function fetchCosigned(deps: FetchDeps): Promise<void> {
  await Promise.all(
    (await store.readHolds(deps.db)).map(async (peer) => {
      try {
        await fetchFrom(deps, peer);
      } catch (error) {
        if (!(error instanceof TamgaError)) throw error;
        deps.logger.info('cosignatures-unheard', { peer, why: messageOf(error) });
      }
    }),
  );
}

async function fetchFrom(deps: FetchDeps, peer: string): Promise<void> {
  const { notes } = readAnswer(await askPeer(deps, peer, 'GET', '/federation/v1/cosigned', limits));
  for (const note of notes) {
    try {
      await remember(deps, note);
    } catch (error) {
      if (!(error instanceof LogError)) throw error;
      deps.logger.warn('cosignature-unreadable', { peer, why: messageOf(error) });
    }
  }
  await store.endHold(deps.db, peer);
}

function readAnswer(bytes: Buffer): z.infer<typeof answerSchema> {
  try {
    return answerSchema.parse(parseStrictJson(bytes, { ...limits, maxDepth: 3, maxValues: 1_000 }));
  } catch (cause) {
    if (!(cause instanceof JsonError || cause instanceof z.ZodError)) throw cause;
    throw new TamgaError('peer-answer', `the cosignatures are malformed: ${messageOf(cause)}`, { cause });
  }
}

/** A note under this node's own cosignature, later than what it remembers. Errors: LogError where it is none. */
async function remember({ db, self, now, logger }: FetchDeps, note: string): Promise<void> {
  const { alliance, code } = self;
  const named = logNamed(alliance, parseNote(note).text.split('\n', 1)[0] ?? '');
  if (!named || named.participant === code) return;
  const { participant } = named;
  await openNote(note, witnessVerifiers(alliance, code));
  const { log, size, root, extensions } = await openLogNote(note, alliance, participant);
  const directory = directoryLine(extensions);
  if (!directory) return;
  await transaction(db, async (tx) => {
    const held = await store.lockWitnessed(tx, participant);
    if (held && (held.log > log || (held.log === log && held.size >= size))) return;
    const head = { log, size, root: Buffer.from(root), note, cosignedAt: now() };
    const { number: directoryNumber, digest: directoryDigest } = directory;
    await store.writeWitnessed(tx, participant, { ...head, directoryNumber, directoryDigest });
    logger.info('cosignature-fetched', { peer: participant, log, size });
  });
}
