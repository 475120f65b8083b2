import { sql } from 'kysely';
import { adoptDocuments, readAlliance } from '#features/alliance/adopt.ts';
import { makeSuccession } from '#features/alliance/make-succession.ts';
import { currentLog } from '#features/alliance/model.ts';
import { endedAs } from '#features/alliance/succession.ts';
import { readOvertakenNote } from '#features/log/actions.ts';
import { rootOf } from './life.ts';
import type { Net } from './nodes.ts';

// What the people at a restored node do, with the commands' own functions.

/** The succession of a node's log by these notes; by default by the largest that its peers showed it. */
export async function succession(net: Net, code: string, notes?: readonly string[]): Promise<string> {
  const found = await readOvertakenNote(net.node(code).deps.db);
  const alliance = readAlliance(`${net.home}/${code}`);
  const ended = { alliance: alliance.id, participant: code, log: currentLog(alliance, code) };
  const draft = JSON.stringify(endedAs(ended, notes ?? [found ?? '']));
  return makeSuccession(alliance, code, draft, rootOf(net, code), net.clock.now);
}

/** Puts a succession into the node's folder and starts it. */
export async function beginAnew(net: Net, code: string, jws: string): Promise<void> {
  adoptDocuments(`${net.home}/${code}`, { successions: [jws] });
  net.restart(code);
  const node = net.node(code);
  await node.refreshAlliance();
  await node.checkLog(undefined);
  await node.sequence();
}

export type Peer = { log: number; seq: number; size: number; stopped: boolean; code: string | null };
export async function peerAt(net: Net, at: string, of: string): Promise<Peer> {
  const { rows } = await sql<Peer>`select log, seq, checkpoint_size as size, stopped, failure_code as code
    from peer where participant = ${of}`.execute(net.node(at).deps.db);
  return rows[0]!;
}

export async function alarmsAt(net: Net, at: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`select code from alarm order by id`.execute(net.node(at).deps.db);
  return rows.map((row) => row.code);
}
