import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { verdictsOf } from './attack-checks.ts';
import { count, incident } from './drafts.ts';
import { becomeHostile } from './hostile.ts';
import type { Hostile } from './hostile.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

// What a hostile member can do to hold up, flood or outlast the others; each was possible once.

let net: Net;
let xa: TestNode;
let xc: TestNode;
let peer: Hostile;
const actor = { authority: 'xc/cyber', officer: 'xc/cyber/o-1' };

beforeAll(async () => {
  net = await startNodes('xa', 'xb', 'xc');
  [xa, xc] = [net.node('xa'), net.node('xc')];
  peer = becomeHostile(net, 'xb', 'xa');
});
afterAll(() => net[Symbol.asyncDispose]());

const campaign = (change: object) => ({
  object: {
    type: 'campaign',
    id: 'campaign--7a6c1c1e-8f0b-4c9f-9d55-0d6a36a0a001',
    spec_version: '2.1',
    created: '2030-01-01T00:00:00.000Z',
    modified: '2030-01-01T00:00:00.000Z',
    name: 'x',
    ...change,
  },
});

test('a waiting record of one member does not hold up the feed of another that frees it', async () => {
  const [old, later] = await submitRecords(xc.deps, [incident('xc'), incident('xc')]);
  await releaseRecords(xc.deps, actor, [old!.ref], ['xa']);
  await xc.sequence();
  await xa.pull('xc');
  const aliases = Array.from({ length: 200_000 }, (_, i) => `a${i}`);
  const poison = peer.seal({ body: campaign({ aliases }), envelope: { kind: 'threat.object', about: [later!.ref] } });
  await peer.offer(peer.release([poison]), poison);
  expect(await verdictsOf(xa, poison.ref)).toEqual([{ verdict: 'waiting', code: 'waiting' }]);

  await releaseRecords(xc.deps, actor, [later!.ref], ['xa']);
  await recallRecords(xc.deps, actor, [old!.ref], ['xa'], 'a life depends on it');
  await xc.sequence();
  await xa.pull('xc');
  const { rows } = await sql`select body from record where ref = ${old!.ref}`.execute(xa.deps.db);
  expect(rows).toEqual([{ body: null }]);
  expect(await verdictsOf(xa, later!.ref)).toEqual([{ verdict: 'accepted', code: null }]);
});

const report = (change: object = {}) =>
  peer.seal({
    body: { ...(incident('xb').body as object), ...change },
    envelope: { kind: 'incident.report', case: undefined },
  });

test('a record that this node fails to apply is refused alone, and its neighbours are taken', async () => {
  const kind = xa.deps.kinds.get('incident.report')!;
  const [good, bad] = [report(), report({ title: 'fails here' })];
  const project = async (_: unknown, records: readonly { content: unknown }[]): Promise<void> => {
    if (JSON.stringify(records).includes('fails here')) throw new RangeError('no rule foresaw this');
  };
  (xa.deps.kinds as Map<string, typeof kind>).set('incident.report', { ...kind, project });
  try {
    await peer.offer(peer.release([good, bad]), good, bad);
  } finally {
    (xa.deps.kinds as Map<string, typeof kind>).set('incident.report', kind);
  }
  expect(await verdictsOf(xa, good.ref)).toEqual([{ verdict: 'accepted', code: null }]);
  expect(await verdictsOf(xa, bad.ref)).toEqual([]);
  const { items } = await xa.ask<{ items: { code: string; ref: string }[] }>('/api/refused');
  expect(items).toContainEqual(expect.objectContaining({ code: 'unreadable', ref: bad.ref }));
});

test('a replacement of another kind is quarantined wherever the page is cut', async () => {
  const first = report();
  const replacement = peer.seal({
    body: count('xb', first.ref, 3).body as object,
    envelope: { kind: 'incident.count', case: first.ref, replaces: first.ref },
  });
  await peer.offer(peer.release([first, replacement]), first, replacement);
  expect(await verdictsOf(xa, replacement.ref)).toEqual([{ verdict: 'quarantined', code: 'replaces' }]);
});

test('the reason of a quarantine quotes nothing of the body', async () => {
  const secret = 'Informant at 12 Elm Street';
  const record = report({ [secret]: 1 });
  await peer.offer(peer.release([record]), record);
  const { rows } = await sql<{
    code: string;
    why: string;
  }>`select code, why from record where ref = ${record.ref}`.execute(xa.deps.db);
  expect(rows[0]).toMatchObject({ code: 'body' });
  expect(rows[0]?.why).not.toContain('Elm');
});

test('refused lines of one page cost one record, and refused receipts and refusals cost none', async () => {
  const own = async (): Promise<number> =>
    (await sql<{ n: number }>`select count(*) as n from record where verdict = 'own'`.execute(xa.deps.db)).rows[0]!.n;
  const before = await own();
  const spoiled = Array.from({ length: 20 }, () => ({ ...peer.seal(), change: () => ({}) }));
  await peer.offer(...spoiled);
  expect(await own()).toBe(before + 1);
  const receipt = peer.seal({ body: { items: [] }, envelope: { kind: 'receipt', to: 'xc' } });
  await peer.offer(receipt);
  expect(await own()).toBe(before + 1);
});

test('a page without lines is not asked for again at once, whatever it says of more', async () => {
  net.tamper((from, path, body) => {
    if (from !== 'xb' || !path.endsWith('/feed')) return body;
    const last = JSON.parse(body.toString().trimEnd().split('\n').at(-1)!) as object;
    return Buffer.from(`${JSON.stringify({ ...last, more: true })}\n`);
  });
  expect(await xa.pull('xb')).toBe(false);
  net.tamper(undefined);
});
