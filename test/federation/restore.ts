import { sql } from 'kysely';
import { expect } from 'vitest';
import { adoptDocuments, readAlliance } from '#features/alliance/adopt.ts';
import { makeSuccession } from '#features/alliance/make-succession.ts';
import { currentLog } from '#features/alliance/model.ts';
import { endedAs } from '#features/alliance/succession.ts';
import { readOvertaken } from '#features/log/actions.ts';
import { submitRecords } from '#features/records/actions.ts';
import { releaseRecords } from '#features/releases/actions.ts';
import { incident } from './drafts.ts';
import { rootOf } from './life.ts';
import type { Net } from './nodes.ts';

// What the people at a restored node do, with the commands' own functions.

/** The succession of a node's log by these notes; by default by the largest that its peers showed it. */
export async function succession(net: Net, code: string, notes?: readonly string[]): Promise<string> {
  const found = await readOvertaken(net.node(code).deps);
  const alliance = readAlliance(`${net.home}/${code}`);
  const ended = { alliance: alliance.id, participant: code, log: currentLog(alliance, code) };
  const draft = JSON.stringify(endedAs(ended, notes ?? [found?.note ?? '']));
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

const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
/** xa says something to these, and all hear it. */
export async function tellFrom(net: Net, ...to: string[]): Promise<string> {
  const { deps } = net.node('xa');
  const [report] = await submitRecords(deps, [incident('xa')]);
  await releaseRecords(deps, actor, [report!.ref], to);
  await net.settle();
  return report!.ref;
}
/** The newest checkpoint that a node signed. */
export const newestNote = async (net: Net, code: string): Promise<string> => {
  const { rows } = await sql<{ note: string }>`select note from log_head order by log desc`.execute(
    net.node(code).deps.db,
  );
  return rows[0]!.note;
};

/** xa goes back behind what xb holds, and begins log 2 by a succession that says what it says. */
export async function fallBehind(
  net: Net,
  jwsOf: () => Promise<string> = () => succession(net, 'xa'),
): Promise<{ early: string; jws: string }> {
  await tellFrom(net, 'xb', 'xc');
  const early = await newestNote(net, 'xa');
  const file = await net.backup('xa');
  await tellFrom(net, 'xb');
  await net.restore('xa', file);
  await expect(net.node('xa').checkLog(undefined)).rejects.toMatchObject({ code: 'log-stopped' });
  const jws = await jwsOf();
  await beginAnew(net, 'xa', jws);
  return { early, jws };
}
