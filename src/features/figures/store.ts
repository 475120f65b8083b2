import { sql } from 'kysely';
import type { Db } from '#platform/db/db.ts';
import type { Counted, Figure, FigureName } from './model.ts';

const monthOf = sql`to_char(r.issued_at at time zone 'UTC', 'YYYY-MM')`;

/** Each record's part of the figures that accounts tell, of those records that count here. */
const parts = sql`
  select r.id, r.ref, r.issued_at as at, r.participant, ${monthOf} as month, 'refused' as figure, f.code, f.count
  from gate_figure f join record r on r.id = f.record_id where r.verdict in ('own', 'accepted')
  union all
  select r.id, r.ref, r.issued_at, r.participant, ${monthOf}, 'read', f.under, f.count
  from audit_figure f join record r on r.id = f.record_id where r.verdict in ('own', 'accepted')`;

export async function sumFigures(db: Db): Promise<Figure[]> {
  const { rows } = await sql<Figure>`
    select figure, code, participant, month, sum(count)::bigint as count, count(*) as records from (${parts}) part
    group by figure, code, participant, month`.execute(db);
  return rows;
}

/** The records of one figure, the newest first. */
export async function listCounted(
  db: Db,
  { figure, code, participant, month }: { figure: FigureName; code: string; participant: string; month: string },
): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select ref, at, count from (${parts}) part
    where figure = ${figure} and code = ${code} and participant = ${participant} and month = ${month} order by id desc`.execute(
    db,
  );
  return rows;
}

export type ActRow = { ref: string; kind: string; at: Date; participant: string; month: string };

/** Records of kinds that one officer may put into force, the newest first. */
export async function listActs(db: Db, kinds: readonly string[], limit: number): Promise<ActRow[]> {
  const { rows } = await sql<ActRow>`
    select r.ref, r.kind, r.issued_at as at, r.participant, ${monthOf} as month from record r
    where r.kind = any(${kinds}::text[]) and r.verdict in ('own', 'accepted') order by r.id desc limit ${limit}`.execute(
    db,
  );
  return rows;
}
