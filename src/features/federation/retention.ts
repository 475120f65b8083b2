import { transaction } from '#platform/db/db.ts';
import { dayOf } from '#platform/clock.ts';
import { findEndedHolds, findExpired, submitWithin, takeBackWithin } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { findHeld } from '#features/releases/actions.ts';
import { readTraces, receiptDrafts, takenBackItem } from './confirm.ts';

const atOnce = 500;

/**
 * Destroys what its retention is over for, own and received alike, and confirms it to the authors (handling rule 8).
 * True when there is more. Safe to repeat: what is destroyed is not found again.
 */
export function endRetention(deps: Deps): Promise<boolean> {
  return transaction(deps.db, async (tx) => {
    const now = deps.now();
    const expired = await findExpired(tx, dayOf(now), atOnce);
    const ended = await findEndedHolds(tx, dayOf(now), atOnce);
    const over = [...expired, ...ended];
    await takeBackWithin(
      tx,
      deps,
      over.map((row) => row.id),
    );
    const received = over.filter((row) => row.participant !== deps.self.code);
    for (const [author, rows] of Map.groupBy(received, (row) => row.participant)) {
      const held = new Map((await findHeld(tx, rows)).map((row) => [row.ref, row]));
      const traces = await readTraces(tx, [...held.values()], now);
      const items = rows.map((row) => takenBackItem(row, held.get(row.ref), traces, now));
      await submitWithin(tx, deps, receiptDrafts(deps, author, items));
    }
    return expired.length === atOnce || ended.length === atOnce;
  });
}
