import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/db.ts';
import { packBytes } from '#platform/db/pack.ts';
import { storableText } from '#platform/db/text.ts';
import { placeIn } from '#platform/http/page.ts';
import type { PageAsked } from '#platform/http/page.ts';
import type { Alarm, PeerState, RefusedLine } from './model.ts';
import { isProvable } from './provable-model.ts';
import type { VerifiedLine } from './verify-line.ts';

const peerColumns = sql`participant, log, seq, checkpoint_size as "checkpointSize", checkpoint_root as "checkpointRoot",
  checkpoint_note as "checkpointNote", checkpoint_at as "checkpointAt", last_contact_at as "lastContactAt",
  failed_at as "failedAt", failure_code as "failureCode", failure_why as "failureWhy", stopped, resumed_at as "resumedAt"`;

export async function readPeers(db: Db | Tx): Promise<PeerState[]> {
  return (await sql<PeerState>`select ${peerColumns} from peer order by participant`.execute(db)).rows;
}

export async function readPeer(db: Db | Tx, participant: string): Promise<PeerState> {
  await sql`insert into peer (participant) values (${participant}) on conflict do nothing`.execute(db);
  const { rows } = await sql<PeerState>`select ${peerColumns} from peer where participant = ${participant}`.execute(db);
  return rows[0]!;
}

/** Locks the peer's row for one pull at a time; undefined when another pull has moved it since it was read. */
export async function lockPeer(tx: Tx, before: PeerState): Promise<boolean> {
  const { rows } =
    await sql`select 1 from peer where participant = ${before.participant} and log = ${before.log} and seq = ${before.seq}
    and checkpoint_size = ${before.checkpointSize} and not stopped and resumed_at is not distinct from ${before.resumedAt} for update`.execute(
      tx,
    );
  return rows.length === 1;
}

export type Checked = { log: number; size: number; root: Buffer; note: string };

export async function advancePeer(
  tx: Tx,
  participant: string,
  seq: number,
  checkpoint: Checked,
  at: Date,
): Promise<void> {
  await sql`update peer set seq = ${seq}, checkpoint_size = ${checkpoint.size}, checkpoint_root = ${checkpoint.root},
      checkpoint_note = ${checkpoint.note}, checkpoint_at = case when checkpoint_size = ${checkpoint.size} then checkpoint_at else ${at} end,
      last_contact_at = ${at}, failed_at = null, failure_code = null, failure_why = null, resumed_at = null
    where participant = ${participant}`.execute(tx);
}

export async function keepCheckpoint(tx: Tx, participant: string, { log, size, root, note }: Checked): Promise<void> {
  await sql`insert into peer_checkpoint (participant, log, size, root, note) values (${participant}, ${log}, ${size}, ${root}, ${note})
    on conflict do nothing`.execute(tx);
}

export async function noteFailure(db: Db, participant: string, code: string, why: string, at: Date): Promise<void> {
  await sql`update peer set failed_at = ${at}, failure_code = ${storableText(code)}, failure_why = ${storableText(why)} where participant = ${participant}`.execute(
    db,
  );
}

/** What was verified of a peer's log while pulling from it, and whether, and by which code, it is stopped. Makes the peer's row, locks nothing. */
export async function readVerifiedHead(
  tx: Db | Tx,
  participant: string,
): Promise<{
  log: number;
  size: number;
  root: Uint8Array | null;
  note: string | null;
  stopped: boolean;
  /** By which it is stopped. */
  code: string | null;
}> {
  const {
    log,
    checkpointSize: size,
    checkpointRoot: root,
    checkpointNote: note,
    stopped,
    failureCode: code,
  } = await readPeer(tx, participant);
  return { log, size, root, note, stopped, code };
}

/** Which of a participant's logs is read here. */
export const readVerifiedLog = async (db: Db, participant: string): Promise<number> =>
  (await readPeer(db, participant)).log;

