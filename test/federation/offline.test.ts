import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, promisify } from 'node:util';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveFeed } from '#features/federation/feed.ts';
import { createProofs } from '#features/log/actions.ts';
import { submitRecords } from '#features/records/actions.ts';
import type { Documents, ProofFile } from '#features/records/proof-model.ts';
import { verifyFile } from '#features/records/verify/file.ts';
import type { FileReport } from '#features/records/verify/file.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { incident } from './drafts.ts';
import { startNodes } from './nodes.ts';
import type { Net } from './nodes.ts';

const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
const bytesOf = (value: unknown): Uint8Array =>
  typeof value === 'string' ? Buffer.from(value) : Buffer.from(JSON.stringify(value, null, 1));

let net: Net;
let anchor = '';
let ref = '';
let recalled = '';
let file: ProofFile;
let documents: Documents;
let page = '';
beforeAll(async () => {
  net = await startNodes('xa', 'xb');
  const xa = net.node('xa');
  const [kept, taken] = await submitRecords(xa.deps, [incident('xa'), incident('xa')]);
  ref = kept!.ref;
  recalled = taken!.ref;
  await releaseRecords(xa.deps, actor, [ref, recalled], ['xb']);
  await net.settle();
  await recallRecords(xa.deps, actor, [recalled], ['xb'], 'sent too widely');
  await net.settle();
  const { alliance } = xa.deps.self;
  anchor = alliance.id.split('#')[1] ?? '';
  file = await proofOf('xb', ref);
  documents = {
    format: 'tamga-documents/1',
    profiles: file.profiles,
    directories: [...alliance.directories.values()].map(({ jws }) => jws),
  };
  page = await serveFeed({ ...xa.deps, proofs: createProofs(xa.deps.db) }, 'xb', { log: 1, seq: 0 }, 0);
});
afterAll(() => net[Symbol.asyncDispose]());

const proofOf = (code: string, of: string): Promise<ProofFile> => net.node(code).ask(`/api/records/${of}/proof-file`);
const savedPage = (): string => `${JSON.stringify(documents)}\n${page}`;
const failing = ({ steps, records }: FileReport): string[] =>
  [...steps, ...records.flatMap((record) => record.steps)].flatMap((s) => (s.outcome === 'fail' ? [s.name] : []));
const open = (report: FileReport): string[] =>
  report.records.flatMap((r) => r.steps).flatMap((s) => (s.outcome === 'unchecked' ? [s.name] : []));

test('a proof from its author and one from its recipient are proved by the anchor alone', async () => {
  for (const code of ['xa', 'xb']) {
    const report = await verifyFile(bytesOf(await proofOf(code, ref)), anchor);
    expect(failing(report)).toEqual([]);
    expect(report).toMatchObject({ proved: true, kind: 'proof', records: [{ ref }] });
    expect(report.steps.map((s) => s.name)).toEqual(['anchor', 'endorsements']);
  }
  expect((await verifyFile(bytesOf(file), net.node('xa').deps.self.alliance.id)).proved).toBe(true);
});

test('where the content is destroyed or withheld, everything but the content is proved', async () => {
  const destroyed = await verifyFile(bytesOf(await proofOf('xb', recalled)), anchor);
  expect(destroyed.proved).toBe(true);
  expect(open(destroyed)).toEqual(['body']);
  const withheld = await net.node('xa').ask<ProofFile>(`/api/records/${ref}/proof-file`, { role: 'node-admin' });
  expect(withheld).toMatchObject({ body: null, bodyKey: null });
  expect(open(await verifyFile(bytesOf(withheld), anchor))).toEqual(['body']);
});

test('another anchor proves nothing', async () => {
  expect(failing(await verifyFile(bytesOf(file), 'A'.repeat(43)))).toEqual(['anchor']);
  expect(failing(await verifyFile(bytesOf(file), `scorpion#${anchor}`))).toEqual(['anchor']);
});

test('whatever byte of a proof is changed, it is not proved, or it says the same in another spelling', async () => {
  const bytes = bytesOf(file);
  const change = fc.record({ at: fc.nat({ max: bytes.length - 1 }), by: fc.integer({ min: 1, max: 255 }) });
  await fc.assert(
    fc.asyncProperty(change, async ({ at, by }) => {
      const changed = Uint8Array.from(bytes);
      changed[at]! ^= by;
      const { proved } = await verifyFile(changed, anchor);
      if (proved) expect(isDeepStrictEqual(JSON.parse(Buffer.from(changed).toString()), file)).toBe(true);
    }),
    { numRuns: 400, seed: 7400 },
  );
});

