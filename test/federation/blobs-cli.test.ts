import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPinnedFetch } from '#platform/http/pinned-fetch.ts';
import { listen, listenTls } from '#platform/http/listen.ts';
import { ageFileBytes } from '#platform/keys/age-blob.ts';
import { homeFiles } from '#features/alliance/actions.ts';
import { exchangeWithPeer } from '#features/federation/actions.ts';
import type { AuditEntry } from '#features/audits/model.ts';
import type { RecordDetail, RecordSummary } from '#features/records/view.ts';
import { tamga } from '../command-line.ts';
import { contentOf, handIn, hashOf, release, report } from './blob-acts.ts';
import { incident } from './drafts.ts';
import { startNodes, tokenOf } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

let net: Net;
let xa: TestNode;
let folder: string;
beforeEach(async () => {
  net = await startNodes('xa', 'xb');
  xa = net.node('xa');
  folder = mkdtempSync(join(tmpdir(), 'tamga-blobs-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await net[Symbol.asyncDispose]();
});
const run = (...args: string[]) => tamga(net, args);
const write = (name: string, bytes: Buffer | string): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

test('from the command line a file is handed in, named by a draft, released, shown and got out again', async () => {
  const bytes = contentOf(150_000);
  const added = await run('--node', 'xa', 'blob', 'add', write('a.pdf', bytes), '--type', 'application/pdf');
  const blob = JSON.parse(added.out) as { sha256: string };
  expect(blob).toEqual({ sha256: hashOf(bytes), size: bytes.length, type: 'application/pdf' });
  const { author: _, officers: _o, ...draft } = incident('xa');
  const file = write('draft.json', JSON.stringify({ ...draft, blobs: [blob] }));
  const ref = (await run('--node', 'xa', 'submit', file)).out.trim();
  await release(xa, [ref], 'xb');
  await net.settle();
  expect((await run('--node', 'xb', 'record', ref)).out).toContain(
    `blob ${blob.sha256}, 150000 bytes, application/pdf, here`,
  );
  const path = join(folder, 'out.bin');
  expect(await run('--node', 'xb', 'blob', 'get', ref, blob.sha256, '-o', path)).toMatchObject({ code: 0 });
  expect(readFileSync(path).equals(bytes)).toBe(true);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const dashed = `-${'A'.repeat(42)}`;
  const other = await run('--node', 'xb', 'blob', 'get', ref, dashed, '-o', join(folder, 'other.bin'));
  expect(other).toMatchObject({ code: 1, err: expect.stringContaining('[not-found]') as string });
  const over = await run('--node', 'xb', 'blob', 'get', ref, blob.sha256, '-o', path);
  expect(over).toMatchObject({ code: 1, err: expect.stringContaining('[conflict]') as string });
  const none = await run('--node', 'xb', 'blob', 'add', join(folder, 'none'), '--type', 'a/b');
  expect(none).toMatchObject({ code: 1, err: expect.stringContaining('[malformed]') as string });
  const typed = await run('--node', 'xb', 'blob', 'add', write('b.pdf', bytes), '--type', 'nonsense');
  expect(typed).toMatchObject({ code: 2, err: expect.stringContaining('nonsense is no media type') as string });
});

test('who took a file out is accounted for, and a recall’s receipt says that it was', async () => {
  const xb = net.node('xb');
  const blob = await handIn(xa, contentOf(10));
  const ref = await report(xa, blob);
  await release(xa, [ref], 'xb');
  await net.settle();
  await xb.download(`/api/records/${ref}/blobs/${blob.sha256}`);
  net.clock.advance(120_000);
  await xb.sealAccounts();
  const { items } = await xb.ask<{ items: RecordSummary[] }>('/api/records?kind=audit.batch', { role: 'auditor' });
  const batch = await xb.ask<RecordDetail>(`/api/records/${items[0]!.ref}`, { role: 'auditor' });
  const { acts } = JSON.parse(batch.body!) as { acts: AuditEntry[] };
  expect(acts).toContainEqual(expect.objectContaining({ act: 'export', subject: ref }));
  await xa.ask('/api/recalls', { method: 'POST', body: { records: [ref], to: ['xb'], reason: 'a reason' } });
  await net.settle();
  const { releases } = await xa.ask<RecordDetail>(`/api/records/${ref}`);
  expect(releases[0]!.receipts.at(-1)).toMatchObject({ status: 'destroyed', exported: [{ place: 'program' }] });
  expect((await run('--node', 'xa', 'record', ref)).out).toMatch(/destroyed \S+, .*exported to program \d+×, last /);
  const gone = await run('--node', 'xb', 'record', ref);
  expect(gone.out).toMatch(/content: destroyed; recalled \S+ by xa\/\S+: a reason$/m);
  const { recalled } = await xb.ask<RecordDetail>(`/api/records/${ref}`, { role: 'node-admin' });
  expect(recalled, 'who reads no content reads no reason').toMatchObject({ reason: null });
});

test('nothing is asked for that could not be written: a file that is there counts no export', async () => {
  const xb = net.node('xb');
  const blob = await handIn(xa, contentOf(10));
  const ref = await report(xa, blob);
  await release(xa, [ref], 'xb');
  await net.settle();
  const there = write('there', 'mine');
  const counted = async (): Promise<number> => {
    const { rows } = await sql<{ n: number }>`select coalesce(sum(count), 0)::int as n from export_note`.execute(
      xb.deps.db,
    );
    return rows[0]!.n;
  };
  const conflict = { code: 1, err: expect.stringContaining('[conflict]') as string };
  expect(await run('--node', 'xb', 'blob', 'get', ref, blob.sha256, '-o', there)).toMatchObject(conflict);
  expect(await run('--node', 'xb', 'proof', ref, '-o', there)).toMatchObject(conflict);
  expect(await run('--node', 'xb', 'ferry', 'out', '--to', 'xa', '-o', there)).toMatchObject(conflict);
  expect([await counted(), readFileSync(there, 'utf8')]).toEqual([0, 'mine']);
  const fresh = join(folder, 'fresh');
  expect(await run('--node', 'xb', 'proof', `xb/${ref.slice(3)}`, '-o', fresh)).toMatchObject({ code: 1 });
  expect(existsSync(fresh), 'a request that failed leaves no file').toBe(false);
  expect(await run('--node', 'xb', 'proof', ref, '-o', fresh)).toMatchObject({ code: 0 });
  expect(await counted()).toBe(1);
});

test('a file is held against the record that a proof proves, without any node', async () => {
  const bytes = contentOf(5000);
  const ref = await report(xa, await handIn(xa, bytes));
  await xa.sequence();
  const proof = join(folder, 'proof.json');
  expect(await run('--node', 'xa', 'proof', ref, '-o', proof)).toMatchObject({ code: 0 });
  const anchor = readFileSync(homeFiles(join(net.home, 'xa')).anchor, 'utf8').trim();
  const good = await run('verify', '--anchor', anchor, proof, '--blob', write('a.pdf', bytes));
  expect(good).toMatchObject({ code: 0, out: expect.stringContaining('a.pdf: proved') as string });
  const changed = Buffer.from(bytes);
  changed[7]! ^= 1;
  const wrong = await run('verify', '--anchor', anchor, proof, '--blob', write('b.pdf', changed));
  expect(wrong).toMatchObject({ code: 1, out: expect.stringContaining('b.pdf: NOT PROVED') as string });
  const foreign = await run('verify', '--anchor', `${anchor.slice(0, -2)}AA`, proof, '--blob', write('c.pdf', bytes));
  expect(foreign.code, 'an envelope that is not proved proves nothing').toBe(1);
  expect(foreign.out).toContain('c.pdf: NOT PROVED');
});

test('through real sockets a file streams in, and its ranges come over TLS', async () => {
  const bytes = contentOf(3 * 1024 * 1024);
  await using api = await listen(xa.api, '127.0.0.1', 0);
  const url = `http://127.0.0.1:${api.port}`;
  const headers = { authorization: `Bearer ${tokenOf('case-officer')}` };
  const answer = await fetch(`${url}/api/blobs`, { method: 'POST', headers, body: new Blob([bytes]) });
  expect(answer.status).toBe(201);
  const { sha256, size } = (await answer.json()) as { sha256: string; size: number };
  expect({ sha256, size }).toEqual({ sha256: hashOf(bytes), size: bytes.length });
  const ref = await report(xa, { sha256, size, type: 'application/pdf' });
  await release(xa, [ref], 'xb');
  const saved = await fetch(`${url}/api/records/${ref}/blobs/${sha256}`, { headers });
  expect(saved.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
  expect(Buffer.from(await saved.arrayBuffer()).equals(bytes)).toBe(true);

  await using door = await listenTls(xa.federation, '127.0.0.1', 0, () => xa.deps.self.keys.tls);
  const fetchPinned = createPinnedFetch();
  const network: typeof fetchPinned = Object.assign(
    (request: Parameters<typeof fetchPinned>[0]) => {
      const { pathname, search } = new URL(request.url);
      const host = new URL(request.url).host;
      return fetchPinned({
        ...request,
        url: `https://127.0.0.1:${door.port}${pathname}${search}`,
        headers: { ...request.headers, host },
      });
    },
    { close: () => fetchPinned.close() },
  );
  const deps = { ...net.node('xb').deps, network };
  const ask = { method: 'GET', path: `/federation/v1/blobs/${sha256}`, range: 'bytes=1000000-1999999' } as const;
  const part = await exchangeWithPeer(deps, 'xa', ask, { maxBytes: 1_000_000, timeoutMs: 10_000 });
  expect([part.status, part.body.length]).toEqual([206, 1_000_000]);
  expect(part.headers['content-range']).toBe(`bytes 1000000-1999999/${ageFileBytes(size)}`);
  const whole = exchangeWithPeer(
    deps,
    'xa',
    { method: 'GET', path: ask.path },
    { maxBytes: 1_000_000, timeoutMs: 10_000 },
  );
  await expect(whole, 'more than was asked for is not read').rejects.toMatchObject({ code: 'peer-unreachable' });
  fetchPinned.close();
});
