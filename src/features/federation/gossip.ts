import { LogError, openCheckpoint, parseCheckpoint, parseNote } from '@tamga/log';
import { logOrigin } from '#features/alliance/model.ts';
import { logVerifier } from '#features/log/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { equalBytes } from '#platform/bytes.ts';
import * as store from './store.ts';

/**
 * Compares the checkpoints that a peer holds of others with ours: two roots for one size, both signed, are an alarm with
 * both notes as proof (design 6). Notes that are not signed by whom they name are dropped: gossip proves nothing by itself.
 */
export async function noteGossip(
  deps: Pick<Deps, 'db' | 'self' | 'now' | 'logger'>,
  notes: readonly string[],
): Promise<void> {
  let unreadable = 0;
  for (const note of notes) {
    try {
      await compare(deps, note);
    } catch (error) {
      if (!(error instanceof LogError)) throw error;
      unreadable += 1;
    }
  }
  if (unreadable > 0) deps.logger.warn('gossip-unreadable', { notes: unreadable });
}

async function compare({ db, self, now }: Pick<Deps, 'db' | 'self' | 'now'>, note: string): Promise<void> {
  const { origin } = parseCheckpoint(parseNote(note).text);
  const participant = self.alliance.profile.participants.find(
    (p) => logOrigin(self.alliance.id, p.code) === origin,
  )?.code;
  const verifier = participant && participant !== self.code ? logVerifier(self.alliance, participant) : undefined;
  if (!participant || !verifier) return;
  const ours = await store.readPeer(db, participant);
  if (ours.checkpointNote === null || ours.checkpointNote === note || !ours.checkpointRoot) return;
  const checkpoint = await openCheckpoint(note, origin, verifier);
  if (checkpoint.size !== ours.checkpointSize || equalBytes(checkpoint.root, ours.checkpointRoot)) return;
  const why = `${participant} signed two roots for size ${checkpoint.size}`;
  await store.stopPeer(db, participant, 'log-forked', why, { notes: [ours.checkpointNote, note] }, now());
}
