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
  digest: Buffer;
  body: Buffer | null;
  wrappedKeys: Buffer | null;
  readers: Readers;
};

/** The applied records of an incident's case in fold order. */
export async function readCase(db: Db, ref: string, viewer: Viewer): Promise<CaseRow[]> {
  const { rows } = await sql<CaseRow>`
    select ref, kind, participant, digest, wrapped_keys as "wrappedKeys", ${readersFor(viewer, 'record')} as readers, case when octet_length(body) < 65536 then body end as body from record
    where (ref = ${ref} or case_ref = ${ref}) and kind in ('incident.report', 'incident.count', 'warning.issue') and verdict in ('own', 'accepted') order by (ref <> ${ref}), issued_at, ref limit 5000`.execute(
    db,
  );
  return rows;
}
