import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { maxWaitingBytes } from '#features/blobs/model.ts';
import { contentOf, filesOf, handIn, release, report } from './blob-acts.ts';
import { startNodes } from './nodes.ts';
import type { Net } from './nodes.ts';

let net: Net;
beforeAll(async () => {
  net = await startNodes('xa', 'xb');
});
afterAll(() => net[Symbol.asyncDispose]());

test('what an authority has handed in and not named has a limit of bytes, also for files that come at once: conflict', async () => {
  const { deps } = net.node('xa');
  await sql`insert into blob_upload (name, sha256, size, authority, officer, secret, at)
    values (${'0'.repeat(32)}, '', ${maxWaitingBytes - 1_500}, 'xa/cyber', 'xa/cyber/o-1', '', ${deps.now()})`.execute(
    deps.db,
  );
  const done = await Promise.allSettled([1, 2, 3].map(() => handIn(net.node('xa'), contentOf(1_000))));
  expect(
    done.map((one) => (one.status === 'fulfilled' ? 'in' : (one.reason as { code: string }).code)).toSorted(),
  ).toEqual(['conflict', 'conflict', 'in']);
  await sql`delete from blob_upload where size > 1500`.execute(deps.db);
});

test('files of one participant take no more than they may: its records are applied, the rest is fetched when there is room again', async () => {
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  await net.settle();
  const facts = [];
  for (let i = 0; i < 3; i++) facts.push(await handIn(xa, contentOf(40_000)));
  const refs = [];
  for (const blob of facts) refs.push(await report(xa, blob));
  Object.assign(xb.deps, { peerBlobBytes: 100_000 });
  await release(xa, refs, 'xb');
  await net.settle();
  const rows = async () =>
    (
      await sql<{ here: boolean; why: string | null }>`select b.here_at is not null as here, b.why from record_blob b
        join record r on r.id = b.record_id where r.participant = 'xa' and r.verdict = 'accepted'`.execute(xb.deps.db)
    ).rows;
  const alarms = async () =>
    (await sql<{ n: number }>`select count(*)::int as n from alarm where code = 'blobs-full'`.execute(xb.deps.db))
      .rows[0]!.n;
  expect((await rows()).map(({ here }) => here).toSorted()).toEqual([false, true, true]);
  expect((await rows()).find(({ here }) => !here)?.why).toContain('100000');
  expect(filesOf(net, 'xb').size).toBe(2);
  net.clock.advance(3_600_000);
  await net.settle();
  expect(await alarms()).toBe(1);
  Object.assign(xb.deps, { peerBlobBytes: 120_000 });
  net.clock.advance(3_600_000);
  await net.settle();
  expect((await rows()).every(({ here }) => here)).toBe(true);
});

test('what is here of a file that does not come to its end counts as well', async () => {
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  const blob = await handIn(xa, contentOf(6 * 1024 * 1024));
  const other = await handIn(xa, contentOf(50_000));
  Object.assign(xb.deps, { peerBlobBytes: 8 * 1024 * 1024 });
  net.watch((_, __, ___, url) => {
    if (url.pathname.endsWith(blob.sha256)) pieces += 1;
    if (pieces > 1) net.setLine('xa', 'xb', false);
  });
  let pieces = 0;
  await release(xa, [await report(xa, blob)], 'xb');
  await net.settle().catch(() => {});
  net.watch(undefined);
  net.setLine('xa', 'xb', true);
  Object.assign(xb.deps, { peerBlobBytes: 4 * 1024 * 1024 });
  await release(xa, [await report(xa, other)], 'xb');
  await net.settle();
  const { rows } = await sql<{
    why: string | null;
  }>`select why from record_blob where size = 50000 and here_at is null`.execute(xb.deps.db);
  expect(rows[0]?.why).toContain(String(4 * 1024 * 1024));
});
