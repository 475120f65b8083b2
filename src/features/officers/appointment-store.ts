import { sql } from 'kysely';
import type { Appointment } from '#features/approvals/model.ts';
import type { Projected } from '#features/records/model.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import type { AppointBody, DismissBody } from './appointment-model.ts';
import type { Role } from './model.ts';

/**
 * Takes back what these records appointed, and writes what those with content do. One whose content was destroyed still ended what its
 * officers had before: otherwise a passkey that was lost would count again as soon as the record that took its place is recalled or over.
 */
export async function projectAppointments(tx: Tx, records: readonly Projected<AppointBody>[]): Promise<void> {
  const ids = records.map(({ id }) => id);
  await sql`with emptied as (delete from appointment where record_id = any(${ids}::bigint[]) returning record_id, officer, issued_at)
    insert into dismissal (record_id, officer, issued_at)
    select distinct record_id, officer, issued_at from emptied on conflict do nothing`.execute(tx);
  await deleteDismissals(
    tx,
    records.flatMap(({ id, content }) => (content ? [id] : [])),
  );
  await dropUnapplied(tx, ids);
  const rows = records.flatMap(({ id, envelope, content }) =>
    (content?.officers ?? []).flatMap(({ officer, role, passkeys }) =>
      passkeys.map((passkey) => ({ id, officer, role, passkey, issuedAt: envelope.issuedAt, until: content?.until })),
    ),
  );
  if (rows.length === 0) return;
  await sql`insert into appointment
      (record_id, officer, role, rp_id, credential, public_key, attested, software, issued_at, until)
    select * from unnest(${rows.map((r) => r.id)}::bigint[], ${rows.map((r) => r.officer)}::text[], ${rows.map((r) => r.role)}::text[],
      ${rows.map((r) => r.passkey.rpId)}::text[], ${rows.map((r) => r.passkey.id)}::text[], ${rows.map((r) => r.passkey.key)}::text[],
      ${rows.map((r) => r.passkey.attestation === 'attested')}::boolean[], ${rows.map((r) => r.passkey.attestation === 'software')}::boolean[],
      ${rows.map((r) => r.issuedAt)}::timestamptz[], ${rows.map((r) => r.until ?? null)}::date[])`.execute(tx);
}

/** Who was dismissed stays so, as number and time, when the content is destroyed: whoever recalls a dismissal makes no officer. */
export async function projectDismissals(tx: Tx, records: readonly Projected<DismissBody>[]): Promise<void> {
  await dropUnapplied(
    tx,
    records.map(({ id }) => id),
  );
  const rows = records.flatMap(({ id, envelope, content }) => (content ? [{ id, envelope, content }] : []));
  await sql`insert into dismissal (record_id, officer, issued_at)
    select * from unnest(${rows.map((r) => r.id)}::bigint[], ${rows.map((r) => r.content.officer)}::text[],
      ${rows.map((r) => r.envelope.issuedAt)}::timestamptz[]) on conflict do nothing`.execute(tx);
}

const deleteDismissals = (tx: Tx, ids: readonly number[]) =>
  sql`delete from dismissal where record_id = any(${ids}::bigint[])`.execute(tx);

/** What is set aside ended nothing. */
const dropUnapplied = (tx: Tx, ids: readonly number[]) =>
  sql`delete from dismissal d using record r
    where r.id = d.record_id and d.record_id = any(${ids}::bigint[]) and r.verdict not in ('own', 'accepted')`.execute(
    tx,
  );

/** The first founding under a key stays: what becomes of its content does not let another take its place. */
export async function insertFoundings(
  tx: Tx,
  foundings: readonly { authority: string; kid: string; id: number }[],
): Promise<void> {
  if (foundings.length === 0) return;
  await sql`insert into founding (authority, kid, record_id)
    select * from unnest(${foundings.map((f) => f.authority)}::text[], ${foundings.map((f) => f.kid)}::text[], ${foundings.map((f) => f.id)}::bigint[])
    on conflict do nothing`.execute(tx);
}

