import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';

export type SealRow = { ref: string; kind: string; digest: Buffer; jws: string };

/** The seals of those of these records that count here. */
export async function readSealsOfRefs(db: Db | Tx, refs: readonly string[]): Promise<SealRow[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<SealRow>`select ref, kind, digest, jws from record
    where ref = any(${refs}::text[]) and verdict in ('own', 'accepted')`.execute(db);
  return rows;
}

/** As `readSealsOfRefs`, and of what was set aside with this code: that is confirmed, too. */
export async function readSealsToConfirm(db: Db | Tx, refs: readonly string[], code: string): Promise<SealRow[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<SealRow>`select ref, kind, digest, jws from record
    where ref = any(${refs}::text[]) and (verdict in ('own', 'accepted') or (verdict = 'quarantined' and code = ${code}))`.execute(
    db,
  );
  return rows;
}

/** Which of these refs are records of others that were let in. */
export async function findAccepted(tx: Tx, refs: readonly string[]): Promise<number[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<{ id: number }>`select id from record
    where ref = any(${refs}::text[]) and verdict = 'accepted' order by issued_at, ref`.execute(tx);
  return rows.map(({ id }) => id);
}

/** What was set aside with a code of what an author sealed, the first first. */
export async function findSetAsideOf(tx: Tx, author: string, code: string, limit: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id from record
    where verdict = 'quarantined' and code = ${code} and author = ${author} order by issued_at, ref limit ${limit}`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}

export type IssuedRow = { ref: string; kind: string; issuedAt: Date };

/** Own records of these kinds and of an authority that were issued after a moment, the first first: others' count for nothing. */
export async function findOwnSince(
  db: Db | Tx,
  asked: { author: string; kinds: readonly string[]; since: Date; limit: number },
): Promise<IssuedRow[]> {
  const { author, kinds, since, limit } = asked;
  const { rows } = await sql<IssuedRow>`
    select ref, kind, issued_at as "issuedAt" from record
    where kind = any(${kinds}::text[]) and author = ${author} and issued_at > ${since} and verdict = 'own' and destroyed_at is null
    order by issued_at, ref limit ${limit}`.execute(db);
  return rows;
}

/** Of the same kind and author, what counts here of the days around a record. */
export async function findAround(
  tx: Tx,
  { ref, kind, author, issuedAt }: { ref: string; kind: string; author: string; issuedAt: string },
  spanMs: number,
): Promise<{ ref: string; kind: string }[]> {
  const [since, until] = [-spanMs, spanMs].map((ms) => new Date(Date.parse(issuedAt) + ms));
  const { rows } = await sql<{ ref: string; kind: string }>`select ref, kind from record
    where kind = ${kind} and author = ${author} and ref <> ${ref} and verdict in ('own', 'accepted')
      and issued_at > ${since} and issued_at < ${until}`.execute(tx);
  return rows;
}

/** Nobody else puts anything into force for this officer until the transaction ends. */
export async function holdEmergenciesOf(tx: Tx, officer: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`emergencies ${officer}`}, 0))`.execute(tx);
}

export type ConfirmationRow = { about: string; ref: string; jws: string };

/** What confirms these records, the first first. */
export async function readConfirmations(
  db: Db | Tx,
  kinds: readonly string[],
  refs: readonly string[],
): Promise<ConfirmationRow[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<ConfirmationRow>`select a.ref as about, r.ref, r.jws from record_about a
    join record r on r.id = a.record_id
    where a.ref = any(${refs}::text[]) and r.kind = any(${kinds}::text[]) and r.verdict in ('own', 'accepted')
    order by r.issued_at, r.ref`.execute(db);
  return rows;
}

/** Own records that confirm these, with their content. */
export async function findOwnConfirmations(
  tx: Tx,
  kinds: readonly string[],
  refs: readonly string[],
): Promise<string[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<{
    ref: string;
  }>`select distinct r.ref from record_about a join record r on r.id = a.record_id
    where a.ref = any(${refs}::text[]) and r.kind = any(${kinds}::text[]) and r.verdict = 'own' and r.destroyed_at is null`.execute(
    tx,
  );
  return rows.map(({ ref }) => ref);
}
