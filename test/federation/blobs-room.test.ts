import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { maxWaitingBytes } from '#features/blobs/model.ts';
import { contentOf, handIn } from './blob-acts.ts';
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
