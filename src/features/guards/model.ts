import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

/** What assignments let an officer read of what is guarded. */
export type Cover = {
  /** Purposes for which the officer has the work of the whole authority. */
  desks: readonly string[];
  cases: readonly { case: string; purpose: string }[];
  /** Demands of oversight: what was opened for them. */
  inquiries: readonly string[];
  /** The desks are the operator's word: nobody of the authority has assigned anybody yet. */
  byOperator: boolean;
};
export const noCover: Cover = { desks: [], cases: [], inquiries: [], byOperator: false };

/** Who reads: whether the role sees content at all, for which authority, and under which assignments. */
export type Viewer = { content: boolean; authority: string; officer: string; cover: Cover };

/**
 * The one rule for who reads what is guarded (decision 0053): whoever has the authority's work for its purpose, or wrote it, or is assigned
 * to a case that it belongs to, or to an inquiry that opened it. As a condition on the rows of a table with `guard` and `wrote`, so that lists and
 * searches leave out what is not for the reader; `id` is its column with the record's id. Who reads no content at all is stopped by the power.
 */
export function isFor({ officer, cover }: Viewer, table: string, id = 'record_id'): RawBuilder<boolean> {
  const at = (column: string) => sql.ref(`${table}.${column}`);
  return sql<boolean>`(${at('guard')} is null or ${at('guard')} = any(${cover.desks}::text[]) or ${officer} = any(coalesce(${at('wrote')}, '{}'))
    ${inCases({ officer, cover }, at('guard'), at(id))}${inInquiries(cover, at(id))})`;
}

/** The same rule for what is not sealed yet. */
export const isForDraft = (
  { officer, cover }: Viewer,
  { guard, officers, case: caseRef }: { guard: string | null; officers: readonly string[]; case?: string | undefined },
): boolean =>
  guard === null ||
  cover.desks.includes(guard) ||
  officers.includes(officer) ||
  cover.cases.some((one) => one.case === caseRef && (one.purpose === guard || guard === ''));

/** Its readers, for `mayRead`: nobody, where the viewer has no assignment to it, or it was taken back and is kept under a hold. */
export const readersFor = (viewer: Viewer, table: string): RawBuilder<unknown> =>
  sql`case when ${sql.ref(`${table}.withheld_at`)} is null and ${isFor(viewer, table, 'id')} then ${sql.ref(`${table}.readers`)} else '{}' end`;

/** Under what the viewer reads a record: '' where it is not guarded, and `none` where its content is not shown. */
export function underFor(viewer: Viewer, table: string): RawBuilder<unknown> {
  const { cover, officer } = viewer;
  const at = (column: string) => sql.ref(`${table}.${column}`);
  return sql`case when ${at('guard')} is null then ''
    when ${at('guard')} = any(${cover.desks}::text[]) then ${cover.byOperator ? 'operator' : 'assignment'}
    when false ${inCases(viewer, at('guard'), at('id'))}${inInquiries(cover, at('id'))} then 'assignment'
    when ${officer} = any(coalesce(${at('wrote')}, '{}')) then 'author' else 'none' end`;
}

/** The purpose that an assignment would need for the viewer to read it; null where none is wanting. */
export const unassignedFor = (viewer: Viewer, table: string): RawBuilder<unknown> =>
  sql`case when not ${isFor(viewer, table, 'id')} then ${sql.ref(`${table}.guard`)} end`;

/**
 * What a case holds: its records, those about it, and what any of these names. Asked once for a whole query. A name counts where another officer
 * of this participant gave it, to what was here by then: only what he may read he names (decision 0054). What the viewer names, what does not say which officer
 * named it, and what another participant names opens nothing: nobody adds to his own assignment, and no member to anybody's. What is guarded for no purpose that the
 * profile has is no desk's: who is assigned to its case reads it, for whatever purpose, and who wrote it.
 */
function inCases(
  { officer, cover }: Pick<Viewer, 'officer' | 'cover'>,
  guard: RawBuilder<unknown>,
  id: RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (cover.cases.length === 0) return sql``;
  const cases = cover.cases.flatMap((one) => [one, { ...one, purpose: '' }]);
  const refs = cases.map((one) => one.case);
  return sql`or (${id}, ${guard}) in (
    with given (ref, purpose) as (select * from unnest(${refs}::text[], ${cases.map(({ purpose }) => purpose)}::text[])),
    thread as (
      select r.id, g.purpose from given g join record r on r.ref = g.ref
      union select r.id, g.purpose from given g join record r on r.case_ref = g.ref
      union select a.record_id, g.purpose from given g join record_about a on a.ref = g.ref
    )
    select id, purpose from thread
    union select r.id, t.purpose from thread t join record n on n.id = t.id and n.verdict = 'own' and n.wrote <> '{}' and ${officer} <> all(n.wrote)
      join record_about a on a.record_id = t.id join record r on r.ref = a.ref and r.stored_at <= n.issued_at)`;
}

function inInquiries({ inquiries }: Viewer['cover'], id: RawBuilder<unknown>): RawBuilder<unknown> {
  if (inquiries.length === 0) return sql``;
  return sql`or ${id} in (
    select r.id from record d join leaf_opened o on o.demand_id = d.id join record r on r.ref = o.ref
    where d.ref = any(${inquiries}::text[]) and o.code is null)`;
}
