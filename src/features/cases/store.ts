import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import { placeIn } from '#platform/http/page.ts';
import type { PageAsked } from '#platform/http/page.ts';
import type { Projected } from '#features/records/model.ts';
import type { Refer, Referral } from './model.ts';

export async function insertReferrals(tx: Tx, records: readonly Projected<Refer>[]): Promise<void> {
  for (const { id, envelope, content } of records)
    if (content !== null)
      await sql`insert into case_referral (record_id, case_ref, participant, recipient, origin, successor)
        select ${id}, one, ${envelope.author.split('/', 1)[0] ?? ''}, ${envelope.to ?? ''}, ${content.from}, ${content.to}
        from unnest(${content.cases}::text[]) as one on conflict do nothing`.execute(tx);
}

export async function deleteReferrals(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await sql`delete from case_referral where record_id = any(${ids}::bigint[])`.execute(tx);
}

/** The cases of these referrals that are here. */
export async function findReferred(
  tx: Tx,
  ids: readonly number[],
): Promise<{ id: number; ref: string; causeId: number }[]> {
  const { rows } = await sql<{ id: number; ref: string; causeId: number }>`
    select r.id, r.ref, c.record_id as "causeId" from case_referral c
    join record r on r.ref = c.case_ref and r.verdict in ('own', 'accepted')
    where c.record_id = any(${ids}::bigint[]) order by r.id`.execute(tx);
  return rows;
}

/**
 * The cases that an authority of this participant's has with each other one: by what it alone was given, and by what it gave.
 * Those of which the other was told already are left out.
 */
export async function listOpenWith(tx: Tx, from: string, self: string): Promise<{ to: string; case: string }[]> {
  const { rows } = await sql<{ to: string; case: string }>`
    with held as (
      select r.participant as "to", coalesce(r.case_ref, r.ref) as one from record r
      where r.participant <> ${self} and r.readers @> array[${from}]::text[] and r.verdict = 'accepted'
      union
      select i.recipient, coalesce(r.case_ref, r.ref) from release_item i
      join record given on given.id = i.release_id and given.verdict = 'own'
      join record r on r.id = i.record_id and r.author = ${from}
      where i.recalled_by is null)
    select held."to", held.one as case from held
    where not exists (select 1 from case_referral c where c.case_ref = held.one and c.recipient = held."to" and c.origin = ${from})
    order by 1, 2`.execute(tx);
  return rows;
}

/** The newest first. */
export async function listReferrals(db: Db, asked: PageAsked): Promise<(Referral & { cursor: string })[]> {
  const [id, name] = placeIn(asked);
  const { rows } = await sql<Referral & { cursor: string }>`
    select r.ref, r.issued_at as at, c.origin as "from", c.successor as "to", c.recipient, c.case_ref as case,
           concat(c.record_id, '.', c.case_ref) as cursor
    from case_referral c join record r on r.id = c.record_id
    where ${id}::bigint is null or c.record_id < ${id}::bigint or (c.record_id = ${id}::bigint and c.case_ref > ${name})
    order by c.record_id desc, c.case_ref limit ${asked.limit + 1}`.execute(db);
  return rows;
}
