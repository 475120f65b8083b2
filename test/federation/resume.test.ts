import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAlliance } from '#features/alliance/adopt.ts';
import { makeDirectory } from '#features/alliance/make-directory.ts';
import { learnFrom } from '#features/federation/actions.ts';
import { tamga } from '../command-line.ts';
import { alarmsOf, isStopped, judgeAlarm, startGossips } from './gossips.ts';
import type { Gossips } from './gossips.ts';
import type { ForkedLog } from './forked-log.ts';
import { rootOf } from './life.ts';

// xb's log is 700 leaves long; its fork is another log from leaf 300 on.
let play: Gossips;
let fork: ForkedLog;
beforeEach(async () => {
  play = await startGossips();
  await play.forget();
  fork = await play.forkAt(300);
});
afterEach(() => play[Symbol.asyncDispose]());

const xa = () => play.net.node('xa');
const pull = () => xa().pull('xb');
const resume = (reason = 'its officers say that it is one log') =>
  tamga(play.net, ['--node', 'xa', 'resume', 'xb', '--reason', reason]);
const held = async () => {
  const { rows } = await sql<{ log: number; size: number; root: Buffer }>`
    select log, checkpoint_size as size, checkpoint_root as root from peer where participant = 'xb'`.execute(
    xa().deps.db,
  );
  return rows[0]!;
};
const alarmCodes = async () => (await alarmsOf(xa())).map(({ code }) => code);

/** Verified up to 400 of the honest log, and then shown 500 of the fork. */
async function stopForFork(how?: Parameters<Gossips['show']>[1]): Promise<void> {
  play.show(() => ({ log: play.honest, size: 400 }));
  await pull();
  play.show(() => ({ log: fork, size: 500 }), how);
  await pull();
  expect(await isStopped(xa(), 'xb')).toBe(true);
}

test('a forked peer that is resumed and still shows its fork is stopped again, and what was verified stays', async () => {
  await stopForFork();
  const before = await held();
  expect(await resume()).toMatchObject({ code: 0, out: expect.stringContaining('xb is asked again') });
  expect(await isStopped(xa(), 'xb')).toBe(false);
  await pull();
  expect(await isStopped(xa(), 'xb')).toBe(true);
  expect(await held()).toEqual(before);
  expect(await alarmCodes()).toEqual(['log-forked', 'log-forked']);
});

test('a fork that is proved stops its peer again whatever it shows afterwards', async () => {
  await stopForFork();
  expect(await judgeAlarm(play.net, (await alarmsOf(xa()))[0]!)).toEqual({ sizes: [400, 500] });
  await resume();
  // It goes back to the log that it showed first, as if nothing had been.
  play.show(() => ({ log: play.honest, size: 600 }), { tiles: false });
  await pull();
  expect(await isStopped(xa(), 'xb')).toBe(true);
  expect((await held()).size).toBe(400);
  expect(await judgeAlarm(play.net, (await alarmsOf(xa()))[1]!)).toEqual({ sizes: [400, 500] });
});

test('of a resumed peer nothing is read until what it had signed is proved to be one log', async () => {
  await stopForFork();
  await sql`update alarm set evidence = (evidence::jsonb - 'proof' - 'root')::text`.execute(xa().deps.db);
  await resume();
  play.show(() => ({ log: play.honest, size: 600 }), { tiles: false });
  for (let round = 0; round < 2; round++) {
    await expect(pull()).rejects.toMatchObject({ code: 'peer-answer' });
    expect((await held()).size).toBe(400);
  }
  play.show(() => ({ log: play.honest, size: 600 }));
  await pull();
  expect(await isStopped(xa(), 'xb'), 'its own tiles show the fork').toBe(true);
  expect(await judgeAlarm(play.net, (await alarmsOf(xa()))[1]!)).toEqual({ sizes: [500, 600] });
});

test('a fork that others had found is asked for again when its peer is resumed', async () => {
  play.show((asker) => (asker === 'xa' ? { log: play.honest, size: 400 } : { log: fork, size: 400 }));
  await play.talk();
  expect(await isStopped(xa(), 'xb')).toBe(true);
  await resume();
  await pull();
  expect(await isStopped(xa(), 'xb')).toBe(true);
  expect((await held()).root).toEqual(Buffer.from(await play.honest.root(400)));
});

test('a peer that shrank is stopped again while it shows less, and read on where it shows what it had signed', async () => {
  play.show(() => ({ log: play.honest, size: 400 }));
  await pull();
  play.show(() => ({ log: play.honest, size: 390 }));
  await pull();
  expect(await isStopped(xa(), 'xb')).toBe(true);
  await resume();
  await pull();
  expect(await isStopped(xa(), 'xb')).toBe(true);
  await resume();
  play.show(() => ({ log: play.honest, size: 410 }));
  await pull();
  expect(await isStopped(xa(), 'xb')).toBe(false);
  expect((await held()).size).toBe(410);
  const { rows } = await sql`select 1 from peer where resumed_at is not null`.execute(xa().deps.db);
  expect(rows, 'and that is looked at once').toEqual([]);
});

/** The owner of xb's log disowns what its key signed at these places, and xa has heard of it. */
async function disown(from: number, to: number): Promise<void> {
  const home = `${play.net.home}/xb`;
  const { keys } = xa().deps.self.alliance.directories.get('xb')!.directory;
  const change = { disown: [{ kid: keys.find(({ use }) => use === 'log')!.kid, from, to }] };
  const jws = await makeDirectory(home, readAlliance(home), 'xb', rootOf(play.net, 'xb'), change, play.net.clock.now);
  expect(await learnFrom(xa().deps, { profiles: [], directories: [jws] }, 'xb')).toBe(true);
}

test('a note under a key that its owner has disowned holds up nobody who is resumed', async () => {
  await stopForFork();
  const [alarm] = await alarmsOf(xa());
  expect(await judgeAlarm(play.net, alarm!), 'signed, readable, and proof of a fork').toEqual({ sizes: [400, 500] });
  const goOn = async (): Promise<void> => {
    await resume();
    play.show(() => ({ log: play.honest, size: 600 }), { tiles: false });
    await pull();
  };
  await goOn();
  expect(await isStopped(xa(), 'xb'), 'as long as the key counts there').toBe(true);
  await disown(400, 499);
  await goOn();
  expect(await isStopped(xa(), 'xb')).toBe(false);
  expect((await held()).size).toBe(600);
});

test('an auditor or a node administrator resumes nothing', async () => {
  await stopForFork();
  for (const role of ['auditor', 'node-admin']) {
    const ran = await tamga(play.net, ['--node', 'xa', '--as', role, 'resume', 'xb', '--reason', 'r']);
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('forbidden') });
  }
  expect(await isStopped(xa(), 'xb')).toBe(true);
});
