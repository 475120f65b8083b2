import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import type { PageAsked } from '#platform/http/page.ts';
import type { Deputy, InboxKind, TakingView } from './model.ts';

export type Taking = { kind: InboxKind; item: string; officer: string | null; by: string; note: string | null };

export async function insertTaking(db: Tx, taking: Taking, at: Date): Promise<void> {
  await sql`insert into inbox_taking (kind, item, officer, by, note, at)
    values (${taking.kind}, ${taking.item}, ${taking.officer}, ${taking.by}, ${taking.note}, ${at})`.execute(db);
}

/** Who has each of these items now. */
export async function readTakings(db: Db, items: readonly { kind: InboxKind; id: string }[]): Promise<Taking[]> {
  const { rows } = await sql<Taking>`
    select distinct on (t.kind, t.item) t.kind, t.item, t.officer, t.by, t.note from inbox_taking t
    join unnest(${items.map((i) => i.kind)}::text[], ${items.map((i) => i.id)}::text[]) as asked (kind, item) using (kind, item)
    order by t.kind, t.item, t.id desc`.execute(db);
  return rows;
}

/** One more than asked for. */
export async function listTakings(
  db: Db,
  authority: string,
  { limit, before }: PageAsked,
): Promise<(TakingView & { cursor: string })[]> {
  const { rows } = await sql<TakingView & { cursor: string }>`
    select id::text as cursor, kind, item, officer, by, note, at from inbox_taking
    where starts_with(by, ${`${authority}/`}) and (${before}::bigint is null or id < ${before}::bigint)
    order by id desc limit ${limit + 1}`.execute(db);
  return rows;
}

const columns = sql`officer, deputy, first_day as "firstDay", last_day as "lastDay"`;

export async function listDeputies(db: Db, authority: string): Promise<Deputy[]> {
  const { rows } =
    await sql<Deputy>`select ${columns} from deputy where starts_with(officer, ${`${authority}/`}) order by officer`.execute(
      db,
    );
  return rows;
}

export async function setDeputy(db: Db, { officer, deputy, firstDay, lastDay }: Deputy): Promise<void> {
  await sql`insert into deputy (officer, deputy, first_day, last_day) values (${officer}, ${deputy}, ${firstDay}, ${lastDay})
    on conflict (officer) do update set deputy = excluded.deputy, first_day = excluded.first_day, last_day = excluded.last_day`.execute(
    db,
  );
}

export async function removeDeputy(db: Db, officer: string): Promise<void> {
  await sql`delete from deputy where officer = ${officer}`.execute(db);
}
