import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readOvertakenNote } from '#features/log/actions.ts';
import { tamga } from '../command-line.ts';
import { verdictsOf } from './attack-checks.ts';
import { startNodes } from './nodes.ts';
import type { Net } from './nodes.ts';
import { alarmsAt, beginAnew, newestNote, peerAt, succession, tellFrom } from './restore.ts';

let net: Net;
beforeEach(async () => {
  net = await startNodes('xa', 'xb', 'xc');
});
afterEach(() => net[Symbol.asyncDispose]());

const resume = () => tamga(net, ['--node', 'xb', 'resume', 'xa', '--reason', 'it ended the log that it forked']);
const setLines = (up: boolean) => ['xa', 'xc'].forEach((code) => net.setLine(code, 'xb', up));

/** xa goes back to a backup and signs on without looking, further than what xb has: a fork, for which xb stops it. */
async function fork(): Promise<{ early: string; late: string; earlyNote: string; file: string }> {
  const early = await tellFrom(net, 'xb', 'xc');
  const earlyNote = await newestNote(net, 'xa');
  const file = await net.backup('xa');
  const late = await tellFrom(net, 'xb');
  await net.restore('xa', file);
  setLines(false);
  for (let i = 0; i < 3; i++) await tellFrom(net, 'xc');
  setLines(true);
  await net.node('xb').pull('xa');
  expect(await peerAt(net, 'xb', 'xa')).toMatchObject({ log: 1, stopped: true, code: 'log-forked' });
  await expect(net.node('xa').checkLog(undefined)).rejects.toMatchObject({ detail: { code: 'own-log-forked' } });
  return { early, late, earlyNote, file };
}

test('after its owner ended the forked log, a resumed peer is read on from the next one, and log 1 keeps what came by it', async () => {
  const { early, late } = await fork();
  const found = await readOvertakenNote(net.node('xa').deps);
  await beginAnew(net, 'xa', await succession(net, 'xa', [await newestNote(net, 'xa'), found!]));
  await net.settle();
  expect(await peerAt(net, 'xb', 'xa'), 'a succession alone resumes nothing').toMatchObject({ log: 1, stopped: true });
  expect(await resume()).toMatchObject({ code: 0 });
  await net.settle();
  expect(await peerAt(net, 'xb', 'xa')).toMatchObject({ log: 2, stopped: false });
  for (const ref of [early, late]) {
    expect(await verdictsOf(net.node('xb'), ref)).toEqual([{ verdict: 'accepted', code: null }]);
    const { rows } = await sql<{ log: number }>`select a.log from arrival a join record r on r.id = a.record_id
      where r.ref = ${ref}`.execute(net.node('xb').deps.db);
    expect(rows).toEqual([{ log: 1 }]);
    expect(await verdictsOf(net.node('xa'), ref), 'and its author has it back').toEqual([
      { verdict: 'own', code: null },
    ]);
  }
  const fresh = await tellFrom(net, 'xb');
  expect(await verdictsOf(net.node('xb'), fresh)).toEqual([{ verdict: 'accepted', code: null }]);
});

test('a succession that names less of the log than is held stops the resumed peer again', async () => {
  const { earlyNote, file } = await fork();
  await net.restore('xa', file);
  await beginAnew(net, 'xa', await succession(net, 'xa', [earlyNote]));
  await resume();
  await net.node('xb').pull('xa');
  expect(await peerAt(net, 'xb', 'xa')).toMatchObject({ log: 1, stopped: true, code: 'succession-behind' });
  expect(await alarmsAt(net, 'xb')).toEqual(['log-forked', 'succession-behind']);
});
