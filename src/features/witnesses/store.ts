import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import type { WitnessedHead } from './model.ts';

const columns = sql`log, size, root, directory_number as "directoryNumber", directory_digest as "directoryDigest", note,
  cosigned_at as "cosignedAt"`;

/** One request per log at a time: what is checked is what is replaced (C2SP tlog-witness, the race of two requests). */
export async function lockWitnessed(tx: Tx, participant: string): Promise<WitnessedHead | undefined> {
  await sql`select pg_advisory_xact_lock(7400003, hashtext(${participant}))`.execute(tx);
  return readWitnessed(tx, participant);
}

export async function readWitnessed(db: Db | Tx, participant: string): Promise<WitnessedHead | undefined> {
  const { rows } = await sql<WitnessedHead>`
    select ${columns} from witnessed_head where participant = ${participant}`.execute(db);
  return rows[0];
}

export async function writeWitnessed(tx: Tx, participant: string, head: WitnessedHead): Promise<void> {
  await sql`insert into witnessed_head (participant, log, size, root, directory_number, directory_digest, note, cosigned_at)
    values (${participant}, ${head.log}, ${head.size}, ${Buffer.from(head.root)}, ${head.directoryNumber}, ${head.directoryDigest}, ${head.note}, ${head.cosignedAt})
    on conflict (participant) do update set log = excluded.log, size = excluded.size, root = excluded.root, note = excluded.note,
      directory_number = excluded.directory_number, directory_digest = excluded.directory_digest, cosigned_at = excluded.cosigned_at`.execute(
    tx,
  );
}

export async function insertOffered(db: Db, log: number, size: number, note: string): Promise<void> {
  await sql`insert into offered_head (log, size, note) values (${log}, ${size}, ${note}) on conflict do nothing`.execute(
    db,
  );
}

/** The newest own size that each witness cosigned. */
export async function readCosignedSizes(db: Db, log: number): Promise<Map<string, number>> {
  const { rows } = await sql<{ witness: string; size: number }>`
    select witness, max(size) as size from cosignature where log = ${log} group by witness`.execute(db);
  return new Map(rows.map(({ witness, size }) => [witness, size]));
}

/** When a witness cosigned last, as far as that is kept. */
export async function readCosignedAt(db: Db, witness: string): Promise<Date | undefined> {
  const { rows } = await sql<{
    at: Date | null;
  }>`select max(at) as at from cosignature where witness = ${witness}`.execute(db);
  return rows[0]?.at ?? undefined;
}

export async function insertCosignature(
  db: Db,
  { log, size }: { log: number; size: number },
  witness: string,
  line: string,
  at: Date,
): Promise<void> {
  await sql`insert into cosignature (log, size, witness, line, at) values (${log}, ${size}, ${witness}, ${line}, ${at})
    on conflict do nothing`.execute(db);
}

/** Signature lines of witnesses under the own checkpoint of this size, each with its newline. */
export async function readCosignatures(db: Db, log: number, size: number): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    select line from cosignature where log = ${log} and size = ${size} order by witness`.execute(db);
  return rows.map((row) => row.line);
}

/** The newest own checkpoint with at least so many cosignatures. */
export async function readNewestWith(
  db: Db,
  log: number,
  count: number,
): Promise<{ log: number; size: number; note: string } | undefined> {
  const { rows } = await sql<{ log: number; size: number; note: string }>`
    select o.log, o.size, o.note from offered_head o where o.log = ${log}
      and (select count(*) from cosignature c where c.log = o.log and c.size = o.size) >= ${count} order by o.size desc limit 1`.execute(
    db,
  );
  return rows[0];
}

/** The newest own checkpoint of each log that a witness cosigned, with its cosignature. */
export async function readCosignedBy(db: Db, witness: string): Promise<string[]> {
  const { rows } = await sql<{ note: string }>`
    select distinct on (o.log) o.note || c.line as note from offered_head o
    join cosignature c on c.log = o.log and c.size = o.size where c.witness = ${witness}
    order by o.log desc, o.size desc limit 16`.execute(db);
  return rows.map((row) => row.note);
}

/** The newest checkpoint of each participant's log that is kept with a signature line that begins so. */
export async function readWitnessedNotes(db: Db, line: string): Promise<string[]> {
  const { rows } = await sql<{ note: string }>`
    select distinct on (participant) note from witnessed_checkpoint where strpos(note, ${line}) > 0
    order by participant, log desc, size desc limit 240`.execute(db);
  return rows.map((row) => row.note);
}

/** Whose logs are not cosigned before they showed what was cosigned of them. */
export async function holdCosigning(db: Db, participants: readonly string[]): Promise<void> {
  await sql`insert into witness_hold (participant) select unnest(${participants}::text[]) on conflict do nothing`.execute(
    db,
  );
}

export async function readHolds(db: Db | Tx): Promise<string[]> {
  const { rows } = await sql<{ participant: string }>`select participant from witness_hold order by 1`.execute(db);
  return rows.map((row) => row.participant);
}

export async function endHold(db: Db, participant: string): Promise<void> {
  await sql`delete from witness_hold where participant = ${participant}`.execute(db);
}

/** Keeps the newest checkpoints, and the newest one with the quorum: every earlier leaf is proved under that one. */
export async function forgetOffered(db: Db, log: number, keep: number, newestWith: number): Promise<void> {
  await sql`delete from offered_head where log = ${log} and size <> ${newestWith}
    and size not in (select size from offered_head where log = ${log} order by size desc limit ${keep})`.execute(db);
}
