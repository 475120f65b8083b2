import { messageOf, TamgaError } from '#platform/errors.ts';
import { isLost, transaction } from '#platform/db/db.ts';
import { refreshSelf } from '#features/alliance/actions.ts';
import { snapshot } from '#features/alliance/model.ts';
import type { Deps } from '#features/records/model.ts';
import { applyPage } from './apply-page.ts';
import { checkCheckpoint } from './checkpoint.ts';
import { askPeer } from './client.ts';
import type { Network } from './client.ts';
import { maxPageBytes } from './model.ts';
import type { PeerState } from './model.ts';
import { learnFromPeer } from './learn.ts';
import { evidenceOf, proveAtOnce } from './fork-evidence.ts';
import { noteGossip } from './gossip.ts';
import { judgeSuccessions } from './ended-log.ts';
import { splitPage } from './page.ts';
import { recallFirst } from './recall-first.ts';
import { judgeResumed } from './resume.ts';
import * as store from './store.ts';
import { verifyLine } from './verify-line.ts';
import type { VerifiedLine } from './verify-line.ts';

export type PullDeps = Deps & { network: Network };
export type Pulled = { lines: number; more: boolean };

const pageLimits = { maxBytes: 4 * maxPageBytes, timeoutMs: 60_000 };
const inFlight = 16;
const lagMs = 10 * 60_000;

/**
 * Pulls one page from a peer and applies it in one transaction: records, verdicts, receipts, refusals, and how far we are.
 * A crash before the commit repeats the page, which changes nothing (I6). Errors: peer-unreachable, peer-answer.
 */
export async function pullPage(given: PullDeps, participant: string, isNewLog = false): Promise<Pulled> {
  await refreshSelf(given);
  const peer = await store.readPeer(given.db, participant);
  if (peer.stopped) return { lines: 0, more: false };
  // One view of the alliance from the checkpoint to the last line.
  let deps = { ...given, self: snapshot(given.self) };
  try {
    let heard = true;
    const learn = async (): Promise<void> => {
      heard = await hearDocuments(given, participant);
      deps = { ...given, self: snapshot(given.self) };
    };
    if (isLagging(peer, deps.now())) await learn();
    if (isNewLog || isLagging(peer, deps.now())) await recallFirst(deps, peer);
    const path = `/federation/v1/feed?after=${peer.log}.${peer.seq}&size=${peer.checkpointSize}`;
    const { lines, last } = splitPage(await askPeer(deps, participant, 'GET', path, pageLimits));
    if ((last.documents ?? deps.self.alliance.documents) !== deps.self.alliance.documents) await learn();
    let checked = await checkCheckpoint(last, peer, deps.self.alliance);
    if (!checked.ok && checked.code === 'log-unsucceeded') {
      await learn();
      checked = await checkCheckpoint(last, peer, deps.self.alliance);
    }
    const mayFollow =
      !checked.ok &&
      (['directory-unknown', 'log-key-ended'].includes(checked.code) || (checked.code === 'log-unsucceeded' && !heard));
    if (!checked.ok && mayFollow) throw new TamgaError('peer-answer', checked.why);
    if (!checked.ok) {
      const { code, why } = checked;
      const evidence = await evidenceOf(deps.self.alliance, peer, last, code);
      await store.stopPeer(deps.db, participant, code, why, evidence, deps.now());
      deps.logger.error('peer-stopped', { peer: participant, code });
      // Its own tiles make a proof that others can check: now, while it answers, or whenever it does again.
      if (code === 'log-forked') {
        if (!evidence.proof) await proveAtOnce(deps, peer, last.checkpoint);
        await noteGossip(deps, participant, [last.checkpoint]);
      }
      return { lines: 0, more: false };
    }
    if (checked.log !== peer.log) {
      const followed = await follow(deps, peer, checked.log);
      return followed ? await pullPage(given, participant, true) : { lines: 0, more: false };
    }
    if (peer.resumedAt && (await judgeResumed(deps, peer, checked))) return { lines: 0, more: false };
    const facts = {
      peer: participant,
      self: deps.self.code,
      alliance: deps.self.alliance,
      keys: deps.self.keys,
      log: checked.log,
      size: checked.size,
      root: checked.root,
    };
    const verified = verifyLines(lines, peer.seq, facts);
    const applied = await applyOrIsolate(deps, peer, verified, { ...checked, root: Buffer.from(checked.root) });
    await noteGossip(deps, participant, last.gossip);
    // Without progress there is nothing to come back for at once, whatever the peer says.
    return { lines: applied ? lines.length : 0, more: last.more && applied && lines.length > 0 };
  } catch (error) {
    const code = error instanceof TamgaError ? error.code : 'bug';
    await store.noteFailure(given.db, participant, code, messageOf(error), deps.now());
    throw error;
  }
}

