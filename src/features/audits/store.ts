import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import { storableText } from '#platform/db/text.ts';
import type { Act } from './model.ts';

type Done = { officer: string; act: Act; subjects: readonly string[]; purpose?: string; at: Date };

/** Counts one act on each of these subjects. */
export async function countActs(db: Db | Tx, { officer, act, subjects, purpose = '', at }: Done): Promise<void> {
  await sql`insert into audit_note (officer, act, subject, purpose, count, first_at, last_at)
    select ${officer}, ${act}, subject, ${purpose}, 1, ${at}, ${at} from unnest(${subjects.map(storableText)}::text[]) as subject order by subject
    on conflict (officer, act, subject, purpose) do update set count = audit_note.count + 1, last_at = excluded.last_at`.execute(
    db,
  );
}

export type Noted = {
  officer: string;
  act: Act;
  subject: string;
  /** '' where none was named. */
  purpose: string;
  case: string | null;
  count: number;
  firstAt: Date;
  lastAt: Date;
};

/** Takes what was counted since before `before`, unless a batch was sealed after `before`: the oldest first. */
export async function takeActs(tx: Tx, before: Date, limit: number): Promise<Noted[]> {
  const { rows } = await sql<Noted>`
    with due as (
      select 1 where exists (select 1 from audit_note where first_at <= ${before})
        and not exists (select 1 from record where kind = 'audit.batch' and verdict = 'own' and stored_at > ${before})
    ), chosen as (
      select officer, act, subject, purpose from audit_note where exists (select 1 from due)
      order by first_at, officer, act, subject, purpose limit ${limit} for update skip locked
    ), taken as (
      delete from audit_note n using chosen c
      where n.officer = c.officer and n.act = c.act and n.subject = c.subject and n.purpose = c.purpose
      returning n.*
    )
    select t.officer, t.act, t.subject, t.purpose, (select min(r.case_ref) from record r where r.ref = t.subject) as "case", t.count,
           t.first_at as "firstAt", t.last_at as "lastAt"
    from taken t order by t.first_at, t.officer, t.act, t.subject, t.purpose`.execute(tx);
  return rows;
}
