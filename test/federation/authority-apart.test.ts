import { renameSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSelf } from '#features/alliance/actions.ts';
import { wrapKeyOf } from '#features/alliance/model.ts';
import { endRetention } from '#features/federation/actions.ts';
import { openSealedBodies, submitRecords } from '#features/records/actions.ts';
import type { RecordDetail } from '#features/records/view.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { toBase64url } from '#platform/bytes.ts';
import { encryptTo } from '#platform/keys/age.ts';
import { dumpTables, holds, verdictsOf } from './attack-checks.ts';
import { askAs, fiuKey, startAuthorities } from './authorities.ts';
import { incident } from './drafts.ts';
import { becomeHostile } from './hostile.ts';
import type { Net, TestNode } from './nodes.ts';

// xb's financial intelligence unit keeps its wrap key away from the node.

const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
let net: Net;
let xa: TestNode;
let xb: TestNode;
beforeAll(async () => {
  net = await startAuthorities(true);
  [xa, xb] = [net.node('xa'), net.node('xb')];
});
afterAll(() => net[Symbol.asyncDispose]());

const detail = (ref: string): Promise<RecordDetail> => askAs<RecordDetail>(xb, 'xb/fiu/o-11', `/api/records/${ref}`);
const sealedRows = async (): Promise<number> =>
  (await sql<{ n: number }>`select count(*) as n from sealed_body`.execute(xb.deps.db)).rows[0]!.n;

async function send(...to: string[]): Promise<string> {
  const [made] = await submitRecords(xa.deps, [incident('xa', { retainUntil: '2030-12-31' })]);
  await releaseRecords(xa.deps, actor, [made!.ref], to);
  await net.settle();
  return made!.ref;
}

/** The node as it starts with the key in its folder. */
function withKey(): TestNode['deps'] {
  const { here, apart } = fiuKey(net.home);
  renameSync(apart, here);
  try {
    return { ...xb.deps, self: readSelf(`${net.home}/xb`, 'xb') };
  } finally {
    renameSync(here, apart);
  }
}

test('content is taken on seal and proof, confirmed, and read by nobody until the key is there', async () => {
  const ref = await send('xb/fiu');
  expect(await detail(ref)).toMatchObject({ verdict: 'accepted', contentError: 'no-key', body: null, title: null });
  expect((await xa.ask<RecordDetail>(`/api/records/${ref}`)).releases[0]?.receipts).toMatchObject([
    { status: 'delivered' },
  ]);
  expect(holds(await dumpTables(xb), 'Ticket halls')).toBe(false);

  expect(await openSealedBodies(xb.deps)).toBe(0);
  const deps = withKey();
  expect(await openSealedBodies(deps)).toBe(1);
  expect(await openSealedBodies(deps)).toBe(0);
  expect(await sealedRows()).toBe(0);
  const { rows } = await sql`select readers, verdict from record where ref = ${ref}`.execute(xb.deps.db);
  expect(rows).toEqual([{ readers: ['xb/fiu'], verdict: 'accepted' }]);
  // The running node still has no key; one that starts now has.
  expect(await detail(ref)).toMatchObject({ contentError: 'no-key', body: null });
});

test('content that another authority can read is opened to it, and waits for the one whose key is elsewhere', async () => {
  const ref = await send('xb/fiu', 'xb/police');
  const police = () => askAs<RecordDetail>(xb, 'xb/police/o-12', `/api/records/${ref}`);
  expect((await police()).body).toContain('Ticket halls');
  expect(await detail(ref)).toMatchObject({ body: null });
  await openSealedBodies(withKey());
  const { rows } = await sql<{ readers: string[] }>`select readers from record where ref = ${ref}`.execute(xb.deps.db);
  expect(rows[0]?.readers.toSorted()).toEqual(['xb/fiu', 'xb/police']);
  expect((await police()).body).toContain('Ticket halls');
});

test('a recall destroys what was never opened', async () => {
  const ref = await send('xb/fiu');
  expect(await sealedRows()).toBe(1);
  await recallRecords(xa.deps, actor, [ref], ['xb'], 'a reason');
  await net.settle();
  expect(await sealedRows()).toBe(0);
  expect(await detail(ref)).toMatchObject({ destroyed: true, contentError: null });
  expect((await xa.ask<RecordDetail>(`/api/records/${ref}`)).releases[0]?.receipts.map((r) => r.status)).toEqual([
    'delivered',
    'destroyed',
  ]);
});

test('content that turns out, once it is opened, not to be what was sealed sets its record aside', async () => {
  const peer = becomeHostile(net, 'xa', 'xb');
  await sql`delete from peer where participant = 'xa'`.execute(xb.deps.db);
  const record = peer.seal({ body: incident('xa').body, envelope: { kind: 'incident.report', case: undefined } });
  const { publicKey } = wrapKeyOf(xb.deps.self.alliance, 'xb/fiu')!;
  const sealed = toBase64url(Buffer.from(await encryptTo(publicKey, Buffer.alloc(60, 'x'))));
  const items = [{ ref: record.ref, digest: toBase64url(record.digest) }];
  await peer.offer(peer.release([record], { body: { records: items, authority: 'xb/fiu' } }), {
    ...record,
    change: ({ seq, jws, index, proof }) => ({ seq, jws, index, to: 'xb/fiu', sealed, proof }),
  });
  expect(await verdictsOf(xb, record.ref)).toEqual([{ verdict: 'accepted', code: null }]);
  expect(await openSealedBodies(withKey())).toBe(0);
  expect(await verdictsOf(xb, record.ref)).toEqual([{ verdict: 'quarantined', code: 'body-hash' }]);
});

test('retention ends for what was never opened as for everything', async () => {
  expect(await sealedRows()).toBeGreaterThan(0);
  net.clock.advance(400 * 24 * 3600_000);
  while (await endRetention(xb.deps));
  expect(await sealedRows()).toBe(0);
});
