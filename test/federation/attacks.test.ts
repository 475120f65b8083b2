import { afterAll, beforeAll, expect, test } from 'vitest';
import { toBase64url } from '#platform/bytes.ts';
import { dumpText, expectRefused, holds, seqAt, verdictsOf } from './attack-checks.ts';
import { becomeHostile, newRef } from './hostile.ts';
import type { Hostile, Line, Sealed, Sent } from './hostile.ts';
import { startNodes } from './nodes.ts';
import { addOrder, flipped, longer, respell, respelled, spelledAs, withPayload, withSignature } from './spoil.ts';
import type { Net } from './nodes.ts';

let net: Net;
let peer: Hostile;
beforeAll(async () => {
  net = await startNodes('xa', 'xb');
  peer = becomeHostile(net, 'xb', 'xa');
});
afterAll(() => net[Symbol.asyncDispose]());

const changed = (sealed: Sealed, change: (line: Line) => object | string | Buffer): Sent => ({ ...sealed, change });
const released = (sealed: Sealed): Sent[] => [peer.release([sealed]), sealed];
/** The record is released and would be taken, were it not for what is done to its line. */
const releasedBut = (change: (line: Line) => object | string | Buffer, sealed = peer.seal()): Sent[] => [
  peer.release([sealed]),
  changed(sealed, change),
];

const bodyOf = (text: string) => () => released(peer.seal({ bodyText: text }));

