import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { adoptDocuments, readAlliance } from '#features/alliance/adopt.ts';
import { initAlliance } from '#features/alliance/actions.ts';
import { makeDirectory } from '#features/alliance/make-directory.ts';
import type { DirectoryChange } from '#features/alliance/make-directory.ts';
import type { KeyView } from '#features/keys/model.ts';
import type { Role } from '#features/officers/model.ts';
import { signingKeyFrom } from '#platform/keys/ed25519.ts';
import { readConfig } from '#config.ts';
import { readMachineToken } from '#machine.ts';
import { runNode } from '#main.ts';
import type { RunningNode } from '#main.ts';
import { demoParticipants } from '../../tools/demo-alliance.ts';
import { createTestDatabase } from '../database.ts';
import type { TestDatabase } from '../database.ts';
import { freePortBase } from '../faults/ports.ts';
import { incident } from './drafts.ts';
import { meridian } from './nodes.ts';

// Two nodes with sockets, timers and TLS of their own: xa's TLS and transport keys are rotated while xb is away.

const offsets = { xa: 1, xb: 2 };
type Code = keyof typeof offsets;
let stack: AsyncDisposableStack;
let home: string;
let base: number;
let databases: Record<Code, TestDatabase>;
const running = new Map<Code, RunningNode>();

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  home = mkdtempSync(join(tmpdir(), 'tamga-tls-'));
  stack.defer(() => rmSync(home, { recursive: true, force: true }));
  base = await freePortBase();
  await initAlliance(home, readFileSync(meridian, 'utf8'), demoParticipants(base), new Date());
  databases = { xa: stack.use(await createTestDatabase()), xb: stack.use(await createTestDatabase()) };
});
afterEach(async () => {
  for (const code of running.keys()) await stop(code);
  await stack.disposeAsync();
});

async function start(code: Code): Promise<void> {
  // The other participants of the profile have no node here.
  const config = readConfig({
    TAMGA_HOME: join(home, code),
    TAMGA_PARTICIPANT: code,
    TAMGA_PORT: String(base + offsets[code]),
    TAMGA_FEDERATION_PORT: String(base + 20 + offsets[code]),
    DATABASE_URL: databases[code].url,
    TAMGA_LOG_LEVEL: 'silent',
    TAMGA_POLL_SECONDS: '1', // how often is no part of what is shown
  });
  running.set(code, await runNode(config));
}
async function stop(code: Code): Promise<void> {
  await running.get(code)?.[Symbol.asyncDispose]();
  running.delete(code);
}
async function ask<T>(code: Code, path: string, body?: unknown, role: Role = 'case-officer'): Promise<T> {
  const headers = {
    authorization: `Bearer ${readMachineToken(join(home, code), role)}`,
    'content-type': 'application/json',
  };
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(`http://127.0.0.1:${base + offsets[code]}${path}`, { headers, ...sent });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 60_000; !(await holds()); await sleep(200))
    if (Date.now() > end) throw new Error(`not within a minute: ${what}`);
}

type Seen = { participants: { code: string; directory: number; logSize: number; lastFailure: object | null }[] };
const seenAt = async (code: Code, of: Code) =>
  (await ask<Seen>(code, '/api/alliance')).participants.find((one) => one.code === of)!;

/** A record of one node that reaches the other: its feed is pulled, over TLS, under signed requests. */
async function exchange(from: Code, to: Code): Promise<void> {
  const { officers: _, author: _a, ...draft } = incident(from);
  const { ref } = await ask<{ ref: string }>(from, '/api/records', draft);
  await ask(from, '/api/releases', { records: [ref], to: [to] });
  await until(`${ref} reaches ${to}`, async () =>
    ask(to, `/api/records/${ref}`).then(
      () => true,
      () => false,
    ),
  );
}
async function change(code: Code, made: DirectoryChange): Promise<void> {
  const folder = join(home, code);
  const root = signingKeyFrom(readFileSync(join(home, 'root-keys', `${code}.key`), 'utf8').trim());
  const number = readAlliance(folder).directories.get(code)!.directory.number + 1;
  adoptDocuments(folder, {
    directories: [await makeDirectory(folder, readAlliance(folder), code, root, made, new Date())],
  });
  await until(`${code} takes on directory ${number}`, async () => (await seenAt(code, code)).directory === number);
}
const tlsKeys = async (): Promise<KeyView[]> =>
  (await ask<{ items: KeyView[] }>('xa', '/api/keys', undefined, 'node-admin')).items.filter(
    ({ use }) => use === 'tls',
  );

test('TLS and transport keys are rotated without a stop, and who was away learns of them over the key that it knew', async () => {
  await start('xa');
  await start('xb');
  await exchange('xa', 'xb');
  await stop('xb');
  const { logSize } = await seenAt('xa', 'xa');
  await change('xa', { rotate: [{ use: 'tls' }, { use: 'transport' }], at: logSize });
  expect((await tlsKeys()).map(({ file, state }) => [file, state])).toEqual([
    ['tls.pem', 'overlap'],
    ['tls@2.pem', 'current'],
  ]);
  // xb holds directory 1: it pins the old key, and knows the old transport key.
  await start('xb');
  await exchange('xb', 'xa');
  await exchange('xa', 'xb');
  await until('xb learns', async () => (await seenAt('xb', 'xa')).directory === 2);

  await change('xa', { endTls: true });
  await until('xb learns again', async () => (await seenAt('xb', 'xa')).directory === 3);
  const old = (await tlsKeys()).find(({ state }) => state === 'former')!;
  await ask('xa', `/api/keys/${old.kid}/destroy`, {}, 'node-admin');
  expect(existsSync(join(home, 'xa', 'keys', 'tls.pem'))).toBe(false);
  await stop('xb');
  await start('xb');
  await exchange('xa', 'xb');
  await exchange('xb', 'xa');
  expect((await seenAt('xb', 'xa')).lastFailure).toBeNull();
  await stop('xa');
  await start('xa');
  await exchange('xb', 'xa');
}, 240_000);
