import { existsSync, renameSync } from 'node:fs';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createProofs } from '#features/log/actions.ts';
import { serveFeed } from '#features/federation/feed.ts';
import type { KeyView } from '#features/keys/model.ts';
import { submitRecords } from '#features/records/actions.ts';
import type { RecordDetail } from '#features/records/view.ts';
import { releaseRecords } from '#features/releases/actions.ts';
import { decryptWith } from '#platform/keys/age.ts';
import { checkGuards, expectProblem } from '#test/guards.ts';
import { tamga } from '#test/command-line.ts';
import { askAs, fiuKey, startAuthorities } from './authorities.ts';
import { incident } from './drafts.ts';
import { changeDirectory, seenBy } from './life.ts';
import type { Net, TestNode } from './nodes.ts';

const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
const fiu = 'xb/fiu/o-11';
let net: Net;
let xa: TestNode;
let xb: TestNode;
beforeEach(async () => {
  net = await startAuthorities();
  [xa, xb] = [net.node('xa'), net.node('xb')];
});
afterEach(() => net[Symbol.asyncDispose]());

checkGuards(
  () => xb,
  [
    { method: 'GET', path: '/api/keys', roles: ['node-admin'] },
    { method: 'POST', path: '/api/keys/xb/none/destroy', roles: ['node-admin'] },
  ],
);

const give = async (to: string, settle = true): Promise<string> => {
  const [made] = await submitRecords(xa.deps, [incident('xa')]);
  await releaseRecords(xa.deps, actor, [made!.ref], [to]);
  if (settle) await net.settle();
  return made!.ref;
};
const bodyFor = async (officer: string, ref: string): Promise<string> =>
  (await askAs<RecordDetail>(xb, officer, `/api/records/${ref}`)).body ?? '';
const sizeAt = async (node: TestNode): Promise<number> =>
  (await sql<{ size: number }>`select size from log_head`.execute(node.deps.db)).rows[0]!.size;
const keysAt = async (node: TestNode): Promise<KeyView[]> =>
  (await node.ask<{ items: KeyView[] }>('/api/keys', { role: 'node-admin' })).items;
const keyAt = async (file: string): Promise<KeyView> => (await keysAt(xb)).find((key) => key.file === file)!;
const destroy = (kid: string) => xb.ask(`/api/keys/${kid}/destroy`, { method: 'POST', role: 'node-admin' });
/** Which wrapping keys the entries of a body name. */
async function wrappedBy(ref: string): Promise<string[]> {
  const { rows } = await sql<{ keys: Buffer }>`select wrapped_keys as keys from record where ref = ${ref}`.execute(
    xb.deps.db,
  );
  const keys = rows[0]!.keys;
  return Array.from({ length: keys.length / 68 }, (_, i) => keys.subarray(i * 68, i * 68 + 8).toString('hex'));
}
const idOf = (reader: string): string => xb.deps.self.keys.wrap.get(reader)!.id.toString('hex');
const rotate = async (...authorities: string[]): Promise<void> => {
  const rotated = authorities.map((authority) => ({ use: 'wrap' as const, authority }));
  await changeDirectory(net, 'xb', { rotate: rotated, at: await sizeAt(xb), overlap: 0 });
};

test('bodies at rest are wrapped for the new keys by the job, and only then the old key may be destroyed', async () => {
  const refs = [await give('xb/fiu'), await give('xb')];
  const before = [idOf('xb/fiu'), idOf('xb')];
  expect(await Promise.all(refs.map(wrappedBy))).toEqual(before.map((id) => [id]));
  await rotate('xb/fiu', 'xb/node');
  const after = [idOf('xb/fiu'), idOf('xb')];
  expect(after).not.toEqual(before);
  expect(await bodyFor(fiu, refs[0]!)).toContain('Ticket halls');
  await give('xb');

  const old = await keyAt('wrap-fiu.key');
  expect(old).toMatchObject({ use: 'wrap', authority: 'xb/fiu', state: 'former', holds: { bodies: 1, unopened: 0 } });
  await expectProblem(destroy(old.kid), 'conflict', '1 bodies are still encrypted to wrap-fiu.key');
  await expectProblem(destroy((await keyAt('wrap-fiu@2.key')).kid), 'conflict', 'is current');
  while (await xb.renewWrappings());
  expect(await Promise.all(refs.map(wrappedBy))).toEqual(after.map((id) => [id]));
  expect((await tamga(net, ['--node', 'xb', '--as', 'node-admin', 'destroy-key', old.kid])).code).toBe(0);
  await destroy((await keyAt('wrap-node.key')).kid);
  expect(existsSync(`${net.home}/xb/keys/wrap-fiu.key`)).toBe(false);
  expect((await keysAt(xb)).filter((key) => key.state === 'former')).toEqual([]);
  for (const ref of refs) expect(await bodyFor(fiu, ref)).toContain('Ticket halls');
  expect(await bodyFor('xb/cyber/o-1', refs[0]!)).toBe('');
  net.restart('xb');
  xb = net.node('xb');
  await xb.refreshAlliance();
  for (const ref of refs) expect(await bodyFor(fiu, ref)).toContain('Ticket halls');
});

