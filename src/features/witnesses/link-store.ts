import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';

export type Unlinked = { size: number; root: Buffer };

/** Checkpoints under which something was received from a participant, and that lead to no cosigned one yet. */
export async function readUnlinked(db: Db, participant: string, log: number, limit: number): Promise<Unlinked[]> {
  const { rows } = await sql<Unlinked>`
    select c.size, c.root from peer_checkpoint c
    where c.participant = ${participant} and c.log = ${log} and c.size > 0
      and not exists (select 1 from checkpoint_link l where l.participant = c.participant and l.log = c.log and l.size = c.size)
    order by c.size limit ${limit}`.execute(db);
  return rows;
}

export async function insertLink(
  tx: Tx,
  participant: string,
  size: number,
  witnessed: { log: number; size: number; note: string },
  proof: Buffer,
): Promise<void> {
  await sql`insert into witnessed_checkpoint (participant, log, size, note)
    values (${participant}, ${witnessed.log}, ${witnessed.size}, ${witnessed.note}) on conflict do nothing`.execute(tx);
  await sql`insert into checkpoint_link (participant, log, size, witnessed_size, proof)
    values (${participant}, ${witnessed.log}, ${size}, ${witnessed.size}, ${proof}) on conflict do nothing`.execute(tx);
}

/** The cosigned checkpoint that continues the one under which something was received, and the proof of it. */
export async function readLink(
  db: Db,
  participant: string,
  log: number,
  size: number,
): Promise<{ note: string; proof: Buffer } | undefined> {
  const { rows } = await sql<{ note: string; proof: Buffer }>`
    select w.note, l.proof from checkpoint_link l
    join witnessed_checkpoint w on w.participant = l.participant and w.log = l.log and w.size = l.witnessed_size
    where l.participant = ${participant} and l.log = ${log} and l.size = ${size}`.execute(db);
  return rows[0];
}
