import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wrapKeyOf } from '#features/alliance/model.ts';
import type { RecordDetail } from '#features/records/view.ts';
import { toBase64url } from '#platform/bytes.ts';
import { encryptTo } from '#platform/keys/age.ts';
import { expectRefused, verdictsOf } from './attack-checks.ts';
import { askAs, startAuthorities } from './authorities.ts';
import { incident } from './drafts.ts';
import { becomeHostile } from './hostile.ts';
import type { Hostile, Line, Sealed } from './hostile.ts';
import type { Net, TestNode } from './nodes.ts';

// A hostile member, xa, and what it may send for one authority of xb.

let net: Net;
let xb: TestNode;
let peer: Hostile;
beforeAll(async () => {
  net = await startAuthorities();
  xb = net.node('xb');
  peer = becomeHostile(net, 'xa', 'xb');
});
afterAll(() => net[Symbol.asyncDispose]());

const report = (bodyText?: string): Sealed =>
  peer.seal({
    body: incident('xa').body,
    ...(bodyText === undefined ? {} : { bodyText }),
    envelope: { kind: 'incident.report', case: undefined },
  });

/** Lets a record go to an authority, or with undefined to all of xb. */
const releaseTo = (authority: string | undefined, record: Sealed): Sealed =>
  peer.release([record], {
    body: {
      records: [{ ref: record.ref, digest: toBase64url(record.digest) }],
      ...(authority === undefined ? {} : { authority }),
    },
  });

const publicKeyOf = (authority: string): string => wrapKeyOf(xb.deps.self.alliance, authority)!.publicKey;

/** The record with its content encrypted, as an honest line has it unless something else is said. */
async function sealedFor(
  record: Sealed,
  to: string,
  {
    key = publicKeyOf('xb/fiu'),
    text = Buffer.concat([Buffer.from(record.bodyKey, 'base64url'), Buffer.from(record.body)]),
    cut = (file: Buffer): Buffer => file,
  } = {},
): Promise<Sealed & { change: (line: Line) => object }> {
  const sealed = toBase64url(cut(Buffer.from(await encryptTo(key, text))));
  return { ...record, change: ({ seq, jws, index, proof }) => ({ seq, jws, index, to, sealed, proof }) };
}

test('the control: an honest line for an authority is taken', async () => {
  const record = report();
  await peer.offer(releaseTo('xb/fiu', record), await sealedFor(record, 'xb/fiu'));
  expect(await verdictsOf(xb, record.ref)).toEqual([{ verdict: 'accepted', code: null }]);
  const { body } = await askAs<RecordDetail>(xb, 'xb/fiu/o-11', `/api/records/${record.ref}`);
  expect(body).toBe(record.body);
});

test('what was released to one authority does not come in the clear: unreleased', async () => {
  const record = report();
  await peer.offer(releaseTo('xb/fiu', record), record);
  await expectRefused(net, xb, 'xa', 'unreleased');
});

test('what was released to one authority does not come for another, nor for one what was released to all: unreleased', async () => {
  const one = report();
  await peer.offer(releaseTo('xb/fiu', one), await sealedFor(one, 'xb/police', { key: publicKeyOf('xb/police') }));
  await expectRefused(net, xb, 'xa', 'unreleased');
  const other = report();
  await peer.offer(releaseTo(undefined, other), await sealedFor(other, 'xb/fiu'));
  await expectRefused(net, xb, 'xa', 'unreleased');
});

test.each(['xb/nobody', 'xa/cyber', 'xb'])('a line for %s is not for an authority of this participant', async (to) => {
  const record = report();
  await peer.offer(releaseTo('xb/fiu', record), await sealedFor(record, to));
  await expectRefused(net, xb, 'xa', to === 'xb' ? 'line' : 'misaddressed');
});

const half = (file: Buffer): Buffer => file.subarray(0, file.length / 2);
const turned = (file: Buffer): Buffer => {
  const copy = Buffer.from(file);
  copy[copy.length - 40]! ^= 1;
  return copy;
};
test.each([
  ['cut in half', { cut: half }],
  ['short of its last byte', { cut: (file: Buffer) => file.subarray(0, -1) }],
  ['empty', { cut: () => Buffer.alloc(0) }],
  ['turned in one bit', { cut: turned }],
])('a ciphertext that is %s is refused: body-sealed', async (_, how) => {
  const record = report();
  await peer.offer(releaseTo('xb/fiu', record), await sealedFor(record, 'xb/fiu', how));
  await expectRefused(net, xb, 'xa', 'body-sealed');
});

test('content that is encrypted to a stranger’s key is refused: body-sealed', async () => {
  const record = report();
  const key = wrapKeyOf(xb.deps.self.alliance, 'xa/cyber')!.publicKey;
  await peer.offer(releaseTo('xb/fiu', record), await sealedFor(record, 'xb/fiu', { key }));
  await expectRefused(net, xb, 'xa', 'body-sealed');
});

test('content that opens and is not what was sealed is refused: body-hash', async () => {
  for (const text of [Buffer.alloc(0), Buffer.alloc(31), Buffer.alloc(400, 'x')]) {
    const record = report();
    await peer.offer(releaseTo('xb/fiu', record), await sealedFor(record, 'xb/fiu', { text }));
    await expectRefused(net, xb, 'xa', 'body-hash');
  }
});

test('content that was sealed and is no JSON is refused as in the clear: body-json', async () => {
  const record = report('{"title":');
  await peer.offer(releaseTo('xb/fiu', record), await sealedFor(record, 'xb/fiu'));
  await expectRefused(net, xb, 'xa', 'body-json');
});

test('a release itself, and a recall, cannot be hidden from the participant: line', async () => {
  const record = report();
  await peer.offer(await sealedFor(releaseTo('xb/fiu', record), 'xb/fiu'));
  await expectRefused(net, xb, 'xa', 'line');
});

test('a release to an authority of somebody else is set aside, and lets nothing go', async () => {
  const record = report();
  const release = releaseTo('xc/cyber', record);
  await peer.offer(release, record);
  expect(await verdictsOf(xb, release.ref)).toEqual([{ verdict: 'quarantined', code: 'authority' }]);
  await expectRefused(net, xb, 'xa', 'unreleased');
});

test('nothing of all this left content behind', async () => {
  const { rows } = await sql<{ n: number }>`select count(*) as n from sealed_body`.execute(xb.deps.db);
  expect(rows[0]?.n).toBe(0);
  const kept = await sql<{ line: Buffer }>`select line from refused_line`.execute(xb.deps.db);
  for (const { line } of kept.rows) expect(line.toString()).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
});
