import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import { storableText } from '#platform/db/text.ts';
import type { Evidence } from './store.ts';

export type Decision = { by: string; reason: string; at: Date };

/** False: the peer is not stopped, or is none. */
export async function clearStop(tx: Tx, participant: string, at: Date): Promise<boolean> {
  const { rows } = await sql`update peer set stopped = false, resumed_at = ${at}, failed_at = null, failure_code = null,
    failure_why = null where participant = ${participant} and stopped returning participant`.execute(tx);
  return rows.length > 0;
}

/** What others showed of its log has to be proved once more. */
export async function reopenHeard(tx: Tx, participant: string, at: Date): Promise<void> {
  await sql`update heard_head set settled = false, since = ${at}, asked_at = null where participant = ${participant}`.execute(
    tx,
  );
}

/** The decision stands beside each alarm about the participant that was there to be seen. */
export async function noteDecision(tx: Tx, participant: string, { by, reason, at }: Decision): Promise<void> {
  await sql`update alarm set resumed_at = ${at}, resumed_by = ${by}, resumed_why = ${storableText(reason)}
    where participant = ${participant} and resumed_at is null`.execute(tx);
}

/** What alarms that stop a peer for its log hold, the newest first. */
export async function readHeldEvidence(db: Db | Tx, participant: string): Promise<Evidence[]> {
  const { rows } = await sql<{ evidence: string }>`select evidence from alarm where participant = ${participant}
    and evidence is not null and code in ('log-forked', 'log-shrank', 'log-ended', 'succession-behind')
    order by id desc limit 50`.execute(db);
  return rows.map(({ evidence }) => JSON.parse(evidence) as Evidence);
}
