import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import { releaseRecords } from '#features/releases/actions.ts';
import { sha256, toBase64url } from '#platform/bytes.ts';
import { dumpText, holds, seqAt, verdictsOf } from './attack-checks.ts';
import { incident } from './drafts.ts';
import { becomeHostile, newRef } from './hostile.ts';
import type { Hostile, Sealed, Sealing } from './hostile.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

let net: Net;
let xa: TestNode;
let peer: Hostile;
beforeAll(async () => {
  net = await startNodes('xa', 'xb', 'xc');
  xa = net.node('xa');
  peer = becomeHostile(net, 'xb', 'xa');
});
afterAll(() => net[Symbol.asyncDispose]());

const quarantined = (code: string) => [{ verdict: 'quarantined', code }];
const accepted = [{ verdict: 'accepted', code: null }];
const withMarking = (base: string, tlp = 'AMBER'): Sealing => ({ envelope: { marking: { tlp, base } } });

const content: [law: string, code: string, sealing: Sealing][] = [
  ['a feature that this node does not understand', 'needs', { envelope: { needs: ['translation'] } }],
  ['a later version of a kind', 'version', { envelope: { v: 2 } }],
  ['an unknown kind', 'kind-unknown', { envelope: { kind: 'resource.report' } }],
  ['a later profile', 'profile', { envelope: { profile: 2 } }],
  ['a state secret', 'SG-30', withMarking('secret')],
  ['a label that the profile does not have', 'tlp', withMarking('unclassified', 'BLUE')],
  ['content without marking', 'missing-marking', { envelope: { marking: undefined } }],
  ['content without a legal basis', 'missing-basis', { envelope: { basis: undefined } }],
  ['a legal basis that does not exist', 'basis', { envelope: { basis: [{ instrument: 'mca-2029', article: '99' }] } }],
  ['content without purpose', 'missing-purpose', { envelope: { purpose: undefined } }],
  ['a purpose that does not exist', 'purpose', { envelope: { purpose: 'curiosity' } }],
  ['content without end of retention', 'missing-retainUntil', { envelope: { retainUntil: undefined } }],
  ['retention that ended before it began', 'retention', { envelope: { retainUntil: '2029-01-01' } }],
  ['content that names a recipient', 'to', { envelope: { to: 'xa' } }],
  ['content without an officer', 'officers', { envelope: { officers: [] } }],
  ['an officer of another authority', 'officers', { envelope: { officers: ['xa/cyber/o-1'] } }],
  ['content by the node itself', 'node-key', { keyName: 'record-node', envelope: { author: 'xb/node', officers: [] } }],
  ['a body that does not fit its kind', 'body', { body: { hosts: -1 } }],
  ['a count without an incident', 'case', { envelope: { case: undefined } }],
  ['an object whose time is none', 'stix-time', object({ created: 'yesterday' })],
  ['an object whose time is a number', 'stix-time', object({ modified: 2030 })],
  ['an object whose id is of another type', 'stix-id', object({ type: 'malware' })],
];

function object(change: object): Sealing {
  const id = 'campaign--7a6c1c1e-8f0b-4c9f-9d55-0d6a36a0a001';
  const time = '2030-01-01T00:00:00.000Z';
  const value = { type: 'campaign', id, spec_version: '2.1', created: time, modified: time, name: 'One', ...change };
  return { body: { object: value }, envelope: { kind: 'threat.object', case: undefined } };
}

test.each(content)('%s is quarantined, not lost: %s', async (_, code, sealing) => {
  const sealed = peer.seal(sealing);
  await peer.offer(peer.release([sealed]), sealed);
  expect(await verdictsOf(xa, sealed.ref)).toEqual(quarantined(code));
  expect(await xa.ask(`/api/records/${sealed.ref}`)).toMatchObject({
    verdict: 'quarantined',
    code,
    // Guarded for no purpose of the profile: only who is assigned to its case reads it.
    ...(['missing-purpose', 'purpose'].includes(code) ? { body: null, unassigned: '' } : { body: sealed.body }),
    title: null,
  });
});

