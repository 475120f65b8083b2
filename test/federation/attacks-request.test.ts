import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askPeer } from '#features/federation/actions.ts';
import type { Network } from '#features/federation/actions.ts';
import { submitRecords } from '#features/records/actions.ts';
import { releaseRecords } from '#features/releases/actions.ts';
import { signRequest } from '#platform/http/message-signature.ts';
import { signingKeyFrom, newSeed } from '#platform/keys/ed25519.ts';
import { incident } from './drafts.ts';
import { becomeHostile, newRef } from './hostile.ts';
import type { Hostile } from './hostile.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

let net: Net;
let xa: TestNode;
let peer: Hostile;
let address: string;
const nothing = new Uint8Array();
const nonce = (): string => randomBytes(16).toString('base64url');
const feed = '/federation/v1/feed?after=1.0';

beforeAll(async () => {
  net = await startNodes('xa', 'xb', 'xc');
  xa = net.node('xa');
  peer = becomeHostile(net, 'xb', 'xa');
  address = xa.deps.self.alliance.directories.get('xa')!.directory.addresses[0]!;
});
afterAll(() => net[Symbol.asyncDispose]());

type Answer = { status: number; code: string | undefined; detail: string; text: string };

async function send(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await xa.federation.request(new URL(path, address).href, init);
  const text = await response.text();
  const problem = response.ok ? {} : (JSON.parse(text) as { code: string; detail: string });
  return { status: response.status, code: undefined, detail: '', ...problem, text };
}
const nameOf = (code: string): string => `${xa.deps.self.alliance.id}/${code}`;
const signed = (path = feed, key = peer.key('transport'), created = net.clock.now, at = address, to = nameOf('xa')) =>
  signRequest({ method: 'GET', url: new URL(path, at).href, body: nothing, to }, key, created, nonce());
const without = (headers: Record<string, string>, name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([key]) => key.toLowerCase() !== name));

test('a request signed by a participant’s transport key is answered', async () => {
  expect((await send(feed, { headers: await signed() })).status).toBe(200);
});

const stranger = { kid: 'xz/AAAAAAAAAAAAAAAAAAAAAA', key: signingKeyFrom(newSeed()) };
const refused: [law: string, headers: () => Promise<Record<string, string>>][] = [
  ['without a signature', () => Promise.resolve({})],
  ['signed by nobody of the alliance', () => signed(feed, stranger)],
  ['signed by a stranger in a participant’s name', () => signed(feed, { ...stranger, kid: peer.key('transport').kid })],
  ['signed with a record key', () => signed(feed, peer.key('record-cyber'))],
  ['signed with the log key', () => signed(feed, peer.key('log'))],
  ['signed by this node itself', () => signed(feed, peer.key('transport', 'xa'))],
  ['signed for another path', () => signed('/federation/v1/profile')],
  ['signed for another place in the feed', () => signed('/federation/v1/feed?after=1.7')],
  ['signed for another participant’s node', () => signed(feed, undefined, undefined, 'https://127.0.0.1:7422')],
  ['that asks another participant', () => signed(feed, undefined, undefined, undefined, nameOf('xb'))],
  ['that asks this participant of another alliance', () => signed(feed, undefined, undefined, undefined, 'mca#x/xa')],
  ['that does not say whom it asks', async () => without(await signed(), 'tamga-to')],
  ['without the digest of its content', async () => without(await signed(), 'content-digest')],
  ['with the digest of other content', async () => ({ ...(await signed()), 'content-digest': 'sha-256=:AAAA:' })],
  [
    'with two signatures',
    async () => {
      const [one, two] = [await signed(), await signed()];
      const both = (name: string) => `${entry(one, name)}, ${entry(two, name).replace('sig=', 'other=')}`;
      return { ...one, Signature: both('signature'), 'Signature-Input': both('signature-input') };
    },
  ],
  ['that leaves a component unsigned', async () => changeInput(await signed(), '"@target-uri" ', '')],
  ['that leaves unsigned whom it asks', async () => changeInput(await signed(), ' "tamga-to"', '')],
  ['for another use', async () => changeInput(await signed(), 'tamga-federation', 'tamga-something')],
];
const entry = (headers: Record<string, string>, name: string): string =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? '';
const changeInput = (headers: Record<string, string>, from: string, to: string): Record<string, string> => ({
  ...without(headers, 'signature-input'),
  'signature-input': entry(headers, 'signature-input').replace(from, to),
});