/** Asks a peer for its documents and takes on what counts. False: it did not answer, and what was known before stands. */
async function hearDocuments(deps: PullDeps, participant: string): Promise<boolean> {
  try {
    await learnFromPeer(deps, participant);
    return true;
  } catch (error) {
    if (!(error instanceof TamgaError) || !['peer-unreachable', 'peer-answer'].includes(error.code)) throw error;
    // That a peer is not there is said by its state; what it answers wrongly is news.
    const level = error.code === 'peer-unreachable' ? 'info' : 'warn';
    deps.logger[level]('documents-unheard', { peer: participant, why: error.message });
    return false;
  }
}

/** Goes on to a peer's next log, unless what is held here of the one before says that more was signed than its end names. */
async function follow(deps: PullDeps, peer: PeerState, log: number): Promise<boolean> {
  const { participant } = peer;
  const beyond = await judgeSuccessions(deps, peer, log);
  if (beyond) {
    await store.stopPeer(deps.db, participant, beyond.code, beyond.why, beyond.evidence, deps.now());
    deps.logger.error('peer-stopped', { peer: participant, code: beyond.code });
    return false;
  }
  const moved = await transaction(deps.db, (tx) => store.moveToLog(tx, peer, log));
  if (moved) deps.logger.warn('log-succeeded', { peer: participant, log });
  return moved;
}

/**
 * Applies a page whole, which is fast. Where this node fails on something in it that no rule foresaw, the page is applied
 * line by line and only the line at fault is refused: one record must not hold up what stands behind it, recalls least of all.
 */
async function applyOrIsolate(
  deps: PullDeps,
  peer: PeerState,
  verified: readonly Promise<VerifiedLine>[],
  checkpoint: store.Checked,
): Promise<boolean> {
  try {
    return await transaction(deps.db, (tx) => applyPage(tx, deps, peer, verified, checkpoint));
  } catch (error) {
    if (error instanceof TamgaError || isLost(error)) throw error;
    deps.logger.error('page-unreadable', { peer: peer.participant, after: peer.seq, why: messageOf(error) });
    return transaction(deps.db, (tx) => applyPage(tx, deps, peer, verified, checkpoint, true));
  }
}

/** Out of touch for longer than a few pulls: much may have been recalled that this node still shows. */
const isLagging = (peer: PeerState, now: Date): boolean =>
  peer.seq > 0 && peer.lastContactAt !== null && now.getTime() - peer.lastContactAt.getTime() > lagMs;

/** Pulls until the peer has no more. */
export async function pullAll(deps: PullDeps, participant: string): Promise<number> {
  let lines = 0;
  for (;;) {
    const page = await pullPage(deps, participant);
    lines += page.lines;
    if (!page.more || page.lines === 0) return lines;
  }
}

/** Checks the lines in order, 16 in flight: signatures are checked on the thread pool. A failure waits for whoever asks. */
function verifyLines(
  lines: readonly Buffer[],
  after: number,
  facts: Parameters<typeof verifyLine>[2],
): Promise<VerifiedLine>[] {
  const results = lines.map(() => Promise.withResolvers<VerifiedLine>());
  let next = 0;
  const work = async (): Promise<void> => {
    for (let i = next++; i < lines.length; i = next++) {
      const { resolve, reject } = results[i]!;
      await verifyLine(lines[i]!, after + i + 1, facts).then(resolve, reject);
    }
  };
  for (let i = 0; i < inFlight; i++) void work();
  for (const { promise } of results) promise.catch(() => {});
  return results.map(({ promise }) => promise);
}
