import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveFeed } from '#features/federation/feed.ts';
import { createProofs } from '#features/log/actions.ts';
import { submitRecords } from '#features/records/actions.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { incident } from './drafts.ts';
import { meridian, startAlliance } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
let net: Net;
let xa: TestNode;
beforeAll(async () => {
  const profile = JSON.parse(readFileSync(meridian, 'utf8')) as { participants: { code: string; to?: string }[] };
  profile.participants.find((one) => one.code === 'xc')!.to = '2030-05-13';
  net = await startAlliance(JSON.stringify(profile), ['xa']);
  xa = net.node('xa');
});
afterAll(() => net[Symbol.asyncDispose]());

type Line = { seq: number; jws?: string; void?: true; more?: boolean };

/** What a recipient is given now, in short: the kind of each line, or void. */
async function feedOf(recipient: string, after = 0): Promise<string[]> {
  const page = await serveFeed({ ...xa.deps, proofs: createProofs(xa.deps.db) }, recipient, { log: 1, seq: after }, 0);
  const lines = page
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  const records = lines.slice(0, -1);
  expect(records.map((line) => line.seq)).toEqual(records.map((_, i) => after + i + 1));
  return records.map(({ jws }) => {
    if (jws === undefined) return 'void';
    return (JSON.parse(Buffer.from(jws.split('.')[1]!, 'base64url').toString()) as { kind: string }).kind;
  });
}
async function report(): Promise<string> {
  const [stored] = await submitRecords(xa.deps, [incident('xa')]);
  return stored!.ref;
}

test('a release stands before what it lets go, and what was not let go is not there', async () => {
  const refs = [await report(), await report()];
  await report();
  await releaseRecords(xa.deps, actor, refs, ['xb']);
  await xa.sequence();
  expect(await feedOf('xb')).toEqual(['release', 'incident.report', 'incident.report']);
  for (const other of ['xc', 'ec', 'xa']) expect(await feedOf(other)).toEqual([]);
  expect(await feedOf('iop')).toEqual(['release']);
});

test('what was recalled is not given any more, whoever has not fetched it yet; its place stays', async () => {
  const [kept, taken] = [await report(), await report()];
  await releaseRecords(xa.deps, actor, [kept, taken], ['ec']);
  await xa.sequence();
  await recallRecords(xa.deps, actor, [taken], ['ec'], 'sent in error');
  expect(await feedOf('ec')).toEqual(['release', 'incident.report', 'void']);
  await xa.sequence();
  expect(await feedOf('ec')).toEqual(['release', 'incident.report', 'void', 'recall']);
  await releaseRecords(xa.deps, actor, [taken], ['ec']);
  await xa.sequence();
  expect(await feedOf('ec')).toEqual(['release', 'incident.report', 'void', 'recall', 'release', 'incident.report']);
  expect(await feedOf('ec', 3)).toEqual(['recall', 'release', 'incident.report']);
});

test('nothing is given before the log holds it', async () => {
  await releaseRecords(xa.deps, actor, [await report()], ['iop']).catch(() => {});
  const before = await feedOf('xb');
  await releaseRecords(xa.deps, actor, [await report()], ['xb']);
  expect(await feedOf('xb')).toEqual(before);
});

test('whose membership is over is given what takes back and confirms, and nothing else', async () => {
  const ref = await report();
  await releaseRecords(xa.deps, actor, [ref], ['xc']);
  await xa.sequence();
  expect(await feedOf('xc')).toEqual(['release', 'incident.report']);
  net.clock.advance(24 * 3_600_000);
  expect(await feedOf('xc')).toEqual(['void', 'void']);
  await recallRecords(xa.deps, actor, [ref], ['xc'], 'membership ended');
  await xa.sequence();
  expect(await feedOf('xc')).toEqual(['void', 'void', 'recall']);
});