test.each(refused)('a request %s is refused: unauthenticated', async (_, headers) => {
  expect(await send(feed, { headers: await headers() })).toMatchObject({ status: 401, code: 'unauthenticated' });
});

test('a body other than the signed one is refused: unauthenticated', async () => {
  const path = '/federation/v1/nudge';
  const url = new URL(path, address).href;
  const headers = await signRequest(
    { method: 'POST', url, body: nothing, to: nameOf('xa') },
    peer.key('transport'),
    net.clock.now,
    nonce(),
  );
  expect(await send(path, { method: 'POST', headers, body: 'more' })).toMatchObject({ code: 'unauthenticated' });
  expect((await send(path, { method: 'POST', headers })).status).toBe(200);
});

test('a request for one node is not taken by another', async () => {
  const headers = await signed();
  const url = new URL(feed, 'https://127.0.0.1:7423').href;
  expect((await net.node('xc').federation.request(url, { headers })).status).toBe(401);
});

test('a request is taken once: request-replayed', async () => {
  const headers = await signed();
  expect((await send(feed, { headers })).status).toBe(200);
  expect(await send(feed, { headers })).toMatchObject({ status: 401, code: 'request-replayed' });
});

test('a nonce is remembered for as long as its request would be taken', async () => {
  const created = new Date(net.clock.now.getTime() + 59_000);
  const headers = await signed(feed, undefined, created);
  expect((await send(feed, { headers })).status).toBe(200);
  for (let minute = 0; minute < 3; minute++) {
    net.clock.advance(50_000);
    await send(feed, { headers: await signed() });
    expect((await send(feed, { headers })).status).toBe(401);
  }
});

test('a clock that jumps forward and back has no request taken a second time, and honest ones are', async () => {
  const headers = await signed();
  expect((await send(feed, { headers })).status).toBe(200);
  net.clock.advance(3_600_000);
  for (let i = 0; i < 3; i++) expect((await send(feed, { headers: await signed() })).status).toBe(200);
  net.clock.advance(-3_600_000 + 1000);
  expect((await send(feed, { headers })).status).toBe(401);
  const network: Network = async ({ method, url, headers: given }) => {
    const response = await xa.federation.request(url, { method, headers: given });
    return { status: response.status, headers: {}, body: Buffer.from(await response.arrayBuffer()) };
  };
  const deps = { self: net.node('xb').deps.self, network, now: () => net.clock.now, randomBytes };
  const limits = { maxBytes: 1e6, timeoutMs: 1e3 };
  expect((await askPeer(deps, 'xa', 'GET', feed, limits)).toString()).toContain('"checkpoint"');
  net.clock.advance(3_600_000);
  await send(feed, { headers: await signed() });
});

test('a node restored from a backup takes no request again that it had taken before', async () => {
  await using other = await startNodes('xa', 'xb');
  const backup = await other.backup('xa');
  const at = other.node('xa').deps.self.alliance.directories.get('xa')!.directory.addresses[0]!;
  const to = `${other.node('xa').deps.self.alliance.id}/xa`;
  const headers = await signed(feed, becomeHostile(other, 'xb', 'xa').key('transport'), other.clock.now, at, to);
  const ask = () => other.node('xa').federation.request(new URL(feed, at).href, { headers });
  expect((await ask()).status).toBe(200);
  await other.restore('xa', backup);
  expect((await ask()).status).toBe(401);
});

test('a request from another time is answered with this node’s: request-skew', async () => {
  for (const offMs of [-61_000, 61_000, 86_400_000 * 365]) {
    const created = new Date(net.clock.now.getTime() + offMs);
    const answer = await send(feed, { headers: await signed(feed, undefined, created) });
    expect(answer).toMatchObject({ status: 401, code: 'request-skew' });
    expect(answer.detail).toContain(net.clock.now.toISOString());
  }
});

test('a node whose clock is wrong asks again with its peer’s time, once', async () => {
  let asked = 0;
  const network: Network = async ({ method, url, headers }) => {
    asked += 1;
    const response = await xa.federation.request(url, { method, headers });
    return { status: response.status, headers: {}, body: Buffer.from(await response.arrayBuffer()) };
  };
  const now = () => new Date(net.clock.now.getTime() + 7 * 86_400_000);
  const deps = { self: net.node('xb').deps.self, network, now, randomBytes };
  const page = await askPeer(deps, 'xa', 'GET', feed, { maxBytes: 1e6, timeoutMs: 1e3 });
  expect(page.toString()).toContain('"checkpoint"');
  expect(asked).toBe(2);
});

