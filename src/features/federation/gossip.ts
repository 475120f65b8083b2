import { LogError, parseNote } from '@tamga/log';
import { logOrigin } from '#features/alliance/model.ts';
import { holdAgainstOwn, openLogNote, ownBeginning, readHead, stopSigning } from '#features/log/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { equalBytes } from '#platform/bytes.ts';
import { accuse, toEvidence } from './accuse.ts';
import * as gossip from './gossip-store.ts';
import type { Heard } from './gossip-store.ts';
import * as store from './store.ts';

type GossipDeps = Pick<Deps, 'db' | 'self' | 'now' | 'logger'>;

/**
 * Takes the checkpoints that a peer holds of others' logs (design 6). What agrees with ours at a glance is settled; for the
 * rest the log has to prove that it has one history (`proveHeads`). Notes that are not signed by whom they name are
 * dropped: gossip proves nothing by itself. Notes about this node's own log are held against that log at once.
 */
export async function noteGossip(deps: GossipDeps, peer: string, notes: readonly string[]): Promise<void> {
  let unreadable = 0;
  for (const note of notes) {
    try {
      await hearNote(deps, peer, note);
    } catch (error) {
      if (!(error instanceof LogError)) throw error;
      unreadable += 1;
    }
  }
  if (unreadable > 0) deps.logger.warn('gossip-unreadable', { peer, notes: unreadable });
}

/** Errors: LogError where the note is not one of a participant's log. */
export async function hearNote(deps: GossipDeps, peer: string, note: string): Promise<void> {
  const { alliance } = deps.self;
  const origin = parseNote(note).text.split('\n', 1)[0];
  const participant = alliance.profile.participants.find((p) => logOrigin(alliance.id, p.code) === origin)?.code;
  if (participant === undefined || (await gossip.isHeard(deps.db, participant, peer, note))) return;
  const { size, root } = await openLogNote(note, alliance, participant);
  const heard = { participant, peer, size, root: Buffer.from(root), note };
  const settled = participant === deps.self.code ? await checkOwn(deps, heard) : await isHeld(deps, heard);
  await gossip.keepHeard(deps.db, heard, settled, deps.now());
}

const sightEveryMs = 600_000;

/**
 * A checkpoint that its owner showed by another way than its feed: that both are of one log is asked for now and then, so that
 * what is cosigned here and what is read here cannot part.
 */
export async function noteSighting(deps: GossipDeps, participant: string, note: string): Promise<void> {
  const since = new Date(deps.now().getTime() - sightEveryMs);
  if (!(await gossip.isHeardSince(deps.db, participant, since))) await hearNote(deps, participant, note);
}

/** Whether it is what this node verified itself. Two roots for one size are proof already. */
async function isHeld(deps: GossipDeps, { participant, size, root, note }: Heard): Promise<boolean> {
  const ours = await store.readPeer(deps.db, participant);
  if (ours.checkpointRoot === null || ours.checkpointNote === null || ours.checkpointSize !== size) return false;
  if (!equalBytes(ours.checkpointRoot, root)) {
    const why = `${participant} signed two roots for size ${size}`;
    await accuse(deps, participant, 'log-forked', why, { notes: [ours.checkpointNote, note] });
  }
  return true;
}

/**
 * Somebody holds a checkpoint under our own key that our log does not lead to: after a restore from a backup, or because
 * another has the key. Peers will stop this node for it; its officers hear of it first.
 */
async function checkOwn(deps: GossipDeps, { participant, peer, size, root, note }: Heard): Promise<true> {
  const { db, now, logger } = deps;
  const overtaken = await holdAgainstOwn(deps, note);
  if (overtaken) await stopSigning(deps, overtaken);
  const newest = await readHead(db);
  if (!newest || size > newest.size) {
    const why = `${peer} holds a checkpoint of our log of size ${size}, it has ${newest?.size ?? 0}`;
    const notes = newest ? [newest.note, note] : [note];
    await store.raiseAlarm(db, participant, 'own-log-behind', why, { notes }, now());
    logger.error('own-log-behind', { peer, size });
    return true;
  }
  if (size === 0) return true;
  const beginning = await ownBeginning(db, size);
  if (equalBytes(beginning.root, root)) return true;
  const why = `${peer} holds a checkpoint of our log of size ${size} with another root`;
  const evidence = toEvidence({ notes: [note, beginning.head.note], root: beginning.root, proof: beginning.proof });
  await store.raiseAlarm(db, participant, 'own-log-forked', why, evidence, now());
  logger.error('own-log-forked', { peer, size });
  return true;
}
