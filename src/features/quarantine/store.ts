import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import type { PageAsked } from '#platform/http/page.ts';
import type { Before, Decision, Quarantine, QuarantineFilter } from './model.ts';

export type Tallied = { whose: string; kind: string };

/** What came from a source in the 24 hours and 30 days before a moment, by whole hours. */
export async function readBefore(db: Db | Tx, { whose, kind }: Tallied, at: Date): Promise<Before> {
  const { rows } = await sql<Before>`
    select coalesce(sum(came) filter (where hour > ${at}::timestamptz - interval '25 hours'), 0)::int as day,
           coalesce(sum(taken), 0)::int as month
    from person_tally where whose = ${whose} and kind = ${kind} and hour > ${at}::timestamptz - interval '721 hours'`.execute(
    db,
  );
  return rows[0] ?? { day: 0, month: 0 };
}

/** Adds to the hour's tally; what is older than anybody asks for goes. */
export async function addTally(
  db: Db | Tx,
  { whose, kind }: Tallied,
  { came, taken }: { came: number; taken: number },
  at: Date,
): Promise<void> {
  await sql`insert into person_tally (whose, kind, hour, came, taken)
    values (${whose}, ${kind}, date_trunc('hour', ${at}::timestamptz), ${came}, ${taken})
    on conflict (whose, kind, hour) do update
      set came = person_tally.came + excluded.came, taken = person_tally.taken + excluded.taken`.execute(db);
  await sql`delete from person_tally where hour < ${at}::timestamptz - interval '750 hours'`.execute(db);
}

export type NewQuarantine = Pick<Quarantine, 'gate' | 'source' | 'name' | 'run' | 'officer' | 'persons'> & {
  fileDigest: string | null;
};

/** Opens a quarantine, or adds to the open one of the same arrivals; the same file again is the same persons. */
export async function openQuarantine(db: Db | Tx, one: NewQuarantine, at: Date): Promise<void> {
  await sql`insert into quarantine (gate, source, name, run_id, file_digest, officer, persons, first_at, last_at)
    values (${one.gate}, ${one.source}, ${one.name}, ${one.run}, ${one.fileDigest}, ${one.officer}, ${one.persons}, ${at}, ${at})
    on conflict (gate, coalesce(file_digest, source)) where decision is null do update
      set persons = case when quarantine.gate = 'draft' then excluded.persons else quarantine.persons + excluded.persons end,
          run_id = excluded.run_id, officer = excluded.officer, name = excluded.name, last_at = excluded.last_at`.execute(
    db,
  );
}

const columns = sql`id, gate, source, name, run_id as run, officer, persons, first_at as "firstAt", last_at as "lastAt",
  decision, decided_by as "decidedBy", decided_at as "decidedAt", reason`;

/** The newest first; one more than was asked for. */
export async function listQuarantines(
  db: Db,
  { decided }: QuarantineFilter,
  { limit, before }: PageAsked,
): Promise<(Quarantine & { cursor: number })[]> {
  const { rows } = await sql<Quarantine & { cursor: number }>`select ${columns}, id as cursor from quarantine
    where (${before}::bigint is null or id < ${before}::bigint)
      and (${decided ?? null}::boolean is null or (decision is not null) = ${decided ?? null}::boolean)
    order by id desc limit ${limit + 1}`.execute(db);
  return rows;
}

/** Nobody else decides about it until the transaction ends. */
export async function takeQuarantine(tx: Tx, id: number): Promise<Quarantine | undefined> {
  const { rows } = await sql<Quarantine>`select ${columns} from quarantine where id = ${id} for update`.execute(tx);
  return rows[0];
}

export async function setDecision(
  tx: Tx,
  id: number,
  { decision, by, reason, at }: { decision: Decision; by: string; reason: string; at: Date },
): Promise<void> {
  await sql`update quarantine set decision = ${decision}, decided_by = ${by}, reason = ${reason}, decided_at = ${at}
    where id = ${id}`.execute(tx);
}

/** Whether an officer let these very bytes in, not longer ago than a week. */
export async function isReleased(db: Db, fileDigest: string, at: Date): Promise<boolean> {
  const { rows } = await sql`select 1 from quarantine where file_digest = ${fileDigest} and decision = 'released'
    and decided_at > ${at}::timestamptz - interval '7 days' limit 1`.execute(db);
  return rows.length > 0;
}