/** From now on the next log of a peer is read, from its beginning; what was verified of the one before stays as evidence. */
export async function moveToLog(tx: Tx, peer: PeerState, log: number): Promise<boolean> {
  if (!(await lockPeer(tx, peer))) return false;
  await sql`insert into ended_log (participant, log, size, root, note)
    select participant, log, checkpoint_size, checkpoint_root, checkpoint_note from peer
    where participant = ${peer.participant} and checkpoint_note is not null on conflict do nothing`.execute(tx);
  await sql`update peer set log = ${log}, seq = 0, checkpoint_size = 0, checkpoint_root = null, checkpoint_note = null,
    checkpoint_at = null, gossip_note = null where participant = ${peer.participant}`.execute(tx);
  await sql`delete from heard_head where participant = ${peer.participant}`.execute(tx);
  return true;
}

/** What was verified last of a log that has ended. */
export async function readEnded(
  db: Db,
  participant: string,
  log: number,
): Promise<{ size: number; root: Buffer; note: string } | undefined> {
  const { rows } = await sql<{ size: number; root: Buffer; note: string }>`select size, root, note from ended_log
    where participant = ${participant} and log = ${log}`.execute(db);
  return rows[0];
}

/** The root that was verified of a log at a size, where something was received under that. */
export async function readRootAt(
  db: Db,
  participant: string,
  log: number,
  size: number,
): Promise<{ root: Buffer; note: string } | undefined> {
  const { rows } = await sql<{ root: Buffer; note: string }>`select root, note from peer_checkpoint
    where participant = ${participant} and log = ${log} and size = ${size}`.execute(db);
  return rows[0];
}

/**
 * What proves an alarm: signed notes, and for notes of two sizes the proof that they contradict each other (base64); of a
 * profile or directory that was refused, the one that is held and the one that was offered.
 */
export type Evidence = {
  notes: readonly string[];
  root?: string;
  proof?: readonly string[];
  /** The consistency proof that was served and leads nowhere: what its owner gave, no proof. */
  served?: readonly string[];
  /** Two leaves of one place, each with its proof in the tree of the note at the same position. */
  leaf?: { index: number; digests: readonly string[]; proofs: readonly (readonly string[])[] };
  documents?: readonly [held: string, offered: string];
  /** Of a blob that is not what was sealed: which one, and the SHA-256 of what was served instead, where it opened. */
  blob?: { ref: string; sha256: string; served: string | null };
};

/** Stops a peer whose log contradicts itself: an officer decides what follows. Both notes are kept as proof. */
export async function stopPeer(
  db: Db | Tx,
  participant: string,
  code: string,
  why: string,
  evidence: Evidence,
  at: Date,
): Promise<void> {
  await sql`with stopped as (update peer set stopped = true, failed_at = ${at}, failure_code = ${storableText(code)}, failure_why = ${storableText(why)}
      where participant = ${participant} and not stopped returning participant)
    insert into alarm (participant, code, why, evidence, provable, at)
    select participant, ${code}, ${storableText(why)}, ${storableText(JSON.stringify(evidence))}, ${isProvable(code, evidence)}, ${at} from stopped`.execute(
    db,
  );
}

/** Gives an alarm that was raised on two notes alone the proof that was found later. */
export async function completeEvidence(db: Db, participant: string, code: string, evidence: Evidence): Promise<void> {
  await sql`update alarm set evidence = ${storableText(JSON.stringify(evidence))}, provable = ${isProvable(code, evidence)} where id = (
      select max(id) from alarm where participant = ${participant} and code = ${code})
    and evidence::json -> 'proof' is null and json_array_length(evidence::json -> 'notes') < 3`.execute(db);
}

/** An alarm that stops nobody: once a day for a participant and code, however often its cause is met. */
export async function raiseAlarm(
  db: Db | Tx,
  participant: string,
  code: string,
  why: string,
  evidence: Evidence,
  at: Date,
): Promise<void> {
  await sql`insert into alarm (participant, code, why, evidence, provable, at)
    select ${participant}, ${code}, ${storableText(why)}, ${storableText(JSON.stringify(evidence))}, ${isProvable(code, evidence)}::boolean, ${at}::timestamptz
    where not exists (select 1 from alarm where participant = ${participant} and code = ${code}
                      and at > ${at}::timestamptz - interval '1 day')`.execute(db);
}

