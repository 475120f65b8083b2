import { openCheckpoint, parseNote, parseWitnessRequest } from '@tamga/log';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exchangeWithPeer } from '#features/federation/actions.ts';
import { logOrigin } from '#features/alliance/model.ts';
import { logVerifier } from '#features/log/actions.ts';
import { submitRecords } from '#features/records/actions.ts';
import { cosignCheckpoint, witnessVerifiers } from '#features/witnesses/actions.ts';
import { incident } from './drafts.ts';
import { forkedLog } from './forked-log.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

let net: Net;
let xa: TestNode;
let xb: TestNode;
beforeEach(async () => {
  net = await startNodes('xa', 'xb', 'xc');
  [xa, xb] = [net.node('xa'), net.node('xb')];
});
afterEach(() => net[Symbol.asyncDispose]());

async function say(node: TestNode, records = 1): Promise<void> {
  await submitRecords(
    node.deps,
    Array.from({ length: records }, () => incident(node.code)),
  );
  await node.sequence();
}

/** As a reader from outside gets it. */
async function fetchCheckpoint(node: TestNode, which = ''): Promise<{ status: number; note: string }> {
  const answer = await node.federation.request(`https://${node.code}.example/federation/v1/checkpoint${which}`);
  return { status: answer.status, note: await answer.text() };
}

/** Who cosigned a note of this node's log. */
async function cosigners(of: TestNode, note: string): Promise<string[]> {
  const { alliance } = of.deps.self;
  const verifiers = net.codes.flatMap((code) => witnessVerifiers(alliance, code));
  const { verified } = await openCheckpoint(
    note,
    logOrigin(alliance.id, of.code),
    logVerifier(alliance, of.code, note)!,
    verifiers,
  );
  return verified.flatMap((line) => (line.timestampSeconds === undefined ? [] : [line.name.split('/').at(-2)!]));
}

const ask = (body: string, asker = 'xb', node = xa) => cosignCheckpoint(node.deps, asker, Buffer.from(body));

test('peers cosign the newest checkpoint, and it is served with what they signed', async () => {
  await say(xb);
  await xb.collectCosignatures();
  const { note } = await fetchCheckpoint(xb);
  expect(await cosigners(xb, note)).toEqual(['xa', 'xc']);
  expect((await fetchCheckpoint(xb, '/witnessed')).note).toBe(note);
});

test('publishing waits for no witness: the newest checkpoint is served without, the quorum’s stays what it was', async () => {
  await say(xb);
  await xb.collectCosignatures();
  const { note: witnessed } = await fetchCheckpoint(xb, '/witnessed');
  await say(xb);
  const { note } = await fetchCheckpoint(xb);
  expect(await cosigners(xb, note)).toEqual([]);
  expect((await fetchCheckpoint(xb, '/witnessed')).note).toBe(witnessed);
  net.clock.advance(10_000);
  net.setLine('xb', 'xc', false);
  await xb.collectCosignatures();
  expect(await cosigners(xb, (await fetchCheckpoint(xb)).note)).toEqual(['xa']);
  expect((await fetchCheckpoint(xb, '/witnessed')).note, 'one is less than the profile’s two').toBe(witnessed);
  net.setLine('xb', 'xc', true);
  await xb.collectCosignatures();
  expect(await cosigners(xb, (await fetchCheckpoint(xb, '/witnessed')).note)).toEqual(['xa', 'xc']);
});

test('no checkpoint has the quorum: not found', async () => {
  await say(xb);
  expect((await fetchCheckpoint(xb, '/witnessed')).status).toBe(404);
});

