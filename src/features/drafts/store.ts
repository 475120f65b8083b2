import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import type { DraftSummary } from './model.ts';

export type DraftRow = DraftSummary & { content: Buffer };
const summary = sql`form, address, version, saved_at as "savedAt"`;

/** An officer's own, the newest first. */
export async function listDrafts(db: Db, officer: string): Promise<DraftSummary[]> {
  const { rows } =
    await sql<DraftSummary>`select ${summary} from draft where officer = ${officer} order by saved_at desc, form`.execute(
      db,
    );
  return rows;
}

export async function readDraft(db: Db | Tx, officer: string, form: string): Promise<DraftRow | undefined> {
  const { rows } =
    await sql<DraftRow>`select ${summary}, content from draft where officer = ${officer} and form = ${form}`.execute(
      db,
    );
  return rows[0];
}

/** Writes the version after `version`. Undefined where another was written meanwhile. */
export async function saveDraft(
  db: Db,
  officer: string,
  row: Omit<DraftRow, 'version'> & { after: number },
): Promise<number | undefined> {
  const { form, address, content, savedAt, after } = row;
  const { rows } = await sql<{ version: number }>`
    insert into draft as d (officer, form, address, version, content, saved_at)
    select ${officer}, ${form}, ${address}, 1, ${content}, ${savedAt} where ${after} = 0
      or exists (select from draft where officer = ${officer} and form = ${form} and version = ${after})
    on conflict (officer, form) do update
      set address = excluded.address, version = d.version + 1, content = excluded.content, saved_at = excluded.saved_at
      where d.version = ${after}
    returning version`.execute(db);
  return rows[0]?.version;
}

export async function countDrafts(db: Db, officer: string): Promise<number> {
  const { rows } = await sql<{
    count: string;
  }>`select count(*)::text as count from draft where officer = ${officer}`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

export async function deleteDraft(db: Db, officer: string, form: string): Promise<void> {
  await sql`delete from draft where officer = ${officer} and form = ${form}`.execute(db);
}

export type PreviewRow = {
  id: string;
  officer: string;
  author: string;
  payload: Buffer;
  digest: Buffer;
  body: Buffer;
  wrappedKeys: Buffer;
  expiresAt: Date;
};

/** Keeps at most so many of an officer's: the newest. */
export async function insertPreview(tx: Tx, row: PreviewRow, keep: number): Promise<void> {
  await sql`insert into draft_preview (id, officer, author, payload, digest, body, wrapped_keys, expires_at)
    values (${row.id}, ${row.officer}, ${row.author}, ${row.payload}, ${row.digest}, ${row.body}, ${row.wrappedKeys}, ${row.expiresAt})`.execute(
    tx,
  );
  await sql`delete from draft_preview where officer = ${row.officer} and id in
    (select id from draft_preview where officer = ${row.officer} order by expires_at desc, id desc offset ${keep})`.execute(
    tx,
  );
}

/** Takes it away: nobody seals the same bytes twice. */
export async function takePreview(tx: Tx, id: string, officer: string): Promise<PreviewRow | undefined> {
  const { rows } =
    await sql<PreviewRow>`delete from draft_preview where id = ${id} and officer = ${officer} returning id, officer,
    author, payload, digest, body, wrapped_keys as "wrappedKeys", expires_at as "expiresAt"`.execute(tx);
  return rows[0];
}

export async function endDrafts(db: Db, savedBefore: Date, now: Date): Promise<void> {
  await sql`delete from draft where saved_at < ${savedBefore}`.execute(db);
  await sql`delete from draft_preview where expires_at < ${now}`.execute(db);
}