const attacks: [law: string, code: string, make: () => Sent[]][] = [
  ['another body than the one sealed', 'body-hash', () => releasedBut((line) => ({ ...line, body: `${line.body} ` }))],
  ['a payload that was changed', 'seal', () => released({ ...withPayload(peer.seal()) })],
  ['a JWS header spelled otherwise', 'encoding', () => released(peer.seal({ spell: respelled('header') }))],
  ['a JWS payload spelled otherwise', 'encoding', () => released(peer.seal({ spell: respelled('payload') }))],
  [
    'a signature spelled otherwise',
    'encoding',
    () => released(withSignature(peer.seal(), (s) => respell(toBase64url(s)))),
  ],
  [
    'a body key spelled otherwise',
    'encoding',
    () => releasedBut((line) => ({ ...line, bodyKey: respell(line.bodyKey) })),
  ],
  ['a proof spelled otherwise', 'encoding', () => releasedBut((line) => ({ ...line, proof: respell(line.proof) }))],
  [
    'a proof with loose bytes at its end',
    'encoding',
    () => releasedBut((line) => ({ ...line, proof: longer(line.proof, 1) })),
  ],
  ['a body key of 31 bytes', 'encoding', () => releasedBut((line) => ({ ...line, bodyKey: 'A'.repeat(42) }))],
  [
    'a signature whose scalar is not below the group order',
    'seal',
    () => released(withSignature(peer.seal(), addOrder)),
  ],
  [
    'a signature whose point has small order',
    'seal',
    () =>
      released(withSignature(peer.seal(), (s) => Buffer.concat([Buffer.from([1]), Buffer.alloc(31), s.subarray(32)]))),
  ],
  ['a signature of 63 bytes', 'encoding', () => released(withSignature(peer.seal(), (s) => s.subarray(1)))],
  ['a header with one member more', 'encoding', () => released(peer.seal({ header: { b64: false } }))],
  [
    'approvals, which this version does not check',
    'encoding',
    () => released(peer.seal({ header: { approvals: [] } })),
  ],
  ['a header without typ', 'encoding', () => released(peer.seal({ header: { typ: undefined } }))],
  ['another algorithm', 'encoding', () => released(peer.seal({ header: { alg: 'none' } }))],
  ['another type of JWS', 'encoding', () => released(peer.seal({ header: { typ: 'tamga-directory+jws' } }))],
  [
    'a header that names a member twice',
    'encoding',
    () => released(peer.seal({ spell: spelledAs('header', (json) => json.replace('{', '{"alg":"none",')) })),
  ],
  [
    'a key that no directory names',
    'unknown-key',
    () => released(peer.seal({ header: { kid: 'xb/AAAAAAAAAAAAAAAAAAAAAA' } })),
  ],
  ['a kid with a NUL in it', 'unknown-key', () => released(peer.seal({ header: { kid: 'xb/\u0000' } }))],
  [
    'a kid of another participant over its own signature',
    'seal',
    () => released(peer.seal({ header: { kid: peer.key('record-cyber', 'xc').kid } })),
  ],
  ['a seal made with the transport key', 'key-use', () => released(peer.seal({ keyName: 'transport' }))],
  ['a seal made with the log key', 'key-use', () => released(peer.seal({ keyName: 'log' }))],
  [
    'a record of an exercise under a key for the live realm',
    'realm',
    () => released(peer.seal({ envelope: { realm: 'exercise:spring' } })),
  ],
  ['a realm that does not exist', 'envelope', () => released(peer.seal({ envelope: { realm: 'test' } }))],
  [
    'a record of another alliance',
    'alliance',
    () => released(peer.seal({ envelope: { alliance: `mca#${'A'.repeat(43)}` } })),
  ],
  ['an author whose key did not seal', 'author', () => released(peer.seal({ keyName: 'record-node' }))],
  ['a ref of another participant', 'ref', () => released(peer.seal({ envelope: { ref: newRef('xa') } }))],
  ['a record by a third participant, passed on', 'foreign-author', () => released(peer.seal({ by: 'xc' }))],
  [
    'a control record for somebody else',
    'misaddressed',
    () => [peer.release([peer.seal()], { envelope: { to: 'xc' } })],
  ],
  ['content that no release lets go', 'unreleased', () => [peer.seal()]],
  [
    'content whose release names another digest',
    'unreleased',
    () => {
      const sealed = peer.seal();
      return [peer.release([{ ...sealed, digest: Buffer.alloc(32) }]), sealed];
    },
  ],
  [
    'content whose release names another ref',
    'unreleased',
    () => {
      const sealed = peer.seal();
      return [peer.release([{ ...sealed, ref: newRef('xb') }]), sealed];
    },
  ],
  ['a wrong inclusion proof', 'proof', () => releasedBut((line) => ({ ...line, proof: flipped(line.proof) }))],
  [
    'an inclusion proof that is too long',
    'proof',
    () => releasedBut((line) => ({ ...line, proof: longer(line.proof, 32) })),
  ],
  ['a wrong place in the log', 'proof', () => releasedBut((line) => ({ ...line, index: line.index - 1 }))],
  ['a place beyond the log', 'proof', () => releasedBut((line) => ({ ...line, index: 2 ** 40 }))],
  ['an envelope with a member that is unknown', 'envelope', () => released(peer.seal({ envelope: { colour: 'red' } }))],
  ['an envelope with null', 'envelope', () => released(peer.seal({ envelope: { lang: null } }))],
  [
    'an envelope with a member twice',
    'encoding',
    () => released(peer.seal({ spell: spelledAs('payload', (json) => json.replace('{', '{"v":1,')) })),
  ],
  ['an envelope with a lone surrogate', 'encoding', () => released(peer.seal({ envelope: { purpose: '\ud800' } }))],
  [
    'an envelope that is not UTF-8',
    'encoding',
    () =>
      released(
        peer.seal({ spell: spelledAs('payload', (json) => Buffer.from(json.replace('live', '\u00ff'), 'latin1')) }),
      ),
  ],
  [
    'an envelope with __proto__',
    'encoding',
    () => released(peer.seal({ spell: spelledAs('payload', (json) => json.replace('{', '{"__proto__":{},')) })),
  ],
  [
    'an envelope over 16 KiB',
    'too-large',
    () => released(peer.seal({ envelope: { about: Array.from({ length: 500 }, () => newRef('xb')) } })),
  ],
  [
    'a time that does not exist',
    'envelope',
    () => released(peer.seal({ envelope: { issuedAt: '2030-13-45T25:61:61.000Z' } })),
  ],
  [
    'a year that no calendar here knows',
    'envelope',
    () => released(peer.seal({ envelope: { issuedAt: '0000-01-01T00:00:00.000Z' } })),
  ],
  [
    'an envelope with a NUL in its text',
    'envelope',
    () => released(peer.seal({ envelope: { kind: 'incident.count\u0000' } })),
  ],
  ['a body with a member twice', 'body-json', bodyOf('{"hosts":1,"hosts":2}')],
  ['a body with a lone surrogate', 'body-json', bodyOf('{"note":"\\ud800"}')],
  ['a body with __proto__', 'body-json', bodyOf('{"__proto__":{"hosts":1}}')],
  ['a body that is too deep', 'body-json', bodyOf(`${'['.repeat(100)}${']'.repeat(100)}`)],
  ['a body that is no JSON', 'body-json', bodyOf('hosts: 7')],
  [
    'a line with a member twice',
    'duplicate-member',
    () => releasedBut((line) => JSON.stringify(line).replace('{', '{"index":0,')),
  ],
  [
    'a line with __proto__',
    'forbidden-member',
    () => releasedBut((line) => JSON.stringify(line).replace('{', '{"__proto__":{},')),
  ],
  ['a line with a lone surrogate', 'lone-surrogate', () => releasedBut((line) => ({ ...line, body: '\ud800' }))],
  [
    'a line that is not UTF-8',
    'bad-utf8',
    () => releasedBut((line) => Buffer.from(JSON.stringify({ ...line, body: '\u00ff' }), 'latin1')),
  ],
  ['a line that is too deep', 'too-deep', () => releasedBut((line) => ({ ...line, body: [[[[[line.body]]]]] }))],
  [
    'a line that is too long',
    'too-large',
    () => releasedBut((line) => ({ ...line, body: ' '.repeat(9 * 1024 * 1024) })),
  ],
  ['a line with a member that is unknown', 'line', () => releasedBut((line) => ({ ...line, note: 'more' }))],
  ['a line that is no JSON', 'syntax', () => releasedBut(() => 'nothing of the kind')],
];

