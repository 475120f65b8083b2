import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import type { Alliance, ProfileText } from './model.ts';

/** How many changes this database has taken on; 0 where nothing was stored yet. */
export async function readVersion(db: Db | Tx): Promise<number> {
  const { rows } = await sql<{ version: number }>`select version from alliance_state`.execute(db);
  return rows[0]?.version ?? 0;
}

/** As `readVersion`; nobody else changes it, or applies a page under it, before the transaction ends. */
export async function lockVersion(tx: Tx): Promise<number> {
  const { rows } = await sql<{ version: number }>`select version from alliance_state for update`.execute(tx);
  return rows[0]?.version ?? 0;
}

/** Whether this is still the version; it stays so until the transaction ends. */
export async function holdVersion(tx: Tx, version: number): Promise<boolean> {
  const { rows } = await sql`select 1 from alliance_state where version = ${version} for share`.execute(tx);
  return rows.length === 1;
}

export const setVersion = (tx: Tx, version: number): Promise<unknown> =>
  sql`insert into alliance_state (version) values (${version}) on conflict (id) do update set version = excluded.version`.execute(
    tx,
  );

export type Stored = {
  profiles: readonly ProfileText[];
  directories: readonly string[];
  successions?: readonly string[];
};

export async function readDocuments(db: Db | Tx): Promise<Stored> {
  const { rows } = await sql<{ kind: string; source: string; endorsements: string }>`
    select kind, source, endorsements from alliance_document order by kind, participant, number`.execute(db);
  return {
    profiles: rows
      .filter((row) => row.kind === 'profile')
      .map(({ source, endorsements }) => ({ source, endorsements: JSON.parse(endorsements) as string[] })),
    directories: rows.filter((row) => row.kind === 'directory').map(({ source }) => source),
    successions: rows.filter((row) => row.kind === 'succession').map(({ source }) => source),
  };
}

/** Stores what of the alliance's history is not stored yet, and removes what no longer belongs to it. */
export async function storeDocuments(tx: Tx, alliance: Alliance, from: string, at: Date): Promise<void> {
  const rows = [
    ...alliance.profiles.map(({ profile, digest, source, endorsements }) => ({
      kind: 'profile',
      participant: '',
      number: profile.number,
      digest,
      source,
      endorsements: JSON.stringify(endorsements),
    })),
    ...[...alliance.history].flatMap(([participant, chain]) =>
      chain.map(({ directory: { number }, digest, jws }) => ({
        kind: 'directory',
        participant,
        number,
        digest,
        source: jws,
        endorsements: '',
      })),
    ),
    ...[...alliance.successions].flatMap(([participant, chain]) =>
      chain.map(({ succession: { log }, digest, jws }) => ({
        kind: 'succession',
        participant,
        number: log,
        digest,
        source: jws,
        endorsements: '',
      })),
    ),
  ];
  await sql`delete from alliance_document where digest <> all(${rows.map((r) => r.digest)}::text[])`.execute(tx);
  await sql`insert into alliance_document (kind, participant, number, digest, source, endorsements, learned_from, learned_at)
    select *, ${from}, ${at} from unnest(${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.participant)}::text[],
      ${rows.map((r) => r.number)}::int[], ${rows.map((r) => r.digest)}::text[], ${rows.map((r) => r.source)}::text[],
      ${rows.map((r) => r.endorsements)}::text[]) on conflict do nothing`.execute(tx);
}

export type LogSize = { participant: string; size: number };

/** The newest size of a day counts; what is older than a day that is named is forgotten. */
export async function noteSizes(db: Db, rows: readonly LogSize[], day: string, keepFrom: string): Promise<void> {
  await sql`insert into log_size (participant, day, size)
    select participant, ${day}::date, size from unnest(${rows.map((r) => r.participant)}::text[], ${rows.map((r) => r.size)}::bigint[])
      as t (participant, size)
    on conflict (participant, day) do update set size = excluded.size`.execute(db);
  await sql`delete from log_size where day < ${keepFrom}::date`.execute(db);
}

/** Of each log the size of the last day up to this one; where there is none, of the first day after it. */
export async function listSizes(db: Db, today: string, upTo: string): Promise<(LogSize & { day: string })[]> {
  const { rows } = await sql<LogSize & { day: string }>`
    select distinct on (participant) participant, to_char(day, 'YYYY-MM-DD') as day, size from log_size where day < ${today}::date
    order by participant, day > ${upTo}::date, case when day <= ${upTo}::date then day end desc, day`.execute(db);
  return rows;
}

export type Learned = { digest: string; from: string; at: Date };

/** Since when each document is known here, and from whom. */
export async function listLearned(db: Db): Promise<Learned[]> {
  const { rows } = await sql<Learned>`
    select digest, learned_from as "from", learned_at as at from alliance_document`.execute(db);
  return rows;
}
