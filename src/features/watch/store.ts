import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import type { PageAsked } from '#platform/http/page.ts';
import type { ContactTest, Shift, WatchCall, WatchNote } from './model.ts';

const shift = sql`id, officer, starts_at as "startsAt", ends_at as "endsAt", planned_by as "plannedBy"`;

/** Nobody plans for the same authority until the transaction ends: two shifts of one officer must not cross. */
export async function holdRoster(tx: Tx, authority: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`watch ${authority}`}))`.execute(tx);
}

export async function insertShift(tx: Tx, authority: string, row: Shift, at: Date): Promise<void> {
  await sql`insert into watch_shift (id, authority, officer, starts_at, ends_at, planned_by, planned_at)
    values (${row.id}, ${authority}, ${row.officer}, ${row.startsAt}, ${row.endsAt}, ${row.plannedBy}, ${at})`.execute(
    tx,
  );
}

/** What is not over at a moment, the earliest first. */
export async function listShifts(db: Db | Tx, authority: string, from: Date, atMost: number): Promise<Shift[]> {
  const { rows } =
    await sql<Shift>`select ${shift} from watch_shift where authority = ${authority} and ends_at > ${from}
    order by starts_at, id limit ${atMost}`.execute(db);
  return rows;
}

/** When the last shift of the roster began. */
export async function readLastBegun(db: Db, authority: string, now: Date): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`select max(starts_at) as at from watch_shift
    where authority = ${authority} and starts_at <= ${now}`.execute(db);
  return rows[0]?.at ?? null;
}

/** True where it was there and not over. */
export async function deleteShift(db: Db, authority: string, id: string, now: Date): Promise<boolean> {
  const { rows } = await sql`delete from watch_shift where id = ${id} and authority = ${authority} and ends_at > ${now}
    returning id`.execute(db);
  return rows.length > 0;
}

export type NoteRow = Omit<WatchNote, 'text'> & { content: Buffer };
const note = sql`id, officer, recipient as "to", content, written_at as "writtenAt", taken_by as "takenBy", taken_at as "takenAt"`;

export async function insertNote(db: Db, authority: string, row: NoteRow): Promise<void> {
  await sql`insert into watch_note (id, authority, officer, recipient, content, written_at)
    values (${row.id}, ${authority}, ${row.officer}, ${row.to}, ${row.content}, ${row.writtenAt})`.execute(db);
}

export async function listNotes(db: Db, authority: string, { limit, before }: PageAsked): Promise<NoteRow[]> {
  const { rows } = await sql<NoteRow>`select ${note} from watch_note where authority = ${authority}
    and (${before}::uuid is null or id < ${before}::uuid) order by id desc limit ${limit + 1}`.execute(db);
  return rows;
}

/** The first so many that nobody has taken over, the oldest first. */
export async function listOpenNotes(db: Db, authority: string, atMost: number): Promise<NoteRow[]> {
  const { rows } = await sql<NoteRow>`select ${note} from watch_note where authority = ${authority} and taken_at is null
    order by id limit ${atMost}`.execute(db);
  return rows;
}

/** Who signed a note off last. */
export async function readLastTaken(db: Db, authority: string): Promise<{ officer: string; at: Date } | null> {
  const { rows } = await sql<{ officer: string; at: Date }>`select taken_by as officer, taken_at as at from watch_note
    where authority = ${authority} and taken_at is not null order by taken_at desc, id desc limit 1`.execute(db);
  return rows[0] ?? null;
}

export async function holdNote(tx: Tx, authority: string, id: string): Promise<NoteRow | undefined> {
  const { rows } =
    await sql<NoteRow>`select ${note} from watch_note where id = ${id} and authority = ${authority} for update`.execute(
      tx,
    );
  return rows[0];
}

export async function takeNote(tx: Tx, id: string, officer: string, at: Date): Promise<void> {
  await sql`update watch_note set taken_by = ${officer}, taken_at = ${at} where id = ${id}`.execute(tx);
}

export type CallRow = Omit<WatchCall, 'text' | 'due'> & { content: Buffer };
const call = sql`id, officer, at, direction, party, urgent, content, noted_at as "notedAt", record, filed_by as "filedBy"`;

export async function insertCall(db: Db, authority: string, row: CallRow): Promise<void> {
  await sql`insert into watch_call (id, authority, officer, at, direction, party, urgent, content, noted_at)
    values (${row.id}, ${authority}, ${row.officer}, ${row.at}, ${row.direction}, ${row.party}, ${row.urgent},
      ${row.content}, ${row.notedAt})`.execute(db);
}

export async function listCalls(db: Db, authority: string, { limit, before }: PageAsked): Promise<CallRow[]> {
  const { rows } = await sql<CallRow>`select ${call} from watch_call where authority = ${authority}
    and (${before}::uuid is null or id < ${before}::uuid) order by id desc limit ${limit + 1}`.execute(db);
  return rows;
}

/** Urgent requests by telephone of which no record came, the oldest first. */
export async function listUnwritten(db: Db, authority: string, atMost: number): Promise<CallRow[]> {
  const { rows } = await sql<CallRow>`select ${call} from watch_call where authority = ${authority} and urgent
    and record is null order by id limit ${atMost}`.execute(db);
  return rows;
}

export async function readCall(db: Db, authority: string, id: string): Promise<CallRow | undefined> {
  const { rows } =
    await sql<CallRow>`select ${call} from watch_call where id = ${id} and authority = ${authority}`.execute(db);
  return rows[0];
}

/** True where no record had come of it. */
export async function fileCall(db: Db | Tx, id: string, record: string, officer: string, at: Date): Promise<boolean> {
  const { rows } =
    await sql`update watch_call set record = ${record}, filed_by = ${officer}, filed_at = ${at} where id = ${id}
    and record is null returning id`.execute(db);
  return rows.length > 0;
}

export async function insertTest(
  db: Tx,
  {
    participant,
    contact,
    officer,
    at,
    way,
    answered,
    note: said,
  }: ContactTest & { participant: string; contact: string },
): Promise<void> {
  await sql`insert into watch_test (participant, contact, officer, at, way, answered, note)
    values (${participant}, ${contact}, ${officer}, ${at}, ${way}, ${answered}, ${said})`.execute(db);
}

type TestRow = ContactTest & { participant: string; contact: string; lastAnsweredAt: Date | null };

/** The last test of every contact point, and when one was answered last. */
export async function readLastTests(db: Db): Promise<Map<string, { last: ContactTest; lastAnsweredAt: Date | null }>> {
  const { rows } = await sql<TestRow>`
    select distinct on (participant, contact) participant, contact, officer, at, way, answered, note,
      (select max(a.at) from watch_test a where a.participant = t.participant and a.contact = t.contact and a.answered)
        as "lastAnsweredAt"
    from watch_test t order by participant, contact, id desc`.execute(db);
  return new Map(
    rows.map(({ participant, contact, lastAnsweredAt, ...last }) => [
      `${participant} ${contact}`,
      { last, lastAnsweredAt },
    ]),
  );
}
