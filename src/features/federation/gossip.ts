import { LogError, parseNote } from '@tamga/log';
import { currentLog, logNamed } from '#features/alliance/model.ts';
import { openLapsedNote, openLogNote, ownBeginning, readHead, readOwnLog } from '#features/log/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { equalBytes } from '#platform/bytes.ts';
import { accuse } from './accuse.ts';
import type { ClientDeps } from './client.ts';
import { findBeyond } from './ended-log.ts';
import * as gossip from './gossip-store.ts';
import type { Heard } from './gossip-store.ts';
import { tellOwnLog } from './own-fork.ts';
import { examineOwnLog, holdOwn } from './own-log.ts';
import * as store from './store.ts';

type GossipDeps = Pick<Deps, 'db' | 'self' | 'now' | 'logger'>;

/**
 * Takes the checkpoints that a peer holds of others' logs (design 6). What agrees with ours at a glance is settled; for the
 * rest the log has to prove that it has one history (`proveHeads`). Notes that are not signed by whom they name are
 * dropped: gossip proves nothing by itself. Notes about this node's own log are held against that log at once.
 */
export async function noteGossip(
  deps: GossipDeps & Partial<Pick<ClientDeps, 'network' | 'randomBytes'>>,
  peer: string,
  notes: readonly string[],
): Promise<void> {
  let unreadable = 0;
  let isOvertaken = false;
  for (const note of notes) {
    try {
      if (await hearNote(deps, peer, note)) isOvertaken = true;
    } catch (error) {
      if (!(error instanceof LogError)) throw error;
      unreadable += 1;
    }
  }
  if (unreadable > 0) deps.logger.warn('gossip-unreadable', { peer, notes: unreadable });
  if (!isOvertaken) return;
  const { network, randomBytes, self } = deps;
  // Nothing is signed any more; what it is that stands against the log, the others can tell together.
  const others = [...self.alliance.directories.keys()].filter((code) => code !== self.code);
  if (network && randomBytes) await examineOwnLog({ ...deps, network, randomBytes }, others);
  await tellOwnLog(deps);
}

/** True: it stands against the own log. Errors: LogError where the note is not one of a participant's log. */
async function hearNote(deps: GossipDeps, peer: string, note: string): Promise<boolean> {
  const { alliance } = deps.self;
  const named = logNamed(alliance, parseNote(note).text.split('\n', 1)[0] ?? '');
  if (!named || (await gossip.isHeard(deps.db, named.participant, peer, note))) return false;
  const { participant } = named;
  const lapsed = await openLapsedNote(note, alliance, participant);
  if (lapsed) {
    await checkLapsed(deps, participant, { ...lapsed, note });
    return false;
  }
  const { log, size, root } = await openLogNote(note, alliance, participant);
  const read =
    participant === deps.self.code ? await readOwnLog(deps.db) : await store.readVerifiedLog(deps.db, participant);
  if (log < read || log < currentLog(alliance, participant)) {
    await checkEnded(deps, { participant, peer, size, root: Buffer.from(root), note }, log);
    if (log < read) return false;
  }
  const isOwn = participant === deps.self.code;
  if (log > read && !isOwn) {
    await checkUnread(deps, { participant, peer, note }, log);
    return false;
  }
  const heard = { participant, peer, size, root: Buffer.from(root), note };
  // Peers will stop this node for it; its officers hear of it first.
  const isOvertaken = isOwn && (await holdOwn(deps, note, peer));
  await gossip.keepHeard(deps.db, heard, isOwn || (await isHeld(deps, heard)), deps.now());
  return isOvertaken;
}

type Lapsed = { log: number; size: number; root: Uint8Array; note: string };

/**
 * Under a key that its participant has ended or disowned there, anybody may have signed it: what contradicts what was verified here is
 * told to the officers with both notes, and stops nobody, least of all who has named another key (design 5).
 */
async function checkLapsed(deps: GossipDeps, participant: string, { log, size, root, note }: Lapsed): Promise<void> {
  const verified = await verifiedAt(deps, participant, log, size);
  if (!verified || equalBytes(verified.root, root)) return;
  const why = `a log key of ${participant} that has ended or is disowned signed another root for size ${size} of its log ${log}`;
  await store.raiseAlarm(deps.db, participant, 'log-key-ended', why, { notes: [verified.note, note] }, deps.now());
  deps.logger.error('log-key-ended', { peer: participant, size });
}

/** What is known here of a log at a size: of the own one what it leads to, of another one what was verified. */
async function verifiedAt(
  { db, self }: GossipDeps,
  participant: string,
  log: number,
  size: number,
): Promise<{ root: Uint8Array; note: string } | undefined> {
  if (participant !== self.code) return store.readRootAt(db, participant, log, size);
  const head = await readHead(db);
  if (head?.log !== log || size < 1 || size > head.size) return undefined;
  return { root: (await ownBeginning(db, size)).root, note: head.note };
}

/** A head of a log that has ended: the end has to name it, or a later one. */
async function checkEnded(deps: GossipDeps, { participant, size, root, note }: Heard, log: number): Promise<void> {
  const { db, now, logger, self } = deps;
  const beyond = findBeyond(self.alliance, participant, log, [{ size, root, note }]);
  if (beyond && participant === self.code)
    return store.raiseAlarm(db, participant, beyond.code, beyond.why, beyond.evidence, now());
  if (beyond) {
    await store.readPeer(db, participant);
    await store.stopPeer(db, participant, beyond.code, beyond.why, beyond.evidence, now());
    logger.error('peer-stopped', { peer: participant, code: beyond.code });
    return;
  }
  const verified = await store.readRootAt(db, participant, log, size);
  if (!verified || equalBytes(verified.root, root)) return;
  const why = `${participant} signed two roots for size ${size} of its log ${log}`;
  await accuse(deps, participant, 'log-forked', why, { notes: [verified.note, note] });
}

/** A head of a log that is not read here yet: it is read once its owner shows it. Without a succession it must not be. */
async function checkUnread(
  { db, now, self, logger }: GossipDeps,
  { participant, peer, note }: Pick<Heard, 'participant' | 'peer' | 'note'>,
  log: number,
): Promise<void> {
  if (log <= currentLog(self.alliance, participant)) return;
  const why = `${peer} holds a log ${log} of ${participant}, and its root key ended no log before it`;
  await store.raiseAlarm(db, participant, 'log-unsucceeded', why, { notes: [note] }, now());
  logger.error('log-unsucceeded', { peer: participant, log });
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
