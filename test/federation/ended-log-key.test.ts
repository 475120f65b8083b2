import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkCheckpoint } from '#features/federation/checkpoint.ts';
import { noteGossip, readPeer } from '#features/federation/actions.ts';
import { forkedLog } from './forked-log.ts';
import type { ForkedLog } from './forked-log.ts';
import { changeDirectory } from './life.ts';
import { startNodes } from './nodes.ts';
import type { Net } from './nodes.ts';
import { alarmsAt, newestNote, peerAt, tellFrom } from './restore.ts';

let net: Net;
/** What whoever has the first log key of xa can sign: another log, of any size. */
let thief: ForkedLog;
beforeEach(async () => {
  net = await startNodes('xa', 'xb', 'xc');
  await tellFrom(net, 'xb', 'xc');
  thief = await forkedLog(net, 'xa', 4000, { fork: 'thief', forkAt: 0 });
});
afterEach(() => net[Symbol.asyncDispose]());

const sizeAt = async (code: string): Promise<number> => (await peerAt(net, code, 'xa')).size;
const keysOf = (code: string) => {
  const { keys, disowned } = net.node(code).deps.self.alliance.directories.get('xa')!.directory;
  return { keys: keys.filter((key) => key.use === 'log'), disowned };
};
const rotate = (at: number) => changeDirectory(net, 'xa', { rotate: [{ use: 'log' }], at });
const signs = (): Promise<string> =>
  net
    .node('xa')
    .sequence()
    .then(
      () => 'signs',
      (error: { detail?: { code?: string } }) => error.detail?.code ?? 'fails',
    );

test('a log key ends at the size at which the next one begins, and peers read on', async () => {
  const size = await sizeAt('xb');
  await rotate(size);
  await tellFrom(net, 'xb', 'xc');
  const { keys } = keysOf('xb');
  expect(keys.map(({ from, to }) => [from.index, to?.index])).toEqual([
    [0, size - 1],
    [size, undefined],
  ]);
  expect(await sizeAt('xb')).toBeGreaterThan(size);
  for (const at of ['xb', 'xc']) expect(await peerAt(net, at, 'xa')).toMatchObject({ stopped: false, code: null });
});

test('what an ended log key signs beyond its end stops neither its former owner nor a peer: an alarm with both notes', async () => {
  await rotate(await sizeAt('xb'));
  await tellFrom(net, 'xb', 'xc');
  const size = await sizeAt('xb');
  const [held, forged] = [await newestNote(net, 'xa'), await thief.note(size)];
  for (const at of ['xa', 'xb']) {
    await noteGossip(net.node(at).deps, 'xc', [forged]);
    await net.node(at).proveHeads();
    expect(await alarmsAt(net, at)).toEqual(['log-key-ended']);
    const { rows } = await sql<{ evidence: string }>`select evidence from alarm`.execute(net.node(at).deps.db);
    expect((JSON.parse(rows[0]!.evidence) as { notes: string[] }).notes).toEqual([held, forged]);
  }
  await tellFrom(net, 'xb', 'xc');
  expect(await signs()).toBe('signs');
  expect(await peerAt(net, 'xb', 'xa')).toMatchObject({ stopped: false });
});

test('what an ended log key signed of the log as it is alarms nobody', async () => {
  const note = await newestNote(net, 'xa');
  await rotate((await sizeAt('xb')) - 1);
  await tellFrom(net, 'xb', 'xc');
  for (const at of ['xa', 'xb']) {
    await noteGossip(net.node(at).deps, 'xc', [note]);
    await net.node(at).proveHeads();
    expect(await alarmsAt(net, at)).toEqual([]);
  }
});

test('two roots within the range of a key that has ended are a fork still, until its owner disowns them', async () => {
  const size = await sizeAt('xb');
  const forged = await thief.note(size);
  await rotate(size);
  await tellFrom(net, 'xb', 'xc');
  for (const at of ['xb', 'xa']) await noteGossip(net.node(at).deps, 'xc', [forged]);
  await net.node('xb').proveHeads();
  expect(await peerAt(net, 'xb', 'xa')).toMatchObject({ stopped: true, code: 'log-forked' });
  expect(await signs()).toBe('own-log-forked');
  const { kid } = keysOf('xa').keys[0]!;
  await changeDirectory(net, 'xa', { disown: [{ kid, from: 0, to: size - 1 }] });
  expect(await signs(), 'what stood against the log is disowned').toBe('signs');
  await tellFrom(net, 'xc');
  await noteGossip(net.node('xc').deps, 'xb', [forged]);
  await net.node('xc').proveHeads();
  expect(await alarmsAt(net, 'xc')).toEqual(['log-key-ended']);
  expect(await peerAt(net, 'xc', 'xa')).toMatchObject({ stopped: false });
  // A key that counts stops it again, also where what is disowned was larger.
  const present = await forkedLog(net, 'xa', 4000, { fork: 'other', forkAt: 0, keyName: 'log@2' });
  await noteGossip(net.node('xa').deps, 'xc', [await present.note(size + 1)]);
  expect(await signs()).toBe('own-log-forked');
});

test('a page under a key that has just ended waits for the next checkpoint, and stops nobody', async () => {
  const { alliance } = net.node('xb').deps.self;
  const peer = await readPeer(net.node('xb').deps.db, 'xa');
  await rotate(peer.checkpointSize - 1);
  const now = net.node('xb').deps.self.alliance;
  const last = { checkpoint: peer.checkpointNote ?? '', consistency: '', gossip: [], more: false };
  expect(await checkCheckpoint(last, peer, alliance)).toMatchObject({ ok: true });
  expect(await checkCheckpoint(last, peer, now)).toMatchObject({ ok: false, code: 'log-key-ended' });
  net.tamper((from, path, body) => {
    if (from !== 'xa' || !path.endsWith('/feed')) return body;
    return Buffer.from(`${JSON.stringify({ ...last, documents: now.documents })}\n`);
  });
  await expect(net.node('xb').pull('xa')).rejects.toMatchObject({ code: 'peer-answer' });
  net.tamper(undefined);
  await tellFrom(net, 'xb');
  expect(await peerAt(net, 'xb', 'xa')).toMatchObject({ stopped: false, code: null });
});
