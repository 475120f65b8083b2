import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import { storableText } from '#platform/db/text.ts';
import { underFor } from '#features/guards/model.ts';
import type { Viewer } from '#features/officers/model.ts';
import type { Projected } from '#features/records/model.ts';
import type { Act, AuditBatch, Ground } from './model.ts';

/** `viewer`: where the subjects may be records of which the content was asked for. */
type Done = {
  officer: string;
  act: Act;
  subjects: readonly string[];
  purpose?: string;
  viewer?: Viewer | undefined;
  at: Date;
};

/** Counts one act on each of these subjects, and under what it was done. */
export async function countActs(
  db: Db | Tx,
  { officer, act, subjects, purpose = '', viewer, at }: Done,
): Promise<void> {
  const under = viewer
    ? sql`coalesce((select ${underFor(viewer, 'r')} from record r where r.ref = subject order by r.id limit 1), '')`
    : sql`''`;
  await sql`insert into audit_note (officer, act, subject, purpose, under, count, first_at, last_at)
    select ${officer}, ${act}, subject, ${purpose}, ${under}, 1, ${at}, ${at} from unnest(${subjects.map(storableText)}::text[]) as subject order by subject
    on conflict (officer, act, subject, purpose, under) do update set count = audit_note.count + 1, last_at = excluded.last_at`.execute(
    db,
  );
}

export type Noted = {
  officer: string;
  act: Act;
  subject: string;
  /** '' where none was named. */
  purpose: string;
  /** '' of what is not guarded. */
  under: Ground | '';
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
      select officer, act, subject, purpose, under from audit_note where exists (select 1 from due)
      order by first_at, officer, act, subject, purpose, under limit ${limit} for update skip locked
    ), taken as (
      delete from audit_note n using chosen c
      where n.officer = c.officer and n.act = c.act and n.subject = c.subject and n.purpose = c.purpose and n.under = c.under
      returning n.*
    )
    select t.officer, t.act, t.subject, t.purpose, t.under, (select min(r.case_ref) from record r where r.ref = t.subject) as "case", t.count,
           t.first_at as "firstAt", t.last_at as "lastAt"
    from taken t order by t.first_at, t.officer, t.act, t.subject, t.purpose, t.under`.execute(tx);
  return rows;
}

/** One record's part of the figures: how often what is guarded was read or taken out, and under what. */
export async function projectFigures(tx: Tx, records: readonly Projected<AuditBatch>[]): Promise<void> {
  await sql`delete from audit_figure where record_id = any(${records.map(({ id }) => id)}::bigint[])`.execute(tx);
  const rows = records.flatMap(({ id, content }) =>
    (content?.acts ?? []).flatMap(({ under, count }) => (under === undefined ? [] : [{ id, under, count }])),
  );
  if (rows.length === 0) return;
  await sql`insert into audit_figure (record_id, under, count)
    select id, under, sum(count) from unnest(${rows.map((r) => r.id)}::bigint[], ${rows.map((r) => r.under)}::text[],
      ${rows.map((r) => r.count)}::bigint[]) as t (id, under, count) group by id, under`.execute(tx);
}
