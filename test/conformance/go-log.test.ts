import {
  appendToTiles,
  createVerifier,
  ed25519Signer,
  encodeEntries,
  entriesPath,
  formatCheckpoint,
  formatVerifierKey,
  hashLeaf,
  KeyType,
  openCheckpoint,
  signNote,
  tilePath,
  tileWidth,
} from '@tamga/log';
import { execFile } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { submitRecords } from '#features/records/actions.ts';
import type { ProofFile } from '#features/records/proof-model.ts';
import { incident } from '../federation/drafts.ts';
import { startNodes } from '../federation/nodes.ts';

// A program that shares no code with ours reads the files that ours writes: Go's golang.org/x/mod/sumdb/{note,tlog}.

const run = promisify(execFile);
const ORIGIN = 'mca#AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/xa/log/1';
const BATCHES = [1, 4, 255, 300, 8, 64];
const OLD_SIZE = 260;

let home = '';
let reader = '';
let missing = '';
let vkey = '';
let root = '';

/** Builds the Go program once; without Go, or without its module, every test here is skipped and says why. */
async function buildReader(): Promise<void> {
  reader = join(home, 'log-reader');
  const cwd = join(import.meta.dirname, 'go');
  const env = { ...process.env, GOFLAGS: '-buildvcs=false -mod=readonly' };
  try {
    await run('go', ['version']);
  } catch {
    missing = 'Go is not installed';
    return;
  }
  try {
    await run('go', ['mod', 'download'], { cwd, env, timeout: 60_000 });
  } catch (error) {
    missing = `the module golang.org/x/mod cannot be had: ${String(error)}`;
    return;
  }
  await run('go', ['build', '-o', reader, '.'], { cwd, env });
}

async function put(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(home, path)), { recursive: true });
  await writeFile(join(home, path), content);
}

/** A log in the layout of tlog-tiles, grown in batches, with 32 bytes of data in each leaf. */
async function writeLog(): Promise<void> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const rawKey = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const signer = ed25519Signer(ORIGIN, rawKey, (message) => sign(null, message, privateKey));
  vkey = formatVerifierKey({ name: ORIGIN, type: KeyType.ed25519, publicKey: rawKey });
  const leaves: Uint8Array[] = [];
  let size = 0;
  for (const [batch, count] of BATCHES.entries()) {
    for (let i = 0; i < count; i++) leaves.push(createHash('sha256').update(`leaf ${leaves.length}`).digest());
    const readTile = async (level: number, index: number, width: number) =>
      readFile(join(home, tilePath(level, index, width)));
    const appended = await appendToTiles(size, leaves.slice(size).map(hashLeaf), readTile);
    for (const { level, index, width, bytes } of appended.tiles) await put(tilePath(level, index, width), bytes);
    for (let bundle = Math.floor(size / 256); bundle * 256 < leaves.length; bundle++) {
      const entries = leaves.slice(bundle * 256, (bundle + 1) * 256);
      await put(entriesPath(bundle, tileWidth(0, bundle, leaves.length)), encodeEntries(entries));
    }
    size = appended.size;
    const text = formatCheckpoint({ origin: ORIGIN, size, root: appended.root, extensions: [`directory ${batch}`] });
    await put('checkpoint', await signNote(text, [signer]));
    if (size === OLD_SIZE) await put('old-checkpoint', await signNote(text, [signer]));
    root = Buffer.from(appended.root).toString('base64');
  }
}

async function readWithGo(log = home): Promise<{ code: number; report: Record<string, unknown> }> {
  const args = ['-log', log, '-vkey', vkey, '-old', join(home, 'old-checkpoint')];
  try {
    const { stdout } = await run(reader, args);
    return { code: 0, report: JSON.parse(stdout) as Record<string, unknown> };
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string };
    return { code, report: JSON.parse(stdout) as Record<string, unknown> };
  }
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tamga-go-log-'));
  await buildReader();
  await writeLog();
  // A first build on a machine compiles Go's own packages too.
}, 300_000);

beforeEach((context) => {
  if (missing) context.skip(missing);
});

afterAll(async () => rm(home, { recursive: true, force: true }));

const expected = {
  origin: ORIGIN,
  size: 632,
  extensions: ['directory 5'],
  entries: 632,
  consistency: OLD_SIZE,
};

test('Go opens our checkpoint, finds every entry in our tiles and the old tree in the new', async () => {
  expect(await readWithGo()).toEqual({ code: 0, report: { ...expected, root } });
  const checkpoint = await openCheckpoint(await readFile(join(home, 'checkpoint')), ORIGIN, createVerifier(vkey));
  expect(checkpoint.size).toBe(expected.size);
});

test('Go reads the same over HTTP', async () => {
  const server = createServer((request, response) => {
    readFile(join(home, new URL(request.url ?? '/', 'http://log').pathname)).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    expect(await readWithGo(`http://127.0.0.1:${port}/`)).toEqual({ code: 0, report: { ...expected, root } });
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

async function proveWithGo(file: object, anchor: string): Promise<object> {
  await put('proof.json', JSON.stringify(file));
  return run(reader, ['-proof', join(home, 'proof.json'), '-anchor', anchor]).then(
    ({ stdout }) => JSON.parse(stdout) as object,
    (error: unknown) => JSON.parse((error as { stdout: string }).stdout) as object,
  );
}

test('Go proves a record that a node exported, with the anchor alone', async () => {
  await using net = await startNodes('xa');
  const xa = net.node('xa');
  const [report] = await submitRecords(xa.deps, [incident('xa')]);
  await xa.sequence();
  const proof = await xa.ask<ProofFile>(`/api/records/${report!.ref}/proof-file`);
  const anchor = xa.deps.self.alliance.id.split('#')[1] ?? '';
  expect(await proveWithGo(proof, anchor)).toEqual({ proved: report!.ref });
  expect(await proveWithGo({ ...proof, index: proof.index + 1 }, anchor)).toHaveProperty('error');
});

test('Go proves what our proof vectors call valid with the anchor alone, and nothing else', async () => {
  const { anchor, cases } = JSON.parse(await readFile(join(import.meta.dirname, '../vectors/proofs.json'), 'utf8')) as {
    anchor: string;
    cases: { name: string; anchor?: string; file: { ref: string }; valid: boolean; failing: string[] }[];
  };
  expect(cases.length).toBeGreaterThan(15);
  for (const { name, anchor: of = anchor, file, valid, failing } of cases) {
    if (failing.includes('witnesses')) continue; // Go's notes know no timestamped cosignature, so it reads past them
    expect(await proveWithGo(file, of), name).toEqual(
      valid ? { proved: file.ref } : { error: expect.any(String) as string },
    );
  }
});

for (const file of [
  'checkpoint',
  'old-checkpoint',
  'tile/0/000',
  'tile/0/002.p/120',
  'tile/1/000.p/2',
  'tile/entries/001',
]) {
  test(`Go refuses the log when one bit of ${file} is flipped`, async () => {
    const bytes = await readFile(join(home, file));
    const changed = Uint8Array.from(bytes);
    changed[40]! ^= 1;
    await writeFile(join(home, file), changed);
    try {
      const { code, report } = await readWithGo();
      expect(code).toBe(1);
      expect(report).toHaveProperty('error');
    } finally {
      await writeFile(join(home, file), bytes);
    }
  });
}