test('the job goes on where it stopped, some records at a time, and begins again for another key', async () => {
  const first = await give('xb/fiu');
  await submitRecords(
    xb.deps,
    Array.from({ length: 1_100 }, () => incident('xb')),
  );
  const last = await give('xb/fiu');
  await rotate('xb/fiu');
  expect(await xb.renewWrappings()).toBe(true);
  expect((await wrappedBy(first))[0]).toBe(idOf('xb/fiu'));
  expect((await wrappedBy(last))[0]).not.toBe(idOf('xb/fiu'));
  net.restart('xb');
  xb = net.node('xb');
  await xb.refreshAlliance();
  expect(await xb.renewWrappings()).toBe(true);
  expect((await wrappedBy(last))[0]).toBe(idOf('xb/fiu'));
  expect(await xb.renewWrappings()).toBe(false);
  await rotate('xb/fiu');
  while (await xb.renewWrappings());
  expect((await wrappedBy(first))[0]).toBe(idOf('xb/fiu'));
}, 60_000);

test('content goes to the key of the directory that holds, and what comes late under the old one is read while that is kept', async () => {
  net.setLine('xa', 'xb', false);
  const early = await give('xb/fiu', false);
  await xa.sequence();
  const page = await serveFeed({ ...xa.deps, proofs: createProofs(xa.deps.db) }, 'xb', { log: 1, seq: 0 }, 0);
  net.tamper((from, path, body) => (from === 'xa' && path.endsWith('/feed') ? Buffer.from(page) : body));
  await rotate('xb/fiu');
  net.setLine('xa', 'xb', true);
  // As a page on a slow line: made under the old directory, taken under the new one.
  await xb.pull('xa');
  net.tamper(undefined);
  expect(await bodyFor(fiu, early)).toContain('Ticket halls');
  expect(await wrappedBy(early)).toEqual([idOf('xb/fiu')]);
  await net.settle();
  expect((await seenBy(net, 'xa')).participants.find((p) => p.code === 'xb')).toMatchObject({ directory: 2 });
  const late = await give('xb/fiu', false);
  await xa.sequence();
  const next = await serveFeed({ ...xa.deps, proofs: createProofs(xa.deps.db) }, 'xb', { log: 1, seq: 0 }, 0);
  const sealed = next.split('\n').flatMap((line) => /"sealed":"([^"]+)"/.exec(line)?.[1] ?? []);
  const { privateKey } = xb.deps.self.keys.wrap.get('xb/fiu')!;
  for (const file of sealed) await decryptWith([privateKey], Buffer.from(file, 'base64url'));
  await net.settle();
  expect(await bodyFor(fiu, late)).toContain('Ticket halls');
});

test('a key is not destroyed while its overlap lasts', async () => {
  await changeDirectory(net, 'xb', {
    rotate: [{ use: 'wrap', authority: 'xb/fiu' }],
    at: await sizeAt(xb),
    overlap: 1_000,
  });
  const { kid, to } = await keyAt('wrap-fiu.key');
  await expectProblem(destroy(kid), 'conflict', `valid up to log index ${to}`);
});

test('a wrap key that is put into the folder while the node runs opens what waited for it', async () => {
  const { here, apart } = fiuKey(net.home);
  renameSync(here, apart);
  await xb.refreshAlliance();
  const ref = await give('xb/fiu');
  expect(await bodyFor(fiu, ref)).toBe('');
  renameSync(apart, here);
  await xb.refreshAlliance();
  expect(await bodyFor(fiu, ref)).toContain('Ticket halls');
  expect((await sql`select 1 from sealed_body`.execute(xb.deps.db)).rows).toEqual([]);
});

test('a new authority can be released to at once: its wrap key comes with it', async () => {
  await changeDirectory(net, 'xb', { addAuthority: [{ code: 'xb/coast', name: 'Coast guard' }], at: await sizeAt(xb) });
  await give('xb/coast');
  const { rows } = await sql`select readers from record where kind = 'incident.report'`.execute(xb.deps.db);
  expect(rows).toEqual([{ readers: ['xb/coast'] }]);
});
