import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import type { Projected } from '#features/records/model.ts';
import { countRefusals } from './model.ts';
import type { Block, Gate } from './model.ts';

export type Noted = {
  gate: Gate;
  kind: string;
  code: string;
  officer: string;
  source: string;
  count: number;
  firstAt: Date;
  lastAt: Date;
};

/** Counts what was refused. Rows in the order of their key, so that two who count the same do not wait for each other. */
export async function countRefused(
  db: Db | Tx,
  rows: readonly Pick<Noted, 'gate' | 'kind' | 'code' | 'officer' | 'source' | 'count'>[],
  at: Date,
): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into gate_note (gate, kind, code, officer, source, count, first_at, last_at)
    select gate, kind, code, officer, source, sum(count), ${at}::timestamptz, ${at}::timestamptz
    from unnest(${rows.map((r) => r.gate)}::text[], ${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.code)}::text[],
      ${rows.map((r) => r.officer)}::text[], ${rows.map((r) => r.source)}::text[], ${rows.map((r) => r.count)}::bigint[])
      as t (gate, kind, code, officer, source, count)
    group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
    on conflict (gate, kind, code, officer, source) do update
      set count = gate_note.count + excluded.count, last_at = excluded.last_at`.execute(db);
}

/**
 * Takes what was counted since before `before`, unless an account of it was sealed after `before`: of at most `maxOfficers`
 * officers and `limit` rows, the oldest first.
 */
export async function takeRefused(tx: Tx, before: Date, maxOfficers: number, limit: number): Promise<Noted[]> {
  const { rows } = await sql<Noted>`
    with due as (
      select 1 where exists (select 1 from gate_note where first_at <= ${before})
        and not exists (select 1 from record where kind = 'gate.block' and verdict = 'own' and stored_at > ${before})
    ), whose as (
      select officer from gate_note where officer <> '' group by officer order by min(first_at), officer limit ${maxOfficers}
    ), chosen as (
      select gate, kind, code, officer, source from gate_note
      where exists (select 1 from due) and (officer = '' or officer in (select officer from whose))
      order by first_at, gate, kind, code, officer, source limit ${limit} for update skip locked
    )
    delete from gate_note n using chosen c
    where n.gate = c.gate and n.kind = c.kind and n.code = c.code and n.officer = c.officer and n.source = c.source
    returning n.gate, n.kind, n.code, n.officer, n.source, n.count, n.first_at as "firstAt", n.last_at as "lastAt"`.execute(
    tx,
  );
  return rows.toSorted((a, b) => a.firstAt.getTime() - b.firstAt.getTime());
}

/** One record's part of the figures: how often each rule refused. */
export async function projectFigures(
  tx: Tx,
  records: readonly Projected<{ blocks: readonly Block[] }>[],
): Promise<void> {
  await sql`delete from gate_figure where record_id = any(${records.map(({ id }) => id)}::bigint[])`.execute(tx);
  const rows = records.flatMap(({ id, content }) =>
    [...countRefusals(content?.blocks ?? []).refused].map(([code, count]) => ({ id, code, count })),
  );
  if (rows.length === 0) return;
  await sql`insert into gate_figure (record_id, code, count)
    select id, code, count from unnest(${rows.map((r) => r.id)}::bigint[], ${rows.map((r) => r.code)}::text[],
      ${rows.map((r) => r.count)}::bigint[]) as t (id, code, count)`.execute(tx);
}
