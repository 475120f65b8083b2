import { LogError } from '@tamga/log';
import type { Deps } from '#features/records/model.ts';
import { transaction } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { findBeyond } from './ended-log.ts';
import * as gossip from './gossip-store.ts';
import { readHeld } from './held-evidence.ts';
import type { PeerState } from './model.ts';
import { findFork, hasTwoRoots, withoutLapsed } from './prove-heads.ts';
import type { ProveDeps } from './prove-heads.ts';
import { accuse } from './accuse.ts';
import * as resume from './resume-store.ts';
import * as store from './store.ts';

type Actor = { officer: string };

/**
 * An officer decides that a stopped peer is asked again. Nothing is forgiven by it: what was verified stays, and what is held
 * against the log is asked of it before anything more is read (`judgeResumed`). Errors: not-found, conflict.
 */
export async function resumePeer(
  deps: Pick<Deps, 'db' | 'self' | 'now' | 'logger'>,
  { officer }: Actor,
  participant: string,
  reason: string,
): Promise<void> {
  const { self, now } = deps;
  if (participant === self.code || !self.alliance.profile.participants.some(({ code }) => code === participant))
    throw new TamgaError('not-found', `${participant} is no other participant of this alliance`);
  const at = now();
  await transaction(deps.db, async (tx) => {
    if (!(await resume.clearStop(tx, participant, at)))
      throw new TamgaError('conflict', `${participant} is not stopped`);
    await resume.reopenHeard(tx, participant, at);
    await resume.noteDecision(tx, participant, { by: officer, reason, at });
  });
  deps.logger.warn('peer-resumed', { peer: participant, officer });
}

type Shown = { size: number; root: Uint8Array; note: string };

/**
 * The first page after a peer was resumed: whether what alarms and other peers hold of its log still contradicts it. Two logs that it
 * signed are never one, whatever it shows now; checkpoints of which that is not known have to be beginnings of what it
 * shows. True: it is stopped again. Errors: peer-answer where it does not prove them, and then nothing is read.
 */
export async function judgeResumed(deps: ProveDeps, peer: PeerState, shown: Shown): Promise<boolean> {
  const { participant, log } = peer;
  const { heads, proofs } = await readHeld(deps, participant);
  if (await stopBeyond(deps, peer, heads)) return true;
  const proved = proofs.find((proof) => proof.log === log);
  if (proved) {
    const why = `${participant} signed two logs: size ${proved.size} is no beginning of the larger one`;
    await store.stopPeer(deps.db, participant, 'log-forked', why, proved.evidence, deps.now());
    deps.logger.error('peer-stopped', { peer: participant, code: 'log-forked' });
    return true;
  }
  const accused = heads.filter((head) => head.log === log);
  const larger = accused.find(({ size }) => size > shown.size);
  if (larger) {
    const why = `${participant} signed size ${larger.size} and shows ${shown.size} now`;
    await accuse(deps, participant, 'log-shrank', why, { notes: [larger.note, shown.note] });
    return true;
  }
  // Shown after the page was asked for, others may have seen more of an honest log: that is left to `proveHeads`.
  const heard = await withoutLapsed(deps, participant, await gossip.readHeardOf(deps.db, participant));
  const seen = [...accused, ...heard.filter(({ size }) => size <= shown.size)];
  if (await hasTwoRoots(deps, participant, [...seen, shown])) return true;
  const open = seen.filter(({ size }) => size > 0 && size < shown.size && size !== peer.checkpointSize);
  return open.length > 0 && proveAll(deps, participant, open, shown);
}

/** A log that ended where its owner had signed more. */
async function stopBeyond(deps: ProveDeps, peer: PeerState, heads: Awaited<ReturnType<typeof readHeld>>['heads']) {
  const { participant } = peer;
  for (const head of heads.filter(({ log }) => log < peer.log)) {
    const beyond = findBeyond(deps.self.alliance, participant, head.log, [head]);
    if (!beyond) continue;
    await store.stopPeer(deps.db, participant, beyond.code, beyond.why, beyond.evidence, deps.now());
    deps.logger.error('peer-stopped', { peer: participant, code: beyond.code });
    return true;
  }
  return false;
}

async function proveAll(deps: ProveDeps, participant: string, open: readonly Shown[], shown: Shown): Promise<boolean> {
  try {
    return await findFork(deps, participant, open, shown);
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause;
    const why = `${participant} was resumed, and does not prove that what it had signed is one log with what it shows`;
    throw new TamgaError('peer-answer', why, { cause });
  }
}
