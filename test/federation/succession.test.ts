import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createProofs } from '#features/log/actions.ts';
import { submitRecords } from '#features/records/actions.ts';
import { readRecord } from '#features/records/read.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { anyOfficer } from '../bodies.ts';
import { tamga } from '../command-line.ts';
import { askAs } from './authorities.ts';
import { incident } from './drafts.ts';
import { propose, warning } from './eyes.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';
import { alarmsAt, beginAnew, peerAt, succession } from './restore.ts';

const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
let net: Net;
beforeEach(async () => {
  net = await startNodes('xa', 'xb', 'xc');
});
afterEach(() => net[Symbol.asyncDispose]());

const recordAt = (code: string, ref: string) => {
  const { deps } = net.node(code);
  return readRecord({ ...deps, proofs: createProofs(deps.db) }, ref, anyOfficer);
};
async function tell(text: string, ...to: string[]): Promise<string> {
  const { deps } = net.node('xa');
  const body = { ...(incident('xa').body as object), description: text };
  const [report] = await submitRecords(deps, [incident('xa', { body })]);
  await releaseRecords(deps, actor, [report!.ref], to);
  await net.settle();
  return report!.ref;
}
const takeBack = async (ref: string, from: string): Promise<void> => {
  await recallRecords(net.node('xa').deps, actor, [ref], [from], 'sent too widely');
  await net.settle();
};
async function cosign(): Promise<void> {
  net.clock.advance(5_000);
  for (const code of net.codes) await net.node(code).collectCosignatures();
}
const ownDigests = async (node: TestNode): Promise<string[]> => {
  const { rows } = await sql<{ digest: Buffer }>`select digest from record
    where participant = 'xa' and recipient is distinct from 'ec' order by digest`.execute(node.deps.db);
  return rows.map(({ digest }) => digest.toString('hex'));
};

test('a node that lost part of its log ends it, begins the next one, and has back what its recipients hold', async () => {
  const kept = await tell('before the backup', 'xb', 'xc');
  await cosign();
  const { id } = await propose(net.node('xa'), actor.officer, warning);
  const file = await net.backup('xa');
  const toBoth = await tell('after the backup', 'xb', 'xc');
  const toOne = await tell('to one alone', 'xb');
  await takeBack(kept, 'xb');
  await takeBack(toBoth, 'xc');
  const unsaid = await submitRecords(net.node('xa').deps, [incident('xa')]);
  await cosign();
  await net.settle();
  const before = await ownDigests(net.node('xa'));
  const heldBefore = await peerAt(net, 'xb', 'xa');

  await net.restore('xa', file);
  await expect(net.node('xa').checkLog(undefined)).rejects.toMatchObject({ detail: { code: 'own-log-behind' } });
  await expect(net.node('xa').sequence()).rejects.toMatchObject({ code: 'log-stopped' });
  const jws = await succession(net, 'xa');
  await beginAnew(net, 'xa', jws);
  const proposal = await askAs(net.node('xa'), actor.officer, `/api/proposals/${id}`);
  expect(proposal, 'what waited may be sealed already, in the part that was lost').toMatchObject({
    state: 'lapsed',
    body: null,
  });

  // Before anything came back, nothing is served: who pulls learns that the log began anew, and no more.
  await net.node('xb').pull('xa');
  expect(await peerAt(net, 'xb', 'xa')).toMatchObject({ log: 2, seq: 0, stopped: false });
  await net.settle();
  for (const at of ['xb', 'xc']) {
    expect(await peerAt(net, at, 'xa')).toMatchObject({ log: 2, stopped: false });
    expect(await alarmsAt(net, at)).toEqual([]);
  }
  expect((await peerAt(net, 'xb', 'xa')).seq, 'the whole feed was read again').toBe(heldBefore.seq);

  const after = new Set(await ownDigests(net.node('xa')));
  const lost = new Set(unsaid.map(({ digest }) => digest.toString('hex')));
  expect(
    before.filter((digest) => !after.has(digest) && !lost.has(digest)),
    'nothing that others hold is lost',
  ).toEqual([]);
  for (const ref of [toBoth, toOne]) {
    const [ours, theirs] = [await recordAt('xa', ref), await recordAt('xb', ref)];
    expect(ours).toMatchObject({ verdict: 'own', destroyed: false, digest: theirs.digest, body: theirs.body });
    expect(ours.body).not.toBeNull();
  }
  const { rows: clear } = await sql`select 1 from record where body_key is not null`.execute(net.node('xa').deps.db);
  expect(clear, 'what came back is encrypted at rest').toEqual([]);

  // What was recalled in the part that was lost is not served again.
  expect(await recordAt('xb', kept)).toMatchObject({ destroyed: true, body: null });
  expect(await recordAt('xc', toBoth)).toMatchObject({ destroyed: true, body: null });
  expect(await recordAt('xc', kept)).toMatchObject({ destroyed: false });
  const { releases } = await recordAt('xa', kept);
  expect(releases.find(({ to }) => to === 'xb')?.recalledAt, 'and its author knows that it is').not.toBeNull();
  await expect(recordAt('xc', toOne), 'what xc never had it has not now').rejects.toMatchObject({ code: 'not-found' });

  const fresh = await tell('in the new log', 'xb', 'xc');
  expect(await recordAt('xb', fresh)).toMatchObject({ destroyed: false, verdict: 'accepted' });
  expect(await recordAt('xc', fresh)).toMatchObject({ destroyed: false, verdict: 'accepted' });
  await cosign();
  const answer = await net.node('xa').federation.request('https://xa.example/federation/v1/checkpoint/witnessed');
  expect(await answer.text()).toMatch(/\/xa\/log\/2\n/);
  const old = await net.node('xa').federation.request('https://xa.example/federation/v1/logs/1/checkpoint');
  expect(await old.text(), 'the log that ended is there to be read').toMatch(/\/xa\/log\/1\n/);
  const { rows } = await sql`select 1 from refused_line`.execute(net.node('xb').deps.db);
  expect(rows, 'no line was refused').toEqual([]);

  // A peer shows which log it reads, and how the one before it ended.
  const { items } = await net.node('xb').ask<{ items: object[] }>('/api/alliance/history?kind=succession');
  const ended = { size: heldBefore.size, next: 2 };
  expect(items).toMatchObject([{ kind: 'succession', participant: 'xa', number: 1, learnedFrom: 'xa', ended }]);
  const { out } = await tamga(net, ['--node', 'xb', 'alliance']);
  expect(out).toMatch(
    new RegExp(`^xa .* log 2, size \\d+ \\(log 1 ended at ${ended.size} on 2030-\\d\\d-\\d\\d\\)`, 'm'),
  );
  expect(out).not.toMatch(/^xb .* log 2/m);
});
