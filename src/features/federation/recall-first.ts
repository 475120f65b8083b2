import { z } from 'zod';
import type { Deps } from '#features/records/model.ts';
import { gatherKnown, judge, takeBackWithin } from '#features/records/actions.ts';
import { findHeld } from '#features/releases/actions.ts';
import { transaction } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { recalledItems } from './apply-run.ts';
import type { RecordLine } from './apply-run.ts';
import { checkCheckpoint } from './checkpoint.ts';
import { askPeer } from './client.ts';
import type { ClientDeps } from './client.ts';
import { maxPageBytes } from './model.ts';
import type { PeerState } from './model.ts';
import { splitPage } from './page.ts';
import { verifyLine } from './verify-line.ts';

const maxPages = 1_000;
const limits = { maxBytes: 4 * maxPageBytes, timeoutMs: 60_000 };

/**
 * What a peer recalled while this node was out of touch is destroyed before anything else is read of its feed (design 7).
 * The recalls themselves are stored and confirmed when the feed comes to their places, so the order of the feed stays the
 * order of what is known; destroying twice is destroying once. Errors: peer-unreachable, peer-answer.
 */
export async function recallFirst(deps: Deps & ClientDeps, peer: PeerState): Promise<void> {
  for (let after = peer.seq, pages = 0; pages < maxPages; pages++) {
    const path = `/federation/v1/feed?after=${peer.log}.${after}&size=${peer.checkpointSize}&only=recall`;
    const { lines, last } = splitPage(await askPeer(deps, peer.participant, 'GET', path, limits));
    const checked = await checkCheckpoint(last, peer, deps.self.alliance);
    // The pull that follows meets the same checkpoint, and stops the peer or goes on to its next log.
    if (!checked.ok || checked.log !== peer.log) return;
    const { alliance, code } = deps.self;
    const page = {
      peer: peer.participant,
      self: code,
      alliance,
      log: checked.log,
      size: checked.size,
      root: checked.root,
    };
    for (const line of lines) {
      const seq = seqOf(line);
      if (seq <= after) throw new TamgaError('peer-answer', `recalls go back to ${seq} after ${after}`);
      after = seq;
      const verified = await verifyLine(line, seq, page);
      if (verified.outcome === 'record') await destroyRecalled(deps, verified);
    }
    if (!last.more || lines.length === 0) return;
  }
}

/** The place that a line claims; what it is worth is seen when the line is verified. */
function seqOf(line: Buffer): number {
  try {
    return z.object({ seq: z.int().min(1) }).parse(JSON.parse(line.toString())).seq;
  } catch (cause) {
    throw new TamgaError('peer-answer', 'a line of recalls names no place', { cause });
  }
}

function destroyRecalled(deps: Deps, line: RecordLine): Promise<void> {
  return transaction(deps.db, async (tx) => {
    const known = await gatherKnown(tx, deps, [line.record]);
    if (!judge(line.record, known, deps).ok) return; // kept and shown when the feed comes to it
    const held = await findHeld(tx, recalledItems(line));
    await takeBackWithin(
      tx,
      deps,
      held.map((row) => row.id),
    );
  });
}