/** The seals of records, to see by which key and by whom they were approved. */
export async function readSealsOf(tx: Tx, ids: readonly number[]): Promise<{ id: number; jws: string }[]> {
  const { rows } = await sql<{ id: number; jws: string }>`
    select id, jws from record where id = any(${ids}::bigint[]) and verdict in ('own', 'accepted')`.execute(tx);
  return rows;
}

type AppointmentRow = Omit<Appointment, 'role' | 'since' | 'endedAt'> & {
  role: string;
  since: Date;
  endedAt: Date | null;
};

/**
 * What is known of these officers: every passkey that they were given, and when that ended: by a later appointment of theirs or by a
 * dismissal.
 */
export async function readAppointments(db: Db | Tx, officers: readonly string[]): Promise<Appointment[]> {
  const { rows } =
    await sql<AppointmentRow>`${appointments} where a.officer = any(${officers}::text[]) order by a.issued_at`.execute(
      db,
    );
  return rows.map(toAppointment);
}

/** Whose passkey this is, of this participant. */
export async function findByCredential(db: Db, credential: string, participant: string): Promise<Appointment[]> {
  const { rows } =
    await sql<AppointmentRow>`${appointments} where a.credential = ${credential} and r.participant = ${participant}
    order by a.issued_at desc`.execute(db);
  return rows.map(toAppointment);
}

const appointments = sql`
  select r.ref, a.officer, a.role, a.rp_id as "rpId", a.credential, a.public_key as key, a.attested as "isAttested",
    a.software as "isSoftware", a.issued_at as since, a.until::text as until,
    least(
      (select min(later.issued_at) from appointment later where later.officer = a.officer and later.issued_at > a.issued_at),
      (select min(d.issued_at) from dismissal d where d.officer = a.officer and d.issued_at >= a.issued_at)
    ) as "endedAt"
  from appointment a join record r on r.id = a.record_id`;

const toAppointment = ({ role, since, endedAt, ...rest }: AppointmentRow): Appointment => ({
  ...rest,
  role: role as Role,
  since: since.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
});

export async function readFounded(
  db: Db | Tx,
  authorities: readonly string[],
): Promise<{ authority: string; kid: string; ref: string }[]> {
  const { rows } = await sql<{ authority: string; kid: string; ref: string }>`
    select f.authority, f.kid, r.ref from founding f join record r on r.id = f.record_id
    where f.authority = any(${authorities}::text[])`.execute(db);
  return rows;
}

/** Seals of those among these records that bear approvals: a header with them is longer than any other. */
export async function readApprovedSeals(tx: Tx, refs: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ jws: string }>`
    select jws from record where ref = any(${refs}::text[]) and position('.' in jws) > ${shortHeader}`.execute(tx);
  return rows.map(({ jws }) => jws);
}

/** A header of alg, kid and typ alone has fewer characters. */
const shortHeader = 300;

export async function listFounded(db: Db): Promise<Set<string>> {
  const { rows } = await sql<{ authority: string }>`select distinct authority from founding`.execute(db);
  return new Set(rows.map(({ authority }) => authority));
}

export async function isDismissed(db: Db, officer: string): Promise<boolean> {
  const { rows } = await sql`select 1 from dismissal where officer = ${officer} limit 1`.execute(db);
  return rows.length > 0;
}

/** Every passkey that the officers of an authority were ever given, as `readAppointments`. */
export async function listAppointments(db: Db, authority: string): Promise<Appointment[]> {
  const { rows } =
    await sql<AppointmentRow>`${appointments} where a.officer like ${`${authority}/o-%`} order by a.issued_at, a.officer`.execute(
      db,
    );
  return rows.map(toAppointment);
}

export async function listDismissed(db: Db, officers: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ officer: string }>`
    select distinct officer from dismissal where officer = any(${officers}::text[])`.execute(db);
  return new Set(rows.map(({ officer }) => officer));
}
