import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { homeFiles } from '#features/alliance/actions.ts';
import { sealSuccession } from '#features/alliance/succession.ts';
import type { Succession } from '#features/alliance/succession.ts';
import { exchangeWithPeer, learnFrom, noteGossip } from '#features/federation/actions.ts';
import { recallRecords } from '#features/releases/actions.ts';
import { signingKeyFrom } from '#platform/keys/ed25519.ts';
import { readSecret } from '#platform/keys/key-file.ts';
import { forkedLog } from './forked-log.ts';
import { rootOf } from './life.ts';
import { startNodes } from './nodes.ts';
import type { Net } from './nodes.ts';
import { alarmsAt, beginAnew, fallBehind, newestNote, peerAt, succession, tellFrom } from './restore.ts';

/** What xa answers about successions, but for the time that a restored node tells first. */
const isAnswered = (from: string, path: string, body: Buffer): boolean =>
  from === 'xa' && path.endsWith('/succession') && !body.includes('request-skew');

const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
let net: Net;
beforeEach(async () => {
  net = await startNodes('xa', 'xb', 'xc');
});
afterEach(() => net[Symbol.asyncDispose]());

const tell = (...to: string[]) => tellFrom(net, ...to);
const noteAt = (code: string) => newestNote(net, code);
const goBack = (jwsOf?: () => Promise<string>) => fallBehind(net, jwsOf);
type Evidence = { notes: string[]; documents?: [string, string] };
async function evidenceAt(at: string, code: string): Promise<Evidence> {
  const { rows } = await sql<{ evidence: string }>`select evidence from alarm where code = ${code}`.execute(
    net.node(at).deps.db,
  );
  return JSON.parse(rows[0]?.evidence ?? '{"notes":[]}') as Evidence;
}

const payloadOf = (jws: string): Succession =>
  JSON.parse(Buffer.from(jws.split('.')[1]!, 'base64url').toString()) as Succession;

describe('a peer', () => {
  test('is shown log 2 without succession: it stops that log and raises an alarm with what it was shown', async () => {
    await goBack();
    const shown = await noteAt('xa');
    net.tamper((from, path, body) =>
      isAnswered(from, path, body) ? Buffer.from('{"successions":[],"more":false}') : body,
    );
    await net.node('xb').pull('xa');
    expect(await peerAt(net, 'xb', 'xa')).toMatchObject({ log: 1, stopped: true, code: 'log-unsucceeded' });
    expect((await evidenceAt('xb', 'log-unsucceeded')).notes).toContain(shown);
  });

  test('waits, and stops nobody, while it cannot be told of the succession', async () => {
    await goBack();
    net.tamper((from, path, body) => (isAnswered(from, path, body) ? Buffer.from('{') : body));
    await expect(net.node('xb').pull('xa')).rejects.toMatchObject({ code: 'peer-answer' });
    expect(await peerAt(net, 'xb', 'xa')).toMatchObject({ log: 1, stopped: false });
    net.tamper(undefined);
    await net.node('xb').pull('xa');
    expect(await peerAt(net, 'xb', 'xa')).toMatchObject({ log: 2, stopped: false });
  });

  test('does not take a succession that the root key did not seal', async () => {
    const { jws } = await goBack();
    const log = signingKeyFrom(readSecret(homeFiles(`${net.home}/xa`).key('log')));
    const forged = sealSuccession(payloadOf(jws), log);
    net.tamper((from, path, body) =>
      isAnswered(from, path, body) ? Buffer.from(JSON.stringify({ successions: [forged], more: false })) : body,
    );
    await net.node('xb').pull('xa');
    expect(await peerAt(net, 'xb', 'xa')).toMatchObject({ log: 1, stopped: true, code: 'log-unsucceeded' });
    expect(await alarmsAt(net, 'xb')).toContain('succession-refused');
    expect((await evidenceAt('xb', 'succession-refused')).documents?.[1]).toBe(forged);
  });

  test('that holds more than a succession names stops its owner, with both notes and the succession as proof', async () => {
    const { early, jws } = await goBack(async () => succession(net, 'xa', [await noteAt('xa')]));
    const { rows } = await sql<{
      note: string;
    }>`select checkpoint_note as note from peer where participant = 'xa'`.execute(net.node('xb').deps.db);
    await net.node('xb').pull('xa');
    expect(await peerAt(net, 'xb', 'xa')).toMatchObject({ log: 1, stopped: true, code: 'succession-behind' });
    const { notes, documents } = await evidenceAt('xb', 'succession-behind');
    expect(notes).toEqual([early, rows[0]!.note]);
    expect(documents?.[1]).toBe(jws);
  });

  test('that went on to log 2 and hears later that log 1 had reached further stops its owner', async () => {
    net.setLine('xa', 'xb', false);
    await goBack(async () => succession(net, 'xa', [await noteAt('xa')]));
    const fork = await forkedLog(net, 'xa', 4000);
    net.setLine('xb', 'xc', false);
    net.setLine('xa', 'xb', true);
    await net.node('xb').pull('xa');
    expect(await peerAt(net, 'xb', 'xa')).toMatchObject({ log: 2, stopped: false });
    await noteGossip(net.node('xb').deps, 'xc', [await fork.note(4000)]);
    expect(await peerAt(net, 'xb', 'xa')).toMatchObject({ stopped: true, code: 'succession-behind' });
  });

  test('is offered two successions of one log: an alarm with both, and the first one stays', async () => {
    const { jws } = await goBack();
    await net.node('xb').pull('xa');
    const other = sealSuccession({ ...payloadOf(jws), issuedAt: '2031-01-01T00:00:00.000Z' }, rootOf(net, 'xa'));
    await learnFrom(net.node('xb').deps, { profiles: [], directories: [], successions: [other] }, 'xc');
    expect(await alarmsAt(net, 'xb')).toContain('succession-forked');
    expect((await evidenceAt('xb', 'succession-forked')).documents).toEqual([jws, other]);
    const held = net.node('xb').deps.self.alliance.successions.get('xa');
    expect(held?.map((one) => one.jws)).toEqual([jws]);
  });

  test('does not read on in a log that has ended', async () => {
    await goBack();
    await net.node('xb').pull('xa');
    const old = await forkedLog(net, 'xa', 8);
    net.impersonate('xa', async (_, url) => {
      if (!url.pathname.endsWith('/feed')) return { status: 404, body: '' };
      const last = { checkpoint: await old.note(8), consistency: '', gossip: [], more: false };
      return { status: 200, body: `${JSON.stringify(last)}\n` };
    });
    await net.node('xb').pull('xa');
    expect(await peerAt(net, 'xb', 'xa')).toMatchObject({ log: 2, stopped: true, code: 'log-shrank' });
  });
});

