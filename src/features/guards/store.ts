import { sql } from 'kysely';
import type { Db } from '#platform/db/db.ts';
import type { Cover } from './model.ts';

type Open = { covers: 'desk' | 'case' | 'inquiry'; subject: string | null; purpose: string };

/** What an officer is assigned to at a moment, and whether anybody of the authority was ever assigned anything. */
export async function readOpen(
  db: Db,
  officer: string,
  authority: string,
  at: Date,
): Promise<{ open: Open[]; isBegun: boolean }> {
  const { rows } = await sql<{ open: Open[]; isBegun: boolean }>`
    select exists (select 1 from assignment where authority = ${authority}) as "isBegun",
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
