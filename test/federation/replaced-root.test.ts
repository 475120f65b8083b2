import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { currentLog } from '#features/alliance/model.ts';
import { endedAs, sealSuccession } from '#features/alliance/succession.ts';
import { learnFrom } from '#features/federation/actions.ts';
import { newKey } from '#test/paper-alliance.ts';
import { tamga } from '../command-line.ts';
import { verdictsOf } from './attack-checks.ts';
import { changeDirectory, changeProfile, rootOf } from './life.ts';
import { startNodes } from './nodes.ts';
import type { Net } from './nodes.ts';
import { alarmsAt, newestNote, peerAt, tellFrom } from './restore.ts';

let net: Net;
beforeEach(async () => {
  net = await startNodes('ec', 'xa', 'xb', 'xc');
});
afterEach(() => net[Symbol.asyncDispose]());

/** What whoever has the old root key of xa seals: log 1 ended at a checkpoint that everybody may have, under directory 1. */
async function forge(note?: string): Promise<string> {
  const { alliance } = net.node('xb').deps.self;
  const { digest } = alliance.directories.get('xa')!;
  const ended = endedAs({ alliance: alliance.id, participant: 'xa', log: 1 }, [note ?? (await newestNote(net, 'xa'))]);
  const rest = { next: 2, directory: { number: 1, digest }, issuedAt: net.clock.now.toISOString() };
  return sealSuccession({ format: 'tamga-succession/1', ...ended, ...rest }, rootOf(net, 'xa'));
}
const offer = (at: string, jws: string, from: string) =>
  learnFrom(net.node(at).deps, { profiles: [], directories: [], successions: [jws] }, from);
const logAt = (at: string): number => currentLog(net.node(at).deps.self.alliance, 'xa');

async function replaceRoot(rootLog?: number): Promise<void> {
  const fresh = newKey();
  const roots = [{ code: 'xa', rootKey: fresh.publicKey, rootFrom: 2, ...(rootLog === undefined ? {} : { rootLog }) }];
  await changeProfile(net, 'xb', ['ec', 'xb', 'xc'], { roots });
  await changeDirectory(net, 'xa', {}, fresh);
}

test('a replaced root key ends its former owner’s log nowhere: peers read on, and the owner signs on', async () => {
  await tellFrom(net, 'xb', 'xc');
  const forged = await forge();
  await replaceRoot();
  await tellFrom(net, 'xb', 'xc');
  await offer('xc', forged, 'xb');
  await offer('xa', forged, 'xb');
  await tellFrom(net, 'xb', 'xc');
  for (const at of ['xa', 'xb', 'xc']) expect(logAt(at)).toBe(1);
  for (const at of ['xb', 'xc']) expect(await peerAt(net, at, 'xa')).toMatchObject({ log: 1, stopped: false });
  expect(await alarmsAt(net, 'xc')).toEqual(['succession-refused']);
  net.restart('xa');
  await net.node('xa').refreshAlliance();
  await net.node('xa').checkLog(undefined);
  expect(
    await net
      .node('xa')
      .sequence()
      .then(() => 'signs'),
  ).toBe('signs');
});

test('what a thief’s succession ended before the root key was replaced goes on, from files and database alike', async () => {
  await tellFrom(net, 'xb', 'xc');
  const forged = await forge();
  await offer('xc', forged, 'xb');
  await net.node('xc').refreshAlliance();
  expect(logAt('xc')).toBe(2);
  const file = `${net.home}/xc/alliance/succession-xa-1.jws`;
  expect(readFileSync(file, 'utf8').trim()).toBe(forged);
  await replaceRoot(1);
  await net.node('xc').refreshAlliance();
  expect(logAt('xc')).toBe(1);
  expect(() => readFileSync(file), 'it lies beside what counts no longer').toThrow('ENOENT');
  net.restart('xc');
  await net.node('xc').refreshAlliance();
  expect(logAt('xc')).toBe(1);
});

test('a peer that stopped the owner for a thief’s end reads on once the root key is replaced and an officer resumes it, not before', async () => {
  const resume = () =>
    tamga(net, ['--node', 'xc', 'resume', 'xa', '--reason', 'its root key was stolen, and is another']);
  await tellFrom(net, 'xb', 'xc');
  const early = await newestNote(net, 'xa');
  await tellFrom(net, 'xb', 'xc');
  await offer('xc', await forge(early), 'xb');
  const missed = await tellFrom(net, 'xc');
  expect(await peerAt(net, 'xc', 'xa')).toMatchObject({ log: 1, stopped: true });
  expect(await verdictsOf(net.node('xc'), missed)).toEqual([]);

  expect(await resume()).toMatchObject({ code: 0 });
  await net.settle();
  expect(await peerAt(net, 'xc', 'xa'), 'the end still stands').toMatchObject({ log: 1, stopped: true });
  await replaceRoot(1);
  await net.settle();
  expect(logAt('xc')).toBe(1);
  expect(await peerAt(net, 'xc', 'xa'), 'another root key resumes nobody').toMatchObject({ stopped: true });

  expect(await resume()).toMatchObject({ code: 0 });
  await net.settle();
  expect(await peerAt(net, 'xc', 'xa')).toMatchObject({ log: 1, stopped: false, code: null });
  expect(await verdictsOf(net.node('xc'), missed)).toEqual([{ verdict: 'accepted', code: null }]);
});