test.each(attacks)('%s is refused: %s', async (_, code, make) => {
  const xa = net.node('xa');
  const before = await seqAt(xa, 'xb');
  const sent = make();
  const honest = peer.seal();
  await peer.offer(...sent);
  expect(await seqAt(xa, 'xb')).toBe(before + sent.length);
  await expectRefused(net, xa, 'xb', code);
  // What comes after a refused line is taken as if nothing had been.
  await peer.offer(peer.release([honest]), honest);
  expect(await xa.ask(`/api/records/${honest.ref}`)).toMatchObject({ verdict: 'accepted', destroyed: false });
});

test('the content of a refused line is not kept', async () => {
  const marker = 'spread7quietly';
  const sealed = peer.seal({ body: { hosts: 1, asOf: '2030-05-13T05:00:00Z', note: marker } });
  await peer.offer(...releasedBut((line) => ({ ...line, index: 0 }), sealed));
  await expectRefused(net, net.node('xa'), 'xb', 'proof');
  expect(holds(await dumpText(net.node('xa')), marker)).toBe(false);
});

test('content before its release is refused, and taken when it comes after it', async () => {
  const sealed = peer.seal();
  await peer.offer(sealed, peer.release([sealed]));
  expect(await verdictsOf(net.node('xa'), sealed.ref)).toEqual([]);
  await peer.offer(sealed);
  expect(await verdictsOf(net.node('xa'), sealed.ref)).toEqual([{ verdict: 'accepted', code: null }]);
});

const pages: [law: string, code: string, change: (page: Buffer) => Buffer][] = [
  [
    'a page with more lines than a page has',
    'peer-answer',
    (page) => Buffer.concat([Buffer.from('{}\n'.repeat(2_001)), page]),
  ],
  ['a page that breaks off', 'peer-answer', (page) => page.subarray(0, -1)],
  ['a page without its last line', 'peer-answer', (page) => page.subarray(0, page.lastIndexOf(10, -2) + 1)],
  ['a page in which a line is missing', 'peer-answer', (page) => page.subarray(page.indexOf(10) + 1)],
  ['a page of nothing', 'peer-answer', () => Buffer.alloc(0)],
];

test.each(pages)('of %s nothing is taken, and the cursor stays: %s', async (_, code, change) => {
  const xa = net.node('xa');
  const before = await seqAt(xa, 'xb');
  const sealed = peer.seal();
  const offered = peer.offerPage([peer.release([sealed]), sealed], { page: change });
  await expect(offered).rejects.toMatchObject({ code });
  expect(await seqAt(xa, 'xb')).toBe(before);
  expect(await verdictsOf(xa, sealed.ref)).toEqual([]);
  const { participants } = await xa.ask<{ participants: { code: string; lastFailure: object; stopped: boolean }[] }>(
    '/api/alliance',
  );
  expect(participants.find((p) => p.code === 'xb')).toMatchObject({ lastFailure: { code }, stopped: false });
});
