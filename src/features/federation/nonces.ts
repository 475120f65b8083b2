import { sql } from 'kysely';
import type { Db } from '#platform/db/db.ts';
import { maxSkewMs } from '#platform/http/message-signature.ts';

/** A used nonce stays for four minutes; its request could be taken for two. */
const keptMs = 4 * maxSkewMs;
const forgottenAtOnce = 10;

/** A clock that was ahead is waited for: until it catches up, time goes on so many times slower. */
const slower = 4;

export type RequestClock = (db: Db, now: Date) => Promise<Date>;

/**
 * The time by which requests are judged: the clock's, but never one by which a request would be taken whose nonce is
 * forgotten (RFC 9421 §7.2.2). A clock that jumped forward, so that nonces were forgotten, and back again, stands too early
 * for that; peers then hear this time with `request-skew` and ask again with it. It goes on from there by the time that passes
 * (`elapsedMs`, which no setting of the clock moves), or no nonce could be forgotten until the clock is where it was. That one
 * is taken once does not hang on this: `takeNonce` sees to it, whatever time other processes judge by.
 */
export function createRequestClock(elapsedMs = (): number => performance.now()): RequestClock {
  let ahead: { at: number; since: number } | undefined;
  return async (db, now) => {
    const { rows } = await sql<{ at: Date }>`select at from request_horizon`.execute(db);
    const earliest = (rows[0]?.at.getTime() ?? -Infinity) + 2 * maxSkewMs + 1000;
    const since = elapsedMs();
    const passed = ahead ? ahead.at + (since - ahead.since) / slower : -Infinity;
    const at = Math.max(now.getTime(), earliest, passed);
    ahead = at > now.getTime() ? { at, since } : undefined;
    return new Date(at);
  };
}

/** Remembers the nonce of a request that is judged at `at`. False: it was used before, or so early that nobody knows. */
export async function takeNonce(db: Db, nonce: string, created: Date, at: Date): Promise<boolean> {
  const { rows } =
    await sql`insert into request_nonce (nonce, seen_at) values (${nonce}, ${at}) on conflict do nothing returning nonce`.execute(
      db,
    );
  const horizon = await forgetNonces(db, new Date(at.getTime() - keptMs));
  // Another process may have forgotten this very nonce since the time was read.
  return rows.length === 1 && created.getTime() > (horizon?.getTime() ?? -Infinity) + maxSkewMs;
}

/** Forgets a few old nonces, and keeps in the same statement until when they were used. */
async function forgetNonces(db: Db, before: Date): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    with gone as (
      delete from request_nonce where nonce in (
        select nonce from request_nonce where seen_at < ${before} limit ${forgottenAtOnce} for update skip locked)
      returning seen_at
    ), moved as (
      insert into request_horizon as h (at) select max(seen_at) from gone having count(*) > 0
      on conflict (one) do update set at = greatest(h.at, excluded.at) returning h.at
    )
    select coalesce((select at from moved), (select at from request_horizon)) as at`.execute(db);
  return rows[0]?.at ?? undefined;
}
