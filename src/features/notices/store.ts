import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import type { NoticeLanguage } from './model.ts';

export type NoticeRow = {
  officer: string;
  address: Buffer;
  lang: NoticeLanguage;
  told: string[];
  waiting: string[];
  attempts: number;
  lastSentAt: Date | null;
  failedAt: Date | null;
  failure: string | null;
};
const columns = sql`officer, address, lang, told, waiting, attempts, last_sent_at as "lastSentAt", failed_at as "failedAt", failure`;

/** Without an address it only says when the last mail was. */
const isSet = sql`octet_length(address) > 0`;

export async function readNotice(db: Db, officer: string): Promise<NoticeRow | undefined> {
  const { rows } = await sql<NoticeRow>`select ${columns} from notice where officer = ${officer} and ${isSet}`.execute(
    db,
  );
  return rows[0];
}

export async function setNotice(
  db: Db,
  { officer, address, lang }: Pick<NoticeRow, 'officer' | 'address' | 'lang'>,
  at: Date,
): Promise<void> {
  await sql`insert into notice (officer, address, lang, since) values (${officer}, ${address}, ${lang}, ${at})
    on conflict (officer) do update set address = excluded.address, lang = excluded.lang, since = excluded.since,
      told = '{}', waiting = '{}', attempts = 0, next_at = null, failed_at = null, failure = null`.execute(db);
}

/** Forgets where and what the officer was told, but for when: whoever asks again and again is not mailed more often for it. */
export async function clearNotice(db: Db, officer: string): Promise<void> {
  await sql`update notice set address = '', told = '{}', waiting = '{}', attempts = 0, next_at = null, failed_at = null, failure = null
    where officer = ${officer}`.execute(db);
}

export async function deleteNotice(db: Db, officer: string): Promise<void> {
  await sql`delete from notice where officer = ${officer}`.execute(db);
}

export async function listOfficers(db: Db, atMost: number): Promise<string[]> {
  const { rows } = await sql<{
    officer: string;
  }>`select officer from notice where ${isSet} order by officer limit ${atMost}`.execute(db);
  return rows.map(({ officer }) => officer);
}

/** Undefined where another process is at it. */
export async function holdNotice(tx: Tx, officer: string): Promise<NoticeRow | undefined> {
  const { rows } =
    await sql<NoticeRow>`select ${columns} from notice where officer = ${officer} and ${isSet} for update skip locked`.execute(
      tx,
    );
  return rows[0];
}

/** Remembers what was told and adds what is to be told, no earlier than `notBefore`; a mail that waits already keeps its time. */
export async function addNews(
  tx: Tx,
  officer: string,
  told: readonly string[],
  kinds: readonly string[],
  { notBefore, atMost }: { notBefore: Date; atMost: number },
): Promise<void> {
  await sql`update notice set told = ${told}, waiting = (waiting || ${kinds}::text[])[:${sql.raw(String(atMost))}],
      next_at = case when ${kinds.length} > 0 then coalesce(next_at, ${notBefore}) else next_at end
    where officer = ${officer}`.execute(tx);
}

/** Takes the next mail that is due, and nobody else does until `leaseUntil`. */
export async function claimDue(db: Db, now: Date, leaseUntil: Date): Promise<NoticeRow | undefined> {
  const { rows } = await sql<NoticeRow>`
    update notice set next_at = ${leaseUntil}, attempts = attempts + 1
    where officer = (select officer from notice where next_at <= ${now} and waiting <> '{}'
      order by next_at, officer limit 1 for update skip locked)
    returning ${columns}`.execute(db);
  return rows[0];
}

/** It was taken: what came meanwhile waits for the next one. */
export async function setSent(db: Db, officer: string, count: number, now: Date, next: Date): Promise<void> {
  await sql`update notice set waiting = waiting[${sql.raw(String(count + 1))}:], attempts = 0, last_sent_at = ${now},
      failed_at = null, failure = null,
      next_at = case when cardinality(waiting) > ${count} then ${next}::timestamptz end
    where officer = ${officer}`.execute(db);
}

export async function setRetry(db: Db, officer: string, next: Date): Promise<void> {
  await sql`update notice set next_at = ${next} where officer = ${officer}`.execute(db);
}

/** Nobody tries it any more; what comes next is tried anew. */
export async function setGivenUp(db: Db, officer: string, now: Date, failure: string): Promise<void> {
  await sql`update notice set waiting = '{}', attempts = 0, next_at = null, failed_at = ${now}, failure = ${failure}
    where officer = ${officer}`.execute(db);
}