describe('what is given back', () => {
  const limits = { maxBytes: 64 * 1024 * 1024, timeoutMs: 5_000 };
  const ask = (asker: string, at: string, query = '') => {
    const deps = { ...net.node(asker).deps, network: net.networkOf(asker) };
    return exchangeWithPeer(deps, at, { method: 'GET', path: `/federation/v1/own?log=2${query}` }, limits);
  };

  test('goes to its author alone, and to it only once its root key has ended a log', async () => {
    const ref = await tell('xb', 'xc');
    expect((await ask('xa', 'xc')).status, 'no log of xa has ended').toBe(404);
    const file = await net.backup('xa');
    await tell('xb');
    await net.restore('xa', file);
    await expect(net.node('xa').checkLog(undefined)).rejects.toMatchObject({ code: 'log-stopped' });
    await beginAnew(net, 'xa', await succession(net, 'xa'));
    await net.node('xc').pull('xa');
    await net.node('xb').pull('xa');
    const { rows } = await sql<{ digest: Buffer }>`select digest from record where ref = ${ref}`.execute(
      net.node('xc').deps.db,
    );
    const digest = rows[0]!.digest.toString('base64url');
    expect((await ask('xb', 'xc')).status, 'xb asks for what it has not written').toBe(404);
    expect((await ask('xb', 'xc', `&after=${digest}`)).status, 'in the place of xa’s').toBe(404);
    expect((await ask('xa', 'xc', `&after=${'A'.repeat(43)}`)).status, 'after what is none').toBe(404);
    const unsigned = await net.node('xc').federation.request('https://xc.example/federation/v1/own');
    expect(unsigned.status).toBe(401);
    const given = await ask('xa', 'xc');
    expect(given.status).toBe(200);
    expect(given.body.toString()).toContain('"body":');
    expect((await ask('xa', 'xc', '&after=x')).status).toBe(400);
    const deps = { ...net.node('xa').deps, network: net.networkOf('xa') };
    const next = { method: 'GET', path: '/federation/v1/own?log=3' } as const;
    const early = await exchangeWithPeer(deps, 'xc', next, limits);
    expect(early.status, 'who has not heard of a succession does not say that this is all').toBe(404);
  });

  test.each([
    ['other content', (line: object) => ({ ...line, body: '{}' })],
    ['no proof', (line: object) => ({ ...line, proof: '' })],
    ['another place', (line: object) => ({ ...line, index: 0, log: 2 })],
    [
      'another log’s checkpoint',
      (line: { checkpoint: string }) => ({ ...line, checkpoint: line.checkpoint.replace('/xa/log', '/xb/log') }),
    ],
    ['a member too many', (line: object) => ({ ...line, more: true })],
    ['nothing new, without end', () => ({ more: true })],
  ])('is not taken with %s, and nothing is served to who gave it', async (_, spoil) => {
    const recalled = await tell('xb', 'xc');
    const file = await net.backup('xa');
    await recallRecords(net.node('xa').deps, actor, [recalled], ['xb'], 'sent too widely');
    await net.settle();
    await net.restore('xa', file);
    await expect(net.node('xa').checkLog(undefined)).rejects.toMatchObject({ code: 'log-stopped' });
    await beginAnew(net, 'xa', await succession(net, 'xa'));
    await net.node('xb').pull('xa');
    net.tamper((from, path, body) => {
      if (from !== 'xb' || !path.endsWith('/own') || !body.toString().startsWith('{"jws"')) return body;
      const [first = '', ...rest] = body.toString().split('\n');
      const line = JSON.stringify(spoil(JSON.parse(first) as { checkpoint: string }));
      return Buffer.from(line === '{"more":true}' ? `${line}\n` : [line, ...rest].join('\n'));
    });
    await net.settle();
    expect(await peerAt(net, 'xb', 'xa')).toMatchObject({ log: 2, seq: 0 });
    expect((await peerAt(net, 'xc', 'xa')).seq, 'the others are served').toBeGreaterThan(0);
    net.tamper(undefined);
    await net.settle();
    expect((await peerAt(net, 'xb', 'xa')).seq).toBeGreaterThan(0);
    const { rows } = await sql`select 1 from record where ref = ${recalled} and body is not null`.execute(
      net.node('xb').deps.db,
    );
    expect(rows, 'and what was recalled from it is not').toEqual([]);
  });
});