const control: [law: string, code: string, make: () => Sealed][] = [
  ['a release of what another wrote', 'not-author', () => peer.release([{ ...peer.seal(), ref: newRef('xc') }])],
  ['a recall of what another wrote', 'not-author', () => peer.recall([{ ...peer.seal(), ref: newRef('xc') }])],
  ['a release that names nothing', 'body', () => peer.release([])],
  [
    'a release that names a ref twice',
    'body',
    () => {
      const sealed = peer.seal();
      return peer.release([sealed, sealed]);
    },
  ],
  ['a release whose body is something else', 'body', () => peer.release([], { bodyText: '[]' })],
  ['a recall whose body is something else', 'body', () => peer.recall([], { bodyText: '{"records":"all"}' })],
  ['a recall whose body is null', 'body', () => peer.recall([], { bodyText: 'null' })],
  ['a release without recipient', 'to', () => peer.release([peer.seal()], { envelope: { to: undefined } })],
  [
    'a release sealed by the node itself',
    'node-key',
    () => peer.release([peer.seal()], { keyName: 'record-node', envelope: { author: 'xb/node', officers: [] } }),
  ],
  [
    'a receipt sealed by an authority',
    'node-key',
    () => peer.seal({ body: { items: [] }, envelope: { kind: 'receipt', to: 'xa' } }),
  ],
  ['a control record marked as a state secret', 'SG-30', () => peer.release([peer.seal()], withMarking('secret'))],
  [
    'a receipt of a year that no calendar here knows',
    'body',
    () =>
      nodeRecord('receipt', {
        items: [{ ...itemOf(peer.seal()), status: 'delivered', at: '0000-01-01T00:00:00.000Z' }],
      }),
  ],
];
const itemOf = ({ ref, digest }: Sealed) => ({ ref, digest: toBase64url(digest) });
const nodeRecord = (kind: string, body: object): Sealed =>
  peer.release([], { keyName: 'record-node', body, envelope: { kind, author: 'xb/node', officers: [] } });

test.each(control)('%s is quarantined and has no effect: %s', async (_, code, make) => {
  const before = await seqAt(xa, 'xb');
  const sealed = make();
  await peer.offer(sealed);
  expect(await seqAt(xa, 'xb')).toBe(before + 1);
  expect(await verdictsOf(xa, sealed.ref)).toEqual(quarantined(code));
  for (const table of ['release_item where release_id', 'recall_item where recall_id', 'receipt_item where receipt_id'])
    expect(
      (
        await sql`select 1 from ${sql.raw(table)} = (select id from record where ref = ${sealed.ref})`.execute(
          xa.deps.db,
        )
      ).rows,
    ).toEqual([]);
});

test('a refusal with a NUL in its reason is taken like any other', async () => {
  const sealed = nodeRecord('refusal', { lines: [{ seq: 1, code: 'proof', why: 'a\u0000b' }] });
  await peer.offer(sealed);
  expect(await verdictsOf(xa, sealed.ref)).toEqual(accepted);
});

test('letters that the database cannot hold stand in the content and nowhere else', async () => {
  const sealed = peer.seal(
    object({
      id: 'campaign--7a6c1c1e-8f0b-4c9f-9d55-0d6a36a0a002',
      name: 'One\u0000Two',
      created: '0000-01-01T00:00:00Z',
    }),
  );
  await peer.offer(peer.release([sealed]), sealed);
  expect(await verdictsOf(xa, sealed.ref)).toEqual(accepted);
  expect(await xa.ask(`/api/records/${sealed.ref}`)).toMatchObject({ body: sealed.body, title: 'One�Two' });
});

test('two records under one ref are both kept and neither is applied', async () => {
  const ref = newRef('xb');
  const id = 'campaign--7a6c1c1e-8f0b-4c9f-9d55-0d6a36a0a003';
  const [one, two] = ['One', 'Two'].map((name) => peer.seal(merged(object({ id, name }), { ref })));
  await peer.offer(peer.release([one!]), one!);
  expect(await verdictsOf(xa, ref)).toEqual(accepted);
  await peer.offer(peer.release([two!]), two!);
  expect(await verdictsOf(xa, ref)).toEqual([...quarantined('ref-conflict'), ...quarantined('ref-conflict')]);
  await expect(xa.ask(`/api/threats/${id}`)).rejects.toMatchObject({ detail: { code: 'not-found' } });
});

test('two records under one ref in one page: neither is applied', async () => {
  const ref = newRef('xb');
  const [one, two] = [peer.seal({ envelope: { ref } }), peer.seal({ envelope: { ref } })];
  const releases = [peer.release([one]), peer.release([two])];
  await peer.offer(...releases, one, two);
  expect(await verdictsOf(xa, ref)).toEqual([...quarantined('ref-conflict'), ...quarantined('ref-conflict')]);
});

test('two releases under one ref let nothing go', async () => {
  const sealed = peer.seal();
  const ref = newRef('xb');
  const [one, two] = [
    peer.release([sealed], { envelope: { ref } }),
    peer.release([peer.seal()], { envelope: { ref } }),
  ];
  await peer.offer(one);
  await peer.offer(two, sealed);
  expect(await verdictsOf(xa, sealed.ref)).toEqual([]);
  const { rows } =
    await sql`select 1 from release_item i join record r on r.id = i.release_id where r.ref = ${ref}`.execute(
      xa.deps.db,
    );
  expect(rows).toEqual([]);
});

test('the same record twice in a page is applied once', async () => {
  const sealed = peer.seal(object({ id: 'campaign--7a6c1c1e-8f0b-4c9f-9d55-0d6a36a0a004' }));
  const release = peer.release([sealed]);
  await peer.offer(release, release, sealed, sealed);
  expect(await verdictsOf(xa, sealed.ref)).toEqual(accepted);
  expect(await verdictsOf(xa, release.ref)).toEqual(accepted);
});

