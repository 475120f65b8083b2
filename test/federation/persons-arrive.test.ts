import { expect, test } from 'vitest';
import type { RecordDetail, RecordSummary } from '#features/records/view.ts';
import type { ThreatSummary } from '#features/threats/model.ts';
import { judgeUnder } from '#features/records/actions.ts';
import { transaction } from '#platform/db/db.ts';
import { becomeHostile } from './hostile.ts';
import type { Hostile, Sealed } from './hostile.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';
import { decide, malware, people, firstQuarantine, quarantines } from './people.ts';

const dayMs = 86_400_000;

const seal = (hostile: Hostile, object: object): Sealed =>
  hostile.seal({ envelope: { kind: 'threat.object', case: undefined }, body: { object } });
const offer = async (hostile: Hostile, objects: readonly object[]): Promise<Sealed[]> => {
  const sealed = objects.map((object) => seal(hostile, object));
  await hostile.offer(hostile.release(sealed), ...sealed);
  return sealed;
};
const verdicts = async (node: TestNode): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  let before = '';
  for (;;) {
    const page = `/api/records?kind=threat.object&limit=200${before}`;
    const { items, next } = await node.ask<{ items: RecordSummary[]; next: string | null }>(page);
    for (const { verdict, code } of items) {
      const name = code ?? verdict ?? '';
      counts[name] = (counts[name] ?? 0) + 1;
    }
    if (next === null) return counts;
    before = `&before=${next}`;
  }
};
async function start(): Promise<{ net: Net; xb: TestNode; hostile: Hostile } & AsyncDisposable> {
  const net = await startNodes('xa', 'xb');
  const hostile = becomeHostile(net, 'xa', 'xb');
  return { net, xb: net.node('xb'), hostile, [Symbol.asyncDispose]: () => net[Symbol.asyncDispose]() };
}

test('a bulk of persons from another participant is set aside with SG-13; what comes with it is not', async () => {
  await using at = await start();
  const { xb, hostile, net } = at;
  await offer(hostile, [malware(1), ...people(0, 300)]);
  expect(await verdicts(xb)).toEqual({ accepted: 1, 'SG-13': 300 });
  const { items } = await xb.ask<{ items: RecordSummary[] }>('/api/records?verdict=quarantined&limit=200');
  expect(new Set(items.map(({ title }) => title))).toEqual(new Set([null]));
  expect(await quarantines(xb)).toMatchObject([{ gate: 'arrival', source: 'xa', persons: 300, decision: null }]);

  net.clock.advance(60_000);
  await xb.sealAccounts();
  const { items: told } = await xb.ask<{ items: RecordSummary[] }>('/api/records?kind=gate.block');
  const { body } = await xb.ask<RecordDetail>(`/api/records/${told[0]!.ref}`);
  expect(JSON.parse(body ?? '')).toMatchObject({
    blocks: [{ gate: 'arrival', kind: 'threat.object', code: 'SG-13', from: 'xa', count: 300 }],
  });
});

test('a few persons are taken; the pieces of a bulk are set aside from the piece on that makes it one', async () => {
  await using at = await start();
  const { xb, hostile, net } = at;
  for (const [i, expected] of [
    [0, { accepted: 20 }],
    [1, { accepted: 20, 'SG-13': 20 }],
    [2, { accepted: 20, 'SG-13': 40 }],
  ] as const) {
    await offer(hostile, people(i * 20, i * 20 + 20));
    expect(await verdicts(xb)).toEqual(expected);
  }
  net.clock.advance(2 * dayMs);
  await offer(hostile, people(100, 110));
  expect(await verdicts(xb)).toEqual({ accepted: 30, 'SG-13': 40 });
});

test('a piece a day is set aside once a month’s are together', async () => {
  await using at = await start();
  const { xb, hostile, net } = at;
  for (let day = 0; day < 6; day++) {
    await offer(hostile, people(day * 20, day * 20 + 20));
    net.clock.advance(26 * 3_600_000);
  }
  expect(await verdicts(xb)).toEqual({ accepted: 100, 'SG-13': 20 });
});

