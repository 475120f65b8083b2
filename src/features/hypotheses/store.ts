import { sql } from 'kysely';
import { isFor, readersFor } from '#features/guards/model.ts';
import type { Viewer } from '#features/officers/model.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import type { PageAsked } from '#platform/http/page.ts';
import type { Readers } from '#features/records/model.ts';

/** A record of this feature as it is stored; its body only where it is not too long to be one. */
export type SaidRow = {
  id: number;
  ref: string;
  kind: string;
  author: string;
  at: Date;
  about: string[];
  replaces: string | null;
  jws: string;
  digest: Buffer;
  body: Buffer | null;
  wrappedKeys: Buffer | null;
  readers: Readers;
};

/** The most records that one answer is made of, and bytes of their bodies. */
const maxSaid = 2_000;
const maxBodyBytes = 256 * 1024;
const maxTotalBytes = 16 * 1024 * 1024;

/** `viewer`: null where nobody reads it, but what goes along with a release is chosen. */
const columnsFor = (
  viewer: Viewer | null,
) => sql`r.id, r.ref, r.kind, r.author, r.issued_at as at, r.replaces, r.jws, r.digest, r.wrapped_keys as "wrappedKeys",
  ${viewer ? readersFor(viewer, 'r') : sql`case when r.withheld_at is null then r.readers else '{}' end`} as readers,
  array(select a.ref from record_about a where a.record_id = r.id order by a.ref) as about,
  case when octet_length(r.body) <= ${sql.lit(maxBodyBytes)} then r.body end as body`;

export type HeldRow = SaidRow & { isNear: boolean };
/** `cutNear`: there is more of what hangs together with this participant's own. */
export type Held = { rows: HeldRow[]; cut: boolean; cutNear: boolean };

/**
 * All that speaks about an object, or about something that does: applied and with content, the oldest first. Not more than one answer
 * holds; `cut` says that there is. What this participant holds, and what hangs together with that (`isNear`), is read first, its own before
 * others', and of each other one as many, the newest: nobody fills the answer alone, however early it says it was. What the viewer may not read is there to be counted where the object itself is for the viewer: otherwise it
 * would tell that the object is here. Of what may describe a person nothing is told, whoever spoke about it (SG-07).
 */
export async function readSaid(db: Db, objectId: string, viewer: Viewer): Promise<Held> {
  const { rows } = await sql<HeldRow & { total: number; rank: number }>`
    with recursive found (ref) as (
      select r.ref from threat_object t join record r on r.id = t.record_id where t.object_id = ${objectId}
        and not exists (select 1 from threat_object p where p.object_id = ${objectId} and p.search is null)
      union
      select r.ref from found f join record_about a on a.ref = f.ref join record r on r.id = a.record_id
      where r.kind like 'hypothesis.%' and r.verdict in ('own', 'accepted')
    ), near (ref) as (
      select r.ref from found join record r on r.ref = found.ref where r.kind like 'hypothesis.%' and r.verdict = 'own'
      union
      select k.ref from near join record r on r.ref = near.ref cross join lateral (
        select a.ref from record_about a where a.record_id = r.id
        union all select r.replaces
        union all select s.ref from record_about a join record s on s.id = a.record_id where a.ref = r.ref
        union all select s.ref from record s where s.replaces = r.ref
      ) n join record k on k.ref = n.ref where k.kind like 'hypothesis.%' and k.verdict in ('own', 'accepted')
    ), placed as (
      select r.id, r.issued_at, r.ref, r.verdict = 'own' as is_own, r.participant, exists (select 1 from near where near.ref = r.ref) as is_near
      from found join record r on r.ref = found.ref
      where r.kind like 'hypothesis.%' and r.verdict in ('own', 'accepted') and (r.body is not null or r.readers is not null)
        and r.destroyed_at is null
    ), shared as (
      select *, row_number() over (partition by is_near, participant order by issued_at desc, ref desc) as place from placed
    ), said as (
      select *, row_number() over (order by is_near desc, is_own desc, place, participant) as rank from shared
      order by rank limit ${maxSaid + 1}
    )
    select ${columnsFor(viewer)}, said.is_near as "isNear", said.rank::int as rank, sum(octet_length(r.body)) over (order by said.rank) as total
    from said join record r on r.id = said.id
    where ${isFor(viewer, 'r', 'id')} or exists (select 1 from threat_object v where v.object_id = ${objectId} and ${isFor(viewer, 'v')})
    order by r.issued_at, r.ref`.execute(db);
  const isFitting = ({ rank, total }: (typeof rows)[number]): boolean => rank <= maxSaid && total <= maxTotalBytes;
  const fitting = rows.filter(isFitting);
  return {
    rows: fitting.map(({ total: _, rank: __, ...row }) => row),
    cut: fitting.length < rows.length,
    cutNear: rows.some((row) => row.isNear && !isFitting(row)),
  };
}