/** An alarm that is raised anew only after `since`. False: it stands already, in the same words. */
export async function raiseOnce(
  db: Db,
  { participant, code, why }: { participant: string; code: string; why: string },
  since: Date | undefined,
  at: Date,
): Promise<boolean> {
  const { rows } = await sql`insert into alarm (participant, code, why, evidence, at)
    select ${participant}, ${code}, ${storableText(why)}, '{"notes":[]}', ${at}::timestamptz
    where not exists (select 1 from alarm where participant = ${participant} and code = ${code} and why = ${storableText(why)}
      and at > coalesce(${since ?? null}::timestamptz, '-infinity')) returning id`.execute(db);
  return rows.length > 0;
}

const alarmColumns = sql`id, at, participant, code, why, provable, case when resumed_at is not null then json_build_object(
  'at', to_char(resumed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'by', resumed_by, 'reason', resumed_why) end as resumed`;

export async function listAlarms(db: Db): Promise<Alarm[]> {
  return (await sql<Alarm>`select ${alarmColumns} from alarm order by id desc limit 200`.execute(db)).rows;
}

export async function readAlarm(db: Db, id: number): Promise<(Alarm & { evidence: Evidence | null }) | undefined> {
  const { rows } = await sql<Alarm & { evidence: string | null }>`
    select ${alarmColumns}, evidence from alarm where id = ${id}`.execute(db);
  const [row] = rows;
  return row && { ...row, evidence: row.evidence === null ? null : (JSON.parse(row.evidence) as Evidence) };
}

export type ArrivalRow = { recordId: number; seq: number; proof: Buffer };

export async function insertArrivals(
  tx: Tx,
  peer: string,
  { log, size }: { log: number; size: number },
  rows: readonly ArrivalRow[],
  at: Date,
): Promise<void> {
  if (rows.length === 0) return;
  const proofs = packBytes(rows.map((r) => r.proof));
  await sql`insert into arrival (record_id, peer, log, seq, checkpoint_size, proof, arrived_at)
    select id, ${peer}, ${log}, seq, ${size}, substring(${proofs.bytes}::bytea from start for length), ${at}
    from unnest(${rows.map((r) => r.recordId)}::bigint[], ${rows.map((r) => r.seq)}::bigint[], ${proofs.starts}::int[],
      ${proofs.lengths}::int[]) as t (id, seq, start, length) on conflict do nothing`.execute(tx);
}

type Refused = Extract<VerifiedLine, { outcome: 'refused' }>;
const keptBytes = 8 * 1024;

export async function insertRefused(tx: Tx, peer: string, log: number, line: Refused, at: Date): Promise<void> {
  await sql`insert into refused_line (peer, log, seq, code, why, ref, line, at)
    values (${peer}, ${log}, ${line.seq}, ${line.code}, ${storableText(line.why)}, ${line.ref}, ${line.line.subarray(0, keptBytes)}, ${at}) on conflict do nothing`.execute(
    tx,
  );
}

/** The newest first. */
export async function listRefused(
  db: Db,
  asked: PageAsked,
  since?: string,
): Promise<(RefusedLine & { cursor: string })[]> {
  const [seq, name] = placeIn(asked);
  const [peer = '', log = '0'] = (name ?? '').split('.');
  return (
    await sql<RefusedLine & { cursor: string }>`
      select l.at, l.peer, l.seq, l.code, l.why, l.ref, concat_ws('.', l.seq, l.peer, l.log) as cursor from refused_line l
      left join refused_line b on b.seq = ${seq}::bigint and b.peer = ${peer} and b.log::text = ${log}
      where (${since ?? null}::timestamptz is null or l.at >= ${since ?? null}::timestamptz)
        and (${seq}::bigint is null or l.at < b.at or (l.at = b.at and (l.seq < b.seq or (l.seq = b.seq and (l.peer, l.log) > (b.peer, b.log)))))
      order by l.at desc, l.seq desc, l.peer, l.log limit ${asked.limit + 1}`.execute(db)
  ).rows;
}

export async function countRefused(tx: Tx, peer: string, since: Date): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*) as n from refused_line where peer = ${peer} and at > ${since}`.execute(tx);
  return rows[0]?.n ?? 0;
}
