import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import { isFor } from './model.ts';
import type { Cover, Viewer } from './model.ts';

type Open = { covers: 'desk' | 'case' | 'inquiry'; subject: string | null; purpose: string };

/**
 * What an officer is assigned to at a moment, and whether anybody of the authority was ever assigned anything: which its records say for
 * good, and what they assigned only until their content is gone.
 */
export async function readOpen(
  db: Db | Tx,
  officer: string,
  authority: string,
  at: Date,
): Promise<{ open: Open[]; isBegun: boolean }> {
  const { rows } = await sql<{ open: Open[]; isBegun: boolean }>`
    select exists (select 1 from record where kind = 'assignment.give' and author = ${authority} and verdict = 'own') as "isBegun",
      coalesce((select json_agg(json_build_object('covers', a.covers, 'subject', a.subject, 'purpose', a.purpose))
        from assignment a join record r on r.id = a.record_id
        where a.officer = ${officer} and a.since <= ${at} and a.until > ${at} and r.verdict = 'own'
          and not exists (select 1 from assignment_end e where e.assignment = r.ref and e.officer = a.officer)), '[]') as open`.execute(
    db,
  );
  return rows[0] ?? { open: [], isBegun: false };
}

/** As the rule on rows takes it. */
export const toCover = (open: readonly Open[]): Cover => ({
  desks: [...new Set(open.flatMap(({ covers, purpose }) => (covers === 'desk' ? [purpose] : [])))],
  cases: open.flatMap(({ covers, subject, purpose }) =>
    covers === 'case' && subject !== null ? [{ case: subject, purpose }] : [],
  ),
  inquiries: open.flatMap(({ covers, subject }) => (covers === 'inquiry' && subject !== null ? [subject] : [])),
  byOperator: false,
});

/** Those of these records that are here and not for this reader: guarded, or for another authority alone. */
export async function listUnread(db: Db | Tx, viewer: Viewer, refs: readonly string[]): Promise<string[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<{ ref: string }>`select r.ref from record r where r.ref = any(${refs}::text[])
    and not (${isFor(viewer, 'r', 'id')} and (r.readers is null or ${viewer.authority} = any(r.readers)))`.execute(db);
  return rows.map(({ ref }) => ref);
}