test('a record waits for its case, is freed when the case arrives, and keeps its place until then', async () => {
  const report = peer.seal({ body: incident('xb').body, envelope: { kind: 'incident.report', case: undefined } });
  const count = peer.seal({ envelope: { case: report.ref } });
  const about = peer.seal({ envelope: { case: count.ref } });
  await peer.offer(peer.release([count, about, report]), count);
  await peer.offer(about);
  expect(await verdictsOf(xa, count.ref)).toEqual([{ verdict: 'waiting', code: 'waiting' }]);
  expect(await verdictsOf(xa, about.ref)).toEqual([{ verdict: 'waiting', code: 'waiting' }]);
  await peer.offer(report);
  for (const { ref } of [report, count, about]) expect(await verdictsOf(xa, ref)).toEqual(accepted);
});

test('a waiting record whose ref is contended stays set aside when its case arrives', async () => {
  const report = peer.seal({ body: incident('xb').body, envelope: { kind: 'incident.report', case: undefined } });
  const ref = newRef('xb');
  const [one, two] = [
    peer.seal({ envelope: { ref, case: report.ref } }),
    peer.seal({ envelope: { ref, case: report.ref } }),
  ];
  await peer.offer(peer.release([one, report]), one);
  await peer.offer(peer.release([two]), two, report);
  expect(await verdictsOf(xa, ref)).toEqual([...quarantined('ref-conflict'), ...quarantined('ref-conflict')]);
});

test('a recall that bears the digest of another participant’s record destroys nothing and learns nothing', async () => {
  const xc = net.node('xc');
  const [report] = await submitRecords(xc.deps, [incident('xc')]);
  await releaseRecords(xc.deps, { authority: 'xc/cyber', officer: 'xc/cyber/o-1' }, [report!.ref], ['xa']);
  await xc.sequence();
  await xa.pull('xc');
  const digest = report!.digest;
  await peer.offer(peer.recall([{ ref: newRef('xb'), digest }]));
  await peer.offer(peer.recall([{ ref: report!.ref, digest }]));
  expect(await xa.ask(`/api/records/${report!.ref}`)).toMatchObject({ verdict: 'accepted', destroyed: false });
  const { rows } = await sql`select 1 from receipt_item where digest = ${digest} and status = 'destroyed'`.execute(
    xa.deps.db,
  );
  expect(rows).toEqual([]);
});

test('what was quarantined, recalled and released again is still not applied', async () => {
  const id = 'campaign--7a6c1c1e-8f0b-4c9f-9d55-0d6a36a0a005';
  const sealed = peer.seal(merged(object({ id }), { v: 2 }));
  await peer.offer(peer.release([sealed]), sealed, peer.recall([sealed]));
  await peer.offer(peer.release([sealed]), sealed);
  expect(await verdictsOf(xa, sealed.ref)).toEqual(quarantined('version'));
  await expect(xa.ask(`/api/threats/${id}`)).rejects.toMatchObject({ detail: { code: 'not-found' } });
});

test('a state secret is refused on draft, and no trace of it stays', async () => {
  const { kind, marking, basis, purpose, retainUntil, body } = incident('xa');
  const title = 'Unspoken matter';
  const draft = {
    kind,
    basis,
    purpose,
    retainUntil,
    marking: { ...marking, base: 'secret' },
    body: { ...(body as object), title },
  };
  await expect(xa.ask('/api/records', { method: 'POST', body: draft })).rejects.toMatchObject({
    detail: { code: 'SG-30' },
  });
  expect(holds(await dumpText(xa), title)).toBe(false);
});

test('a draft that no other node could read is refused where it is made', async () => {
  const { kind, marking, basis, purpose, retainUntil, body } = incident('xa');
  const draft = { kind, basis, purpose, retainUntil, marking, body: { ...(body as object), title: '\ud800' } };
  await expect(xa.ask('/api/records', { method: 'POST', body: draft })).rejects.toMatchObject({ code: 'refused' });
  const nul = { ...draft, body: { ...(body as object), title: 'a\u0000b' } };
  expect(await xa.ask('/api/records', { method: 'POST', body: nul })).toHaveProperty('ref');
});

test('a recall of more records than one receipt holds is confirmed whole', async () => {
  const many = Array.from({ length: 10_001 }, (_, i) => ({ ref: newRef('xb'), digest: sha256(`${i}`) }));
  const before = await seqAt(xa, 'xb');
  await peer.offer(peer.recall(many), peer.recall(many));
  expect(await seqAt(xa, 'xb')).toBe(before + 2);
  const { rows } = await sql<{
    n: number;
  }>`select count(*) as n from receipt_item where digest = ${many[0]!.digest}`.execute(xa.deps.db);
  expect(rows[0]?.n).toBe(2);
});

function merged(sealing: Sealing, envelope: object): Sealing {
  return { ...sealing, envelope: { ...sealing.envelope, ...envelope } };
}