/** How many records with content speak about these objects, or about something that does; of none that describes a person. */
export async function countSaid(db: Db, objectIds: readonly string[]): Promise<number> {
  if (objectIds.length === 0) return 0;
  const { rows } = await sql<{ n: number }>`
    with recursive found (ref) as (
      select r.ref from threat_object t join record r on r.id = t.record_id where t.object_id = any(${objectIds}::text[])
        and not exists (select 1 from threat_object p where p.object_id = t.object_id and p.search is null)
      union
      select r.ref from found f join record_about a on a.ref = f.ref join record r on r.id = a.record_id
      where r.kind like 'hypothesis.%' and r.verdict in ('own', 'accepted')
    )
    select count(distinct r.ref)::int as n from found join record r on r.ref = found.ref
    where r.kind like 'hypothesis.%' and r.verdict in ('own', 'accepted') and (r.body is not null or r.readers is not null)
      and r.destroyed_at is null`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Those of these objects about which there are hypotheses or opinions with content; none that describes a person. */
export async function findSpokenOf(db: Db, objectIds: readonly string[], limit: number): Promise<string[]> {
  if (objectIds.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select distinct t.object_id as id
    from record r join record_about a on a.record_id = r.id join record s on s.ref = a.ref join threat_object t on t.record_id = s.id
    where r.kind in ('hypothesis.statement', 'hypothesis.opinion') and r.verdict in ('own', 'accepted') and r.destroyed_at is null
      and (r.body is not null or r.readers is not null) and t.object_id = any(${objectIds}::text[])
      and not exists (select 1 from threat_object p where p.object_id = t.object_id and p.search is null)
    order by 1 limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Statements with content, the newest first; one more than asked for. */
export async function listStatements(db: Db, { limit, before }: PageAsked, viewer: Viewer): Promise<SaidRow[]> {
  const { rows } = await sql<SaidRow>`
    select ${columnsFor(viewer)} from record r
    where r.kind = 'hypothesis.statement' and ${isFor(viewer, 'r', 'id')} and r.verdict in ('own', 'accepted') and r.body is not null and r.destroyed_at is null
      and (${before}::bigint is null or r.id < ${before}::bigint)
    order by r.id desc limit ${limit + 1}`.execute(db);
  return rows;
}

/** The newest records here that hold an object, and whether one of them describes a person: those have no search text (SG-07). */
export async function findObject(db: Db | Tx, objectId: string): Promise<{ refs: string[]; isPerson: boolean }> {
  const { rows } = await sql<{ ref: string; isPerson: boolean }>`
    select r.ref, t.search is null as "isPerson" from threat_object t join record r on r.id = t.record_id
    where t.object_id = ${objectId} order by t.modified desc nulls last, t.record_id desc limit 100`.execute(db);
  return { refs: rows.map(({ ref }) => ref), isPerson: rows.some(({ isPerson }) => isPerson) };
}

/** The newest record with an object of which the viewer may read it. */
export async function findReadable(db: Db | Tx, objectId: string, viewer: Viewer): Promise<string | undefined> {
  const { rows } = await sql<{ ref: string }>`
    select r.ref from threat_object t join record r on r.id = t.record_id
    where t.object_id = ${objectId} and ${isFor(viewer, 't')} order by t.modified desc nulls last, t.record_id desc limit 1`.execute(
    db,
  );
  return rows[0]?.ref;
}

/** The sealed bytes of a record that is applied here, and whether any version of the object that it holds describes a person. */
export async function findSubject(
  db: Db | Tx,
  ref: string,
): Promise<{ jws: string; kind: string; isPerson: boolean } | undefined> {
  const { rows } = await sql<{ jws: string; kind: string; isPerson: boolean }>`
    select r.jws, r.kind, exists (select 1 from threat_object t join threat_object v on v.object_id = t.object_id
      where t.record_id = r.id and v.search is null) as "isPerson"
    from record r
    where r.ref = ${ref} and r.verdict in ('own', 'accepted') and r.destroyed_at is null`.execute(db);
  return rows[0];
}

/** What this author said of this kind about this record, and did not replace. */
export async function findStanding(
  db: Db | Tx,
  kind: string,
  author: string,
  about: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ ref: string }>`
    select r.ref from record r join record_about a on a.record_id = r.id and a.ref = ${about}
    where r.kind = ${kind} and r.author = ${author} and r.verdict = 'own' and r.destroyed_at is null
      and not exists (select 1 from record later where later.replaces = r.ref and later.verdict = 'own')
      and not exists (select 1 from record w join record_about wa on wa.record_id = w.id and wa.ref = r.ref
        where w.kind = 'hypothesis.withdrawal' and w.verdict = 'own')
    order by r.issued_at desc, r.ref desc limit 1`.execute(db);
  return rows[0]?.ref;
}

/** Why a record that is here is not applied: its verdict, the rule's words, and what it still waits for. */
export type Unapplied = { verdict: 'waiting' | 'quarantined'; why: string | null; needs: string[] };

export async function findUnapplied(db: Db | Tx, ref: string): Promise<Unapplied | undefined> {
  const { rows } = await sql<Unapplied>`
    select r.verdict, r.why, array(select n.ref from record_need n where n.record_id = r.id order by n.ref limit 100) as needs
    from record r where r.ref = ${ref} and r.verdict in ('waiting', 'quarantined') order by r.id limit 1`.execute(db);
  return rows[0];
}

export type Belonging = SaidRow & { isWhole: boolean };

/**
 * Own records that belong to these: their earlier versions; of an assessment what it weighs, and of a statement the object, which go whole; and what was said about
 * any of those, as long as its author neither replaced nor withdrew it, and every withdrawal. With content; what is weighed also without,
 * for neither is applied where that is missing.
 */
export async function readBelonging(tx: Tx, refs: readonly string[]): Promise<Belonging[]> {
  const { rows } = await sql<Belonging>`
    with recursive chain (id, ref, kind, replaces, is_weighed) as (
      select id, ref, kind, replaces, false from record where ref = any(${refs}::text[]) and verdict = 'own'
      union
      select r.id, r.ref, r.kind, r.replaces, needed.is_weighed
      from chain cross join lateral (
        select chain.replaces as ref, false as is_weighed
        union all
        select a.ref, true from record_about a where a.record_id = chain.id and chain.kind in ('hypothesis.assessment', 'hypothesis.statement')
      ) needed join record r on r.ref = needed.ref and r.verdict = 'own'
    ), belonging (ref, is_whole, is_weighed) as (
      select ref, true, is_weighed from chain
      union
      select r.ref, false, false from chain join record_about a on a.ref = chain.ref join record r on r.id = a.record_id
      where r.kind in ('hypothesis.evidence', 'hypothesis.dissent', 'hypothesis.withdrawal') and r.verdict = 'own'
        and not exists (select 1 from record later where later.replaces = r.ref and later.verdict = 'own')
        and not exists (select 1 from record w join record_about wa on wa.record_id = w.id and wa.ref = r.ref
          where w.kind = 'hypothesis.withdrawal' and w.verdict = 'own')
    )
    select ${columnsFor(null)}, b.is_whole as "isWhole" from belonging b join record r on r.ref = b.ref
    where (r.body is not null or b.is_weighed) and r.verdict = 'own'
    order by b.is_whole desc, r.id limit ${maxSaid}`.execute(tx);
  return rows;
}