test('the feed that is given is the signer’s own, and nobody can ask for another’s', async () => {
  const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
  const [report] = await submitRecords(xa.deps, [incident('xa')]);
  await releaseRecords(xa.deps, actor, [report!.ref], ['xc']);
  await xa.sequence();
  const own = await send(feed, { headers: await signed() });
  expect(own.text).not.toContain('"jws"');
  const theirs = await send(feed, { headers: await signed(feed, peer.key('transport', 'xc')) });
  expect(theirs.text).toContain('"jws"');
  for (const more of ['&to=xc', '&recipient=xc', '&participant=xc']) {
    const path = feed + more;
    expect(await send(path, { headers: await signed(path) })).toMatchObject({ status: 400, code: 'malformed' });
  }
});

test('what a feed says of the others is a function of the log and the open documents (I4)', async () => {
  const page = await send(feed, { headers: await signed() });
  const last = JSON.parse(page.text.trim().split('\n').at(-1)!) as Record<string, unknown>;
  expect(Object.keys(last).toSorted()).toEqual(['checkpoint', 'consistency', 'documents', 'gossip', 'more']);
});

const malformed = [
  '',
  '?after=0',
  '?after=1',
  '?after=0.0',
  '?after=1.-1',
  '?after=1.01',
  '?after=1.1e3',
  '?after=1.0&size=-1',
  '?after=1.0&after=1.1',
  `?after=1.${'9'.repeat(20)}`,
];
test.each(malformed)('a feed asked for with "%s" is refused with the place: malformed', async (query) => {
  const path = `/federation/v1/feed${query}`;
  const answer = await send(path, { headers: await signed(path) });
  if (query === '?after=1.0&after=1.1') return expect([200, 400]).toContain(answer.status);
  expect(answer).toMatchObject({ status: 400, code: 'malformed' });
  expect(answer.detail).toMatch(/^(after|size):/);
});

test('a place beyond the end of the feed gives an empty page', async () => {
  const path = '/federation/v1/feed?after=1.999999999999999&size=999999999999999';
  const page = await send(path, { headers: await signed(path) });
  expect(page.status).toBe(200);
  expect(page.text.trim().split('\n')).toHaveLength(1);
});

test('absent, unreleased and foreign records answer alike', async () => {
  const [report] = await submitRecords(xa.deps, [incident('xa')]);
  const xc = net.node('xc');
  const answers = [];
  for (const ref of [report!.ref, newRef('xa'), newRef('xb'), newRef('zz')]) {
    for (const path of [`/api/records/${ref}`, `/api/records/${ref}/proof`, `/api/incidents/${ref}`]) {
      const error: unknown = await xc.ask(path).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ detail: { code: 'not-found' } });
      answers.push((error as Error).message.replace(ref, 'REF'));
    }
  }
  expect(new Set(answers).size).toBeLessThanOrEqual(3);
});

test('the open documents are given to participants, the log to anybody', async () => {
  for (const path of ['/federation/v1/profile', '/federation/v1/directory']) {
    expect((await send(path, { headers: await signed(path) })).status).toBe(200);
    expect(await send(path)).toMatchObject({ status: 401, code: 'unauthenticated' });
  }
  expect((await send('/federation/v1/checkpoint')).status).toBe(200);
  expect((await send('/federation/v1/tile/0/000.p/4')).status).toBe(200);
  for (const path of [
    'tile/0/999',
    'tile/0/000.p/0',
    'tile/9/000',
    'tile/0/zzz',
    'tile/0/000.p/255',
    'tile/',
    'blobs/x',
    'feeds',
  ])
    expect(await send(`/federation/v1/${path}`), path).toMatchObject({ status: 404, code: 'not-found' });
});

test('the API is not reachable at the door for peers, nor under a foreign name', async () => {
  expect(await send('/api/records', { headers: await signed('/api/records') })).toMatchObject({ status: 404 });
  expect((await xa.api.request('http://evil.example/api/alliance')).status).toBe(403);
});