const flip = (text: string, at = Math.floor(text.length / 2)): string =>
  text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
const inSource = (change: (source: string) => string) => (proof: ProofFile) => ({
  profiles: proof.profiles.map((one) => ({ ...one, source: change(one.source) })),
});
const withEndorsements = (change: (list: string[]) => string[]) => (proof: ProofFile) => ({
  profiles: proof.profiles.map((one) => ({ ...one, endorsements: change(one.endorsements) })),
});

const lies: [what: string, lie: (proof: ProofFile) => object, failing: string[]][] = [
  ['the ref', () => ({ ref: 'xa/0197a9a0-0000-7000-8000-000000000001' }), ['seal']],
  ['the seal', ({ jws }) => ({ jws: flip(jws, jws.lastIndexOf('.') + 9) }), ['digest', 'seal']],
  ['the digest', ({ digest }) => ({ digest: flip(digest) }), ['digest', 'log']],
  ['the content', ({ body }) => ({ body: `${body} ` }), ['body']],
  ['the key of the content', ({ bodyKey }) => ({ bodyKey: flip(bodyKey ?? '') }), ['body']],
  ['content without its key', () => ({ bodyKey: null }), ['file']],
  ['the place in the log', ({ index }) => ({ index: index + 1 }), ['log']],
  ['a hash', ({ proof }) => ({ proof: proof.map((hash) => flip(hash)) }), ['log']],
  ['a hash too few', ({ proof }) => ({ proof: proof.slice(1) }), ['log']],
  ['the checkpoint', ({ checkpoint }) => ({ checkpoint: flip(checkpoint, checkpoint.length - 9) }), ['log']],
  ['the directory', ({ directory }) => ({ directory: flip(directory, directory.length - 9) }), ['directory']],
  [
    'the profile',
    inSource((source) => source.replace('Arvenia', 'Arvonia')),
    ['anchor', 'endorsements', 'seal', 'directory', 'log'],
  ],
  ['an endorsement', withEndorsements((list) => list.map((jws) => flip(jws, jws.length - 9))), ['endorsements']],
  ['too few endorsements', withEndorsements((list) => list.slice(0, 2)), ['endorsements']],
  ['one endorsement many times', withEndorsements((list) => list.map(() => list[0]!)), ['endorsements']],
  ['a profile twice', ({ profiles }) => ({ profiles: [...profiles, ...profiles] }), ['endorsements']],
  ['no profile', () => ({ profiles: [] }), ['file']],
  ['a member too many', () => ({ extra: true }), ['file']],
  ['another format', () => ({ format: 'tamga-proof/2' }), ['file']],
  ['hashes without end', ({ proof }) => ({ proof: Array.from({ length: 64 }, () => proof[0] ?? '') }), ['file']],
];

test.each(lies)('a proof that lies about %s is not proved', async (_, lie, expected) => {
  const report = await verifyFile(bytesOf({ ...file, ...lie(file) }), anchor);
  expect(report.proved).toBe(false);
  expect(failing(report)).toEqual(expected);
});

describe('what is no proof at all is a failed step, never an exception', () => {
  const garbage: [string, string][] = [
    ['nothing', ''],
    ['text', 'hello\n'],
    ['a JSON value of another kind', '[1]'],
    ['a proof that breaks off', JSON.stringify({ format: 'tamga-proof/1', ref: 'xa' }).slice(0, -3)],
    ['depth without end', `{"format":"tamga-proof/1","jws":${'['.repeat(100_000)}`],
    ['a member twice', '{"format":"tamga-proof/1","format":"tamga-proof/1"}'],
    ['an age file', 'age-encryption.org/v1\n-> X25519 abc\n'],
    ['zeros', '\0'.repeat(1000)],
    ['lines without end', '{}\n'.repeat(200_000)],
  ];
  test.each(garbage)('%s', async (_, text) => {
    const report = await verifyFile(bytesOf(text), anchor);
    expect(report).toMatchObject({ proved: false, steps: [{ name: 'file', outcome: 'fail' }], records: [] });
  });
});

