import { z } from 'zod';
import { isUnread } from '#features/guards/actions/refuse-unread.ts';
import type { Viewer } from '#features/officers/model.ts';
import { transaction } from '#platform/db/db.ts';
import type { Tx } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { dayOf } from '#platform/clock.ts';
import { destroyWithin } from './destroy.ts';
import * as store from './hold-store.ts';
import type { Deps } from './model.ts';
import { toSkeleton, projectRecords } from './steps.ts';
import { readRows } from './store.ts';

/** Body of `POST /api/records/:participant/:id/hold`: which duty, until which day (24:00 UTC), and why. */
export const holdSchema = z.strictObject({
  code: z.string().regex(/^[a-z][a-z-]{1,39}$/, 'not a code: small letters and hyphens'),
  until: z.iso.date(),
  reason: z.string().trim().min(1).max(500),
});
export type HoldRequest = z.infer<typeof holdSchema>;

const maxHoldDays = 5 * 366;
const dayMs = 24 * 3600_000;

/**
 * Holds another's record under national law: a recall then takes it from every reader, and its content is kept, unread, until
 * the day. The same duty may be given another last day; another duty takes the place of none that stands. Errors: not-found,
 * conflict, refused with own-record, hold-until.
 */
export function holdRecord(deps: Deps, viewer: Viewer, ref: string, hold: HoldRequest): Promise<void> {
  const now = deps.now().getTime();
  const until = Date.parse(hold.until);
  if (Number.isNaN(until) || until < now - dayMs || until > now + maxHoldDays * dayMs)
    throw refused('hold-until', `a hold ends between today and ${maxHoldDays} days from now`);
  if (ref.startsWith(`${deps.self.code}/`)) throw refused('own-record', 'a hold is for what another participant wrote');
  const absent = new TamgaError('not-found', `no content of ${ref} to hold here`);
  return transaction(deps.db, async (tx) => {
    if (await isUnread(tx, viewer, [ref])) throw absent;
    const standing = await store.readHold(tx, ref, dayOf(deps.now()));
    if (standing && standing.code !== hold.code)
      throw new TamgaError(
        'conflict',
        `${ref} is held for ${standing.code} until ${standing.until} by ${standing.by}: lift that hold first`,
      );
    if (!(await store.setHold(tx, ref, viewer.officer, hold))) throw absent;
  });
}

/** Ends a hold. What was recalled meanwhile is destroyed by the next round of `findEndedHolds`. Errors: not-found. */
export function liftHold(deps: Deps, viewer: Viewer, ref: string): Promise<void> {
  return transaction(deps.db, async (tx) => {
    const yesterday = dayOf(new Date(deps.now().getTime() - dayMs));
    if ((await isUnread(tx, viewer, [ref])) || !(await store.endHold(tx, ref, yesterday)))
      throw new TamgaError('not-found', `no hold on ${ref} here`);
  });
}

/** Takes records back: destroyed, or withheld from everybody where a hold stands. */
export async function takeBackWithin(tx: Tx, deps: Deps, ids: readonly number[]): Promise<void> {
  const withheld = await store.withhold(tx, ids, deps.now());
  const rows = await readRows(tx, withheld);
  await projectRecords(tx, deps, rows.map(toSkeleton));
  const held = new Set(withheld);
  await destroyWithin(
    tx,
    deps,
    ids.filter((id) => !held.has(id)),
  );
}

const refused = (code: string, why: string): TamgaError => new TamgaError('refused', why, { detail: { code } });

export { findEndedHolds } from './hold-store.ts';
