import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ferryIn } from '#features/ferry/actions.ts';
import { readPeer } from '#features/federation/actions.ts';
import { readHead, stopSigning } from '#features/log/actions.ts';
import { out, release, resealed, ship } from './ferries.ts';
import { changeDirectory, seenBy } from './life.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

let net: Net;
let xa: TestNode;
let xb: TestNode;
beforeEach(async () => {
  net = await startNodes('xa', 'xb');
  net.setLine('xa', 'xb', false);
  [xa, xb] = [net.node('xa'), net.node('xb')];
  await release(xa, 'xb');
});
afterEach(() => net[Symbol.asyncDispose]());

const rotate = async (): Promise<void> => {
  const { size } = (await readHead(xa.deps.db))!;
  await changeDirectory(net, 'xa', { rotate: [{ use: 'transport' }], at: size, overlap: 0 });
};
const directoryHeld = async (): Promise<number | null | undefined> =>
  (await seenBy(net, 'xb')).participants.find(({ code }) => code === 'xa')?.directory;

test('a sender that changed its transport key says so in the file: the directory in it is learned first', async () => {
  await ship(xa, xb);
  await rotate();
  await rotate();
  await release(xa, 'xb');
  expect(await directoryHeld()).toBe(1);
  expect(await ferryIn(xb.deps, await out(xa, 'xb'))).toMatchObject({ from: 'xa', lines: 2, seq: 4 });
  expect(await directoryHeld()).toBe(3);
  await release(xa, 'xb');
  expect(await ship(xa, xb)).toBe(2);
  expect(await readPeer(xb.deps.db, 'xa')).toMatchObject({ stopped: false, seq: 6 });
});

test('a first file is taken from a sender whose key changed before, and nothing is learned from one that nobody sealed', async () => {
  await rotate();
  const file = await out(xa, 'xb');
  const stolen = await resealed(file, { by: xb, to: xb });
  await expect(ferryIn(xb.deps, stolen)).rejects.toMatchObject({ code: 'refused', detail: { code: 'seal' } });
  expect(await directoryHeld()).toBe(1);
  expect(await ferryIn(xb.deps, file)).toMatchObject({ lines: 2 });
  expect(await directoryHeld()).toBe(2);
});

test('a file under a key that its sender has since changed is refused where the change is known: seal', async () => {
  const old = await out(xa, 'xb');
  await rotate();
  await ship(xa, xb);
  await expect(ferryIn(xb.deps, old)).rejects.toMatchObject({ code: 'refused', detail: { code: 'seal' } });
});

test('a node whose log is behind what it signed makes no file: log-stopped', async () => {
  await out(xa, 'xb');
  const head = (await readHead(xa.deps.db))!;
  const rest = { root: head.root, note: head.note, shownBy: 'xb', evidence: null };
  const later = { log: 1, code: 'own-log-behind', size: head.size + 9, ...rest } as const;
  const sent = await sql`select * from ferry_sent`.execute(xa.deps.db);
  await stopSigning(xa.deps, later);
  await expect(out(xa, 'xb')).rejects.toMatchObject({ code: 'log-stopped', detail: { code: 'own-log-behind' } });
  await expect(xa.download('/api/ferry/out', { method: 'POST', body: { to: 'xb' } })).rejects.toThrow(
    /its database went back/,
  );
  expect((await sql`select * from ferry_sent`.execute(xa.deps.db)).rows).toEqual(sent.rows);
});
