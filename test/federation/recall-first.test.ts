import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createProofs } from '#features/log/actions.ts';
import { judgeStored, setAside } from '#features/records/accept.ts';
import { submitRecords } from '#features/records/actions.ts';
import { readRecord } from '#features/records/read.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { transaction } from '#platform/db/db.ts';
import { incident } from './drafts.ts';
import { anyOfficer } from '../bodies.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
const hourMs = 3600_000;
const recordAt = (node: TestNode, ref: string) =>
  readRecord({ ...node.deps, proofs: createProofs(node.deps.db) }, ref, anyOfficer);

/** xb holds a record, loses touch, and xa recalls it meanwhile among other things. */
async function lagging(): Promise<{ net: Net; ref: string }> {
  const net = await startNodes('xa', 'xb');
  const xa = net.node('xa');
  const [report, other] = await submitRecords(xa.deps, [incident('xa'), incident('xa')]);
  await releaseRecords(xa.deps, actor, [report!.ref], ['xb']);
  await net.settle();
  net.setLine('xa', 'xb', false);
  await releaseRecords(xa.deps, actor, [other!.ref], ['xb']);
  await recallRecords(xa.deps, actor, [report!.ref], ['xb'], 'sent in error');
  await xa.sequence();
  net.setLine('xa', 'xb', true);
  return { net, ref: report!.ref };
}

/** The first page comes through, every later one is cut off. */
function breakAfterFirstPage(net: Net): void {
  let pages = 0;
  net.tamper((_, path, body) => (path.endsWith('/feed') && ++pages > 1 ? body.subarray(0, body.length - 9) : body));
}

test('a node that lagged destroys what was recalled before it reads anything else', async () => {
  const { net, ref } = await lagging();
  await using _ = net;
  const xb = net.node('xb');
  net.clock.advance(hourMs);
  breakAfterFirstPage(net);
  await expect(xb.pull('xa')).rejects.toMatchObject({ code: 'peer-answer' });
  expect(await recordAt(xb, ref)).toMatchObject({ destroyed: true, body: null, title: null });

  net.tamper(undefined);
  await net.settle();
  const { releases } = await recordAt(net.node('xa'), ref);
  expect(releases[0]?.receipts.map((r) => r.status)).toEqual(['delivered', 'destroyed']);
});

test('a node that kept touch reads the feed in its order', async () => {
  const { net, ref } = await lagging();
  await using _ = net;
  breakAfterFirstPage(net);
  await net.node('xb').pull('xa');
  expect(await recordAt(net.node('xb'), ref)).toMatchObject({ destroyed: true });
});

test('what was released again after its recall is there in the end', async () => {
  const { net, ref } = await lagging();
  await using _ = net;
  const xa = net.node('xa');
  await releaseRecords(xa.deps, actor, [ref], ['xb']);
  await xa.sequence();
  net.clock.advance(hourMs);
  await net.settle();
  expect(await recordAt(net.node('xb'), ref)).toMatchObject({ destroyed: false, verdict: 'accepted' });
});

test('a release that is set aside and let in again after its recall ends nothing of the recall (I5, I12)', async () => {
  await using net = await startNodes('xa', 'xb');
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  const [report] = await submitRecords(xa.deps, [incident('xa')]);
  const [release] = await releaseRecords(xa.deps, actor, [report!.ref], ['xb']);
  await net.settle();
  await recallRecords(xa.deps, actor, [report!.ref], ['xb'], 'sent in error');
  await net.settle();
  const readItems = async () =>
    (await sql<{ ended: boolean }>`select recalled_by is not null as ended from release_item`.execute(xb.deps.db)).rows;
  const { rows } = await sql<{ id: number }>`select id from record where ref = ${release!.refs[0]!}`.execute(
    xb.deps.db,
  );
  const ids = rows.map(({ id }) => id);
  await transaction(xb.deps.db, (tx) => setAside(tx, xb.deps, ids, 'membership', 'the profile is not known yet'));
  expect(await readItems()).toEqual([]);
  await transaction(xb.deps.db, (tx) => judgeStored(tx, xb.deps, ids));
  expect(await readItems()).toEqual([{ ended: true }]);
});