test('a saved page of a feed is proved record by record, control records and empty places included', async () => {
  const report = await verifyFile(bytesOf(savedPage()), anchor);
  expect(failing(report)).toEqual([]);
  expect(report.records.map((r) => r.where)).toEqual(['line 2', 'line 3', 'line 5']);
  expect(report).toMatchObject({ kind: 'pages', proved: true });
  expect(report.steps.at(-1)).toMatchObject({ name: 'page', outcome: 'pass' });
});

test('two pages that follow each other are one file, and a line that was taken out is missed', async () => {
  const xa = net.node('xa');
  const deps = { ...xa.deps, proofs: createProofs(xa.deps.db) };
  const second = await serveFeed(deps, 'xb', { log: 1, seq: 3 }, 0);
  const first = `${page.split('\n').slice(0, 3).join('\n')}\n${page.trim().split('\n').at(-1)}\n`;
  const both = [JSON.stringify(documents), first.trim(), second].join('\n');
  expect(failing(await verifyFile(bytesOf(both), anchor))).toEqual([]);
  const lines = both.trim().split('\n');
  expect(failing(await verifyFile(bytesOf(`${lines.toSpliced(2, 1).join('\n')}\n`), anchor))).toEqual(['page']);
});

test.each([
  ['the first record’s body', (text: string) => text.replace('"hostsAffected\\":412', '"hostsAffected\\":413'), 'body'],
  ['a seal', (text: string) => text.replace(/("jws":"[^"]{400})./, '$1_'), 'seal'],
  ['a proof', (text: string) => text.replace(/("proof":"[^"]{20})./, '$1_'), 'log'],
  ['the checkpoint', (text: string) => text.replace(/(\{"checkpoint":"[^\\]+\\n)\d+/, '$19'), 'page'],
  ['the directories', (text: string) => text.replace(/"directories":\[.*?\]/, '"directories":[]'), 'file'],
  ['the last line', (text: string) => text.replace(/\{"checkpoint".*\n/, ''), 'file'],
  ['the documents', (text: string) => text.slice(text.indexOf('\n') + 1), 'file'],
])('a saved page with another word in %s is not proved', async (_, change, step) => {
  const report = await verifyFile(bytesOf(change(savedPage())), anchor);
  expect(report.proved).toBe(false);
  expect(failing(report)).toContain(step);
});

describe('the command line, without a node', () => {
  const run = promisify(execFile);
  const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'tamga-offline-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function verify(...args: string[]): Promise<{ code: number; said: string }> {
    const env = { PATH: process.env['PATH'], HOME: folder, TAMGA_HOME: join(folder, 'none') };
    const options = { cwd: folder, env };
    return run(process.execPath, [cli, 'verify', ...args], options).then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      (error: unknown) => {
        const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
        return { code, said: stdout + stderr };
      },
    );
  }
  const put = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  test('proves a file, says link by link what was checked, and ends with 0', async () => {
    const { code, said } = await verify('--anchor', anchor, put('proof.json', bytesOf(file)));
    expect(said).toMatch(/proof\.json: proved \(1 record, 0 failed\)/);
    for (const link of ['anchor', 'endorsements', 'seal', 'directory', 'profile', 'body', 'log'])
      expect(said).toMatch(new RegExp(`holds +${link}`));
    expect(code).toBe(0);
  });

  test('ends with 1 where something fails or cannot be read, and with 2 where nothing could be meant', async () => {
    const lie = put('lie.json', bytesOf({ ...file, index: file.index + 1 }));
    const failed = await verify('--anchor', anchor, put('page.ndjson', savedPage()), lie);
    expect(failed).toMatchObject({ code: 1 });
    expect(failed.said).toMatch(/page\.ndjson: proved/);
    expect(failed.said).toMatch(/lie\.json: NOT PROVED[^]*FAILS +log/);
    expect(await verify('--anchor', anchor, join(folder, 'nowhere'))).toMatchObject({ code: 1 });
    expect(await verify('--anchor', anchor)).toMatchObject({ code: 2 });
    expect(await verify('--anchor', 'short', lie)).toMatchObject({ code: 2 });
  });
});