test('the same records again are the same persons', async () => {
  await using at = await start();
  const { xb, hostile } = at;
  const sealed = await offer(hostile, people(0, 20));
  await hostile.offer(...sealed);
  await offer(hostile, people(20, 25));
  expect(await verdicts(xb)).toEqual({ accepted: 25 });
});

test('a text that is kept whole counts by the persons in it', async () => {
  await using at = await start();
  const { xb, hostile } = at;
  const attribute = (n: number) => ({
    uuid: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    type: 'email-src',
    category: 'Payload delivery',
    value: `quillon${n}@mail.example`,
    timestamp: '1893456000',
  });
  const event = {
    uuid: '00000000-0000-4000-8000-000000000999',
    info: 'an event',
    date: '2030-01-01',
    timestamp: '1893456000',
    Attribute: Array.from({ length: 26 }, (_, n) => attribute(n)),
  };
  const body = { format: 'misp', name: 'an event', source: { Event: event } };
  const sealed = hostile.seal({ envelope: { kind: 'threat.source', case: undefined }, body });
  await hostile.offer(hostile.release([sealed]), sealed);
  const { code } = await xb.ask<RecordDetail>(`/api/records/${sealed.ref}`);
  expect(code).toBe('SG-13');
});

test('a bundle is no object, and hides no bulk', async () => {
  await using at = await start();
  const { xb, hostile } = at;
  await offer(hostile, [{ type: 'bundle', id: malware(1).id.replace('malware', 'bundle'), objects: people(0, 30) }]);
  expect(await verdicts(xb)).toEqual({ 'stix-id': 1 });
});

test('what another rule had set aside is counted once that rule lets it in (SG-13)', async () => {
  await using at = await start();
  const { xb, hostile } = at;
  const early = people(0, 26).map((object) =>
    hostile.seal({ envelope: { kind: 'threat.object', case: undefined, profile: 2 }, body: { object } }),
  );
  await hostile.offer(hostile.release(early), ...early);
  expect(await verdicts(xb)).toEqual({ profile: 26 });
  const { deps } = xb;
  const { alliance } = deps.self;
  const next = { ...alliance, profile: { ...alliance.profile, number: 2 }, profileDigest: 'another' };
  await transaction(deps.db, (tx) => judgeUnder(tx, { ...deps, self: { ...deps.self, alliance: next } }, alliance));
  expect(await verdicts(xb)).toEqual({ 'SG-13': 26 });
  expect(await quarantines(xb)).toMatchObject([{ gate: 'arrival', source: 'xa', persons: 26 }]);
});

test('an officer lets a bulk in: it is applied, and persons are as unseen as ever', async () => {
  await using at = await start();
  const { xb, hostile } = at;
  await offer(hostile, [malware(1), ...people(0, 30)]);
  const { id } = await firstQuarantine(xb);
  await decide(xb, id, 'released', 30);
  expect(await verdicts(xb)).toEqual({ accepted: 31 });
  const { items } = await xb.ask<{ items: ThreatSummary[] }>('/api/threats');
  expect(items.map(({ name }) => name)).toEqual(['Tool 1']);
});

test('an officer gives a bulk up: it is destroyed, and its author is told', async () => {
  await using at = await start();
  const { xb, hostile } = at;
  const sealed = await offer(hostile, people(0, 30));
  const { id } = await firstQuarantine(xb);
  const { ref } = await decide(xb, id, 'discarded', 30);
  expect(await xb.ask(`/api/records/${ref}`)).toMatchObject({ kind: 'gate.block', title: '30 discarded: SG-13' });
  await xb.endRetention();
  expect(await xb.ask(`/api/records/${sealed[0]!.ref}`)).toMatchObject({ destroyed: true, body: null, code: 'SG-13' });
  const { items } = await xb.ask<{ items: RecordSummary[] }>('/api/records?kind=receipt');
  const bodies = await Promise.all(
    items.map(async (one) => (await xb.ask<RecordDetail>(`/api/records/${one.ref}`)).body),
  );
  const destroyed = bodies.flatMap((body) => (JSON.parse(body ?? '{}') as { items: { status: string }[] }).items);
  expect(destroyed.filter(({ status }) => status === 'destroyed')).toHaveLength(30);
});
