import { sql } from 'kysely';
import { readersFor } from '#features/guards/model.ts';
import type { Viewer } from '#features/officers/model.ts';
import type { Db } from '#platform/db/db.ts';
import type { Readers } from '#features/records/model.ts';

/** A record of a case; its body only where it is short enough to be a report or a count. */
export type CaseRow = {
  ref: string;
  kind: string;
  participant: string;
  replaces: string | null;
  digest: Buffer;
  body: Buffer | null;
  wrappedKeys: Buffer | null;
  readers: Readers;
};

const applied = sql`verdict in ('own', 'accepted')`;

/**
 * The applied records of an incident's case in fold order: of the report, of all that its author wrote before it and in its place, and of
 * whatever names one of these as its case. None, where the ref is no applied report.
 */
export async function readCase(db: Db, ref: string, viewer: Viewer): Promise<CaseRow[]> {
  const { rows } = await sql<CaseRow>`
    with recursive version (ref, replaces) as (
      select ref, replaces from record where ref = ${ref} and kind = 'incident.report' and ${applied}
      union
      select other.ref, other.replaces from version
        cross join lateral (
          select ref, replaces, kind, verdict, participant from record where replaces = version.ref
          union all select ref, replaces, kind, verdict, participant from record where ref = version.replaces) other
        -- Nobody stands in another's place: all versions are of whose report it is.
        where other.kind = 'incident.report' and ${applied} and other.participant = split_part(version.ref, '/', 1)
    ), versions as materialized (select array(select ref from version) as refs)
    select ref, kind, participant, replaces, digest, wrapped_keys as "wrappedKeys", ${readersFor(viewer, 'record')} as readers,
      case when octet_length(body) < 65536 then body end as body
    from record, versions
    where (ref = any(versions.refs) or case_ref = any(versions.refs)) and kind in ('incident.report', 'incident.count', 'warning.issue')
      and ${applied} order by issued_at, ref <> all(versions.refs), ref limit 5000`.execute(db);
  return rows;
}