test('a witness answers over the wire as C2SP tlog-witness says, and only to who signs the request', async () => {
  await say(xb);
  const log = await forkedLog(net, 'xb', 4);
  const deps = { ...xb.deps, network: net.networkOf('xb') };
  const submit = (body: string) =>
    exchangeWithPeer(
      deps,
      'xa',
      { method: 'POST', path: '/federation/v1/witness', body: Buffer.from(body) },
      { maxBytes: 1e5, timeoutMs: 1e3 },
    );
  const first = await submit(await log.request(0, 4));
  expect(first.status).toBe(200);
  expect(first.body.toString()).toMatch(/^\u2014 mca#[^ ]+\/xa\/witness [A-Za-z0-9+/]{102}==\n$/);
  const conflict = await submit(await log.request(0, 4));
  expect(conflict).toMatchObject({ status: 409, headers: { 'content-type': 'text/x.tlog.size' } });
  expect(conflict.body.toString()).toBe('4\n');
  const unsigned = await xa.federation.request('https://xa.example/federation/v1/witness', {
    method: 'POST',
    body: await log.request(4, 4),
  });
  expect(unsigned.status).toBe(401);
});

test('what is not a request, not a known log, not its owner or not its key is refused by its code', async () => {
  const log = await forkedLog(net, 'xb', 8);
  const good = await log.request(0, 8);
  const { text } = parseNote(parseWitnessRequest(good).checkpoint);
  expect((await ask('')).status).toBe(400);
  expect((await ask('old 00\n\nx\n')).status).toBe(400);
  expect((await ask(good.replace('old 0', 'old 9'))).status, 'an old size above the new one').toBe(400);
  expect((await ask(good.replaceAll('/xb/log/1', '/xz/log/1'))).status).toBe(404);
  expect((await ask(good.replaceAll('/xb/log/1', '/xb/log/2'))).status).toBe(404);
  expect((await ask(good, 'xc')).status).toBe(403);
  expect((await ask(good.replace(`\n8\n`, `\n9\n`))).status, 'a wrong signature').toBe(403);
  const other = await forkedLog(net, 'xb', 8, { keyName: 'witness' });
  expect((await ask(await other.request(0, 8))).status, 'no signature of a log key').toBe(403);
  expect((await ask(`old 0\n${log.hash}\n\n${good.slice(7)}`)).status, 'a proof from the empty tree').toBe(422);
  expect((await ask(await forkedLog(net, 'xa', 4).then((own) => own.request(0, 4)))).status, 'its own log').toBe(404);
  expect((await ask(good)).status).toBe(200);
  expect(text).toContain('tamga-directory 1 ');
});

test('a witness cosigns what continues the last one it cosigned, and nothing else', async () => {
  const log = await forkedLog(net, 'xb', 40);
  const fork = await forkedLog(net, 'xb', 40, { forkAt: 6 });
  expect((await ask(await log.request(0, 8))).status).toBe(200);
  net.clock.advance(1_000);
  expect(await ask(await log.request(4, 12))).toEqual({ status: 409, body: '8\n' });
  expect((await ask(await fork.request(8, 12))).status, 'a fork').toBe(422);
  expect((await ask((await log.request(8, 12)).replace(/^old 8\n.*\n/, 'old 8\n'))).status, 'a short proof').toBe(422);
  expect(await ask(await log.request(4, 4)), 'a smaller tree').toEqual({ status: 409, body: '8\n' });
  expect((await ask(await log.request(8, 12))).status).toBe(200);
  expect((await ask(await log.request(12, 12))).status, 'within the second').toBe(429);
  net.clock.advance(1_000);
  expect((await ask(await log.request(12, 12))).status, 'the same again').toBe(200);
});

test('two roots for one size are proof: the log’s owner is stopped with both notes, and cosigned no more', async () => {
  const log = await forkedLog(net, 'xb', 20);
  const fork = await forkedLog(net, 'xb', 20, { forkAt: 6 });
  expect((await ask(await log.request(0, 8))).status).toBe(200);
  net.clock.advance(1_000);
  expect((await ask(await fork.request(8, 8))).status).toBe(422);
  const { alarms } = await xa.ask<{ alarms: object[] }>('/api/alliance');
  expect(alarms).toMatchObject([{ participant: 'xb', code: 'log-forked' }]);
  expect((await ask(await log.request(8, 12))).status).toBe(403);
});

test('the first checkpoint to cosign continues what was verified while pulling', async () => {
  await say(xb);
  await net.settle();
  const fork = await forkedLog(net, 'xb', 40);
  const conflict = await ask(await fork.request(0, 24));
  expect(conflict.status).toBe(409);
  expect((await ask(await fork.request(Number(conflict.body), 24))).status).toBe(422);
  await xb.collectCosignatures();
  expect(await cosigners(xb, (await fetchCheckpoint(xb)).note)).toEqual(['xa', 'xc']);
});

test('a checkpoint that binds an older directory, or a second one of the same number, is not cosigned', async () => {
  const digest = (fill: number): string => Buffer.alloc(32, fill).toString('base64url');
  const line = async (directory: string | undefined, oldSize: number, size: number) => {
    const log = await forkedLog(net, 'xb', 40, { directory });
    net.clock.advance(1_000);
    return (await ask(await log.request(oldSize, size))).status;
  };
  expect(await line(undefined, 0, 4), 'none').toBe(422);
  expect(await line(`tamga-directory 1 ${digest(1)}`, 0, 4), 'not the one we hold').toBe(422);
  expect(await line(`tamga-directory 3 ${digest(3)}`, 0, 4), 'a later one').toBe(200);
  expect(await line(`tamga-directory 2 ${digest(2)}`, 4, 8), 'a lower one').toBe(422);
  expect(await line(`tamga-directory 3 ${digest(4)}`, 4, 8), 'a second one').toBe(422);
  expect(await line(`tamga-directory 3 ${digest(3)}`, 4, 8)).toBe(200);
});

test('a cosignature is checked before it is kept', async () => {
  await say(xb);
  net.tamper((from, path, body) => {
    if (!path.endsWith('/witness')) return body;
    return from === 'xa' ? Buffer.from(body.toString().replace('/xa/witness', '/xc/witness')) : Buffer.from('nothing');
  });
  await xb.collectCosignatures();
  expect(await cosigners(xb, (await fetchCheckpoint(xb)).note)).toEqual([]);
});

test('a witness that lost its answer is asked again from the size that it holds', async () => {
  await say(xb);
  net.tamper((_, path, body) => (path.endsWith('/witness') ? Buffer.alloc(0) : body));
  await xb.collectCosignatures();
  net.tamper(undefined);
  await say(xb);
  net.clock.advance(1_000);
  await xb.collectCosignatures();
  expect(await cosigners(xb, (await fetchCheckpoint(xb)).note)).toEqual(['xa', 'xc']);
});
