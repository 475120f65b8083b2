import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import type { WitnessedHead } from './model.ts';

const columns = sql`size, root, directory_number as "directoryNumber", directory_digest as "directoryDigest", note,
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
  await sql`insert into witnessed_head (participant, size, root, directory_number, directory_digest, note, cosigned_at)
    values (${participant}, ${head.size}, ${Buffer.from(head.root)}, ${head.directoryNumber}, ${head.directoryDigest}, ${head.note}, ${head.cosignedAt})
    on conflict (participant) do update set size = excluded.size, root = excluded.root, note = excluded.note,
      directory_number = excluded.directory_number, directory_digest = excluded.directory_digest, cosigned_at = excluded.cosigned_at`.execute(
    tx,
  );
}

export async function insertOffered(db: Db, size: number, note: string): Promise<void> {
  await sql`insert into offered_head (size, note) values (${size}, ${note}) on conflict do nothing`.execute(db);
}

/** The newest own size that each witness cosigned. */
export async function readCosignedSizes(db: Db): Promise<Map<string, number>> {
  const { rows } = await sql<{ witness: string; size: number }>`
    select witness, max(size) as size from cosignature group by witness`.execute(db);
  return new Map(rows.map(({ witness, size }) => [witness, size]));
}

export async function insertCosignature(db: Db, size: number, witness: string, line: string, at: Date): Promise<void> {
  await sql`insert into cosignature (size, witness, line, at) values (${size}, ${witness}, ${line}, ${at})
    on conflict do nothing`.execute(db);
}

/** Signature lines of witnesses under the own checkpoint of this size, each with its newline. */
export async function readCosignatures(db: Db, size: number): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    select line from cosignature where size = ${size} order by witness`.execute(db);
  return rows.map((row) => row.line);
}

/** The newest own checkpoint with at least so many cosignatures. */
export async function readNewestWith(db: Db, count: number): Promise<{ size: number; note: string } | undefined> {
  const { rows } = await sql<{ size: number; note: string }>`
    select o.size, o.note from offered_head o
    where (select count(*) from cosignature c where c.size = o.size) >= ${count} order by o.size desc limit 1`.execute(
    db,
  );
  return rows[0];
}

/** Keeps the newest checkpoints, and the newest one with the quorum: every earlier leaf is proved under that one. */
export async function forgetOffered(db: Db, keep: number, newestWith: number): Promise<void> {
  await sql`delete from offered_head where size <> ${newestWith}
    and size not in (select size from offered_head order by size desc limit ${keep})`.execute(db);
}
