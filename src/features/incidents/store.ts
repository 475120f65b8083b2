import { sql } from 'kysely';
import type { Db } from '#platform/db/db.ts';
import type { IncidentRecord } from './model.ts';

/** The applied records of an incident's case in fold order; hosts are read from the body while it is here. */
export async function readCase(db: Db, ref: string): Promise<IncidentRecord[]> {
  const { rows } = await sql<{ ref: string; kind: string; participant: string; body: Buffer | null }>`
    select ref, kind, participant, case when octet_length(body) < 65536 then body end as body from record
    where (ref = ${ref} or case_ref = ${ref}) and kind in ('incident.report', 'incident.count', 'warning.issue') and verdict in ('own', 'accepted') order by (ref <> ${ref}), issued_at, ref limit 5000`.execute(
    db,
  );
  return rows.map(({ body, ...row }) => ({ ...row, hosts: body === null ? null : hostsOf(body) }));
}

function hostsOf(body: Buffer): number | null {
  const content = JSON.parse(body.toString()) as { hostsAffected?: number; hosts?: number };
  return content.hostsAffected ?? content.hosts ?? null;
}
