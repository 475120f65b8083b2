import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listAlarms } from '#features/federation/actions.ts';
import type { RecordDetail } from '#features/records/view.ts';
import { tamga } from '../command-line.ts';
import { contentOf, filesOf, handIn, release, report } from './blob-acts.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

let net: Net;
let xa: TestNode;
let xb: TestNode;
let folder: string;
beforeEach(async () => {
  net = await startNodes('xa', 'xb');
  net.setLine('xa', 'xb', false);
  [xa, xb] = [net.node('xa'), net.node('xb')];
  folder = mkdtempSync(join(tmpdir(), 'tamga-ferry-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await net[Symbol.asyncDispose]();
});

const stateAt = async (ref: string) =>
  (await xb.ask<RecordDetail>(`/api/records/${ref}`)).blobs.map(({ state }) => state);
const run = (...args: string[]) => tamga(net, args);

test('blobs go beside the ferry file, under names that tell nothing, and are taken in as if fetched', async () => {
  const bytes = contentOf(700_000);
  const [first, second] = [await handIn(xa, bytes), await handIn(xa, contentOf(5))];
  const refs = [await report(xa, first, second), await report(xa, first)];
  await release(xa, refs, 'xb');
  await xa.sequence();
  const [file, blobs] = [join(folder, 'xb.age'), join(folder, 'blobs')];
  const without = await run('--node', 'xa', 'ferry', 'out', '--to', 'xb', '-o', join(folder, 'other.age'));
  expect(without.out).toMatch(/2 blobs of its records \(\d+ bytes\) are not in it: run again with --blobs/);
  const out = await run('--node', 'xa', 'ferry', 'out', '--to', 'xb', '-o', file, '--blobs', blobs);
  expect(out).toMatchObject({ code: 0, out: expect.stringContaining('2 blobs of its records') as string });
  const names = readdirSync(blobs);
  expect(names).toHaveLength(2);
  for (const name of names) {
    expect(name).toMatch(/^[A-Za-z0-9_-]{22}\.age$/);
    expect(first.sha256.startsWith(name.slice(0, 8))).toBe(false);
    expect(readFileSync(join(blobs, name)).includes('Quillfeather')).toBe(false);
  }

  const bare = await run('--node', 'xb', 'ferry', 'in', file);
  expect(bare).toMatchObject({ code: 0, out: expect.stringContaining('2 blobs still due') as string });
  expect(await stateAt(refs[0]!)).toEqual(['due', 'due']);
  const again = await run(
    '--node',
    'xa',
    'ferry',
    'out',
    '--to',
    'xb',
    '-o',
    join(folder, 'again.age'),
    '--blobs',
    blobs,
  );
  expect(again.code, 'what lies in the folder is left').toBe(0);
  const ref = await report(xa);
  await release(xa, [ref], 'xb');
  await xa.sequence();
  const next = join(folder, 'next.age');
  await run('--node', 'xa', 'ferry', 'out', '--to', 'xb', '-o', next);
  const took = await run('--node', 'xb', 'ferry', 'in', next, '--blobs', blobs);
  expect(took).toMatchObject({ code: 0, out: expect.stringContaining('2 blobs taken') as string });
  await xb.fetchBlobs('xa');
  expect(await stateAt(refs[0]!)).toEqual(['here', 'here']);
  expect(await stateAt(refs[1]!), 'the same content of another record').toEqual(['here']);
  const { bytes: got } = await xb.download(`/api/records/${refs[0]!}/blobs/${first.sha256}`);
  expect(Buffer.from(got).equals(bytes)).toBe(true);
});

test('blobs that were left out come later with the same ferry file, and until then the officer is told why they are not here', async () => {
  const blob = await handIn(xa, contentOf(1000));
  const ref = await report(xa, blob);
  await release(xa, [ref], 'xb');
  await xa.sequence();
  const [file, blobs] = [join(folder, 'xb.age'), join(folder, 'blobs')];
  await run('--node', 'xa', 'ferry', 'out', '--to', 'xb', '-o', file, '--blobs', blobs);
  const takeIn = (...more: string[]) => run('--node', 'xb', 'ferry', 'in', file, ...more);
  expect((await takeIn()).out).toContain('1 blob still due (run again with --blobs <folder>)');

  const saved = join(folder, 'saved.bin');
  await xb.fetchBlobs('xa');
  const early = await run('--node', 'xb', 'blob', 'get', ref, blob.sha256, '-o', saved);
  expect(early).toMatchObject({ code: 1, err: expect.stringContaining('is not here yet') as string });
  expect(early.err).toMatch(/the last failure was: .+ \[conflict\]/);
  expect(existsSync(saved), 'what failed leaves no file').toBe(false);

  expect(await takeIn(), 'without a folder it is an old file').toMatchObject({ code: 1 });
  const empty = await takeIn('--blobs', join(folder, 'none'));
  expect(empty).toMatchObject({
    code: 1,
    err: expect.stringMatching(/1 blob still due, not in .*\[replayed\]/) as string,
  });
  const took = await takeIn('--blobs', blobs);
  expect(took).toMatchObject({ code: 0, out: expect.stringContaining('are here already') as string });
  expect(took.out).toContain('1 blob taken');
  expect(await stateAt(ref)).toEqual(['here']);
  const over = await takeIn('--blobs', blobs);
  expect(over, 'there is nothing more in it').toMatchObject({
    code: 1,
    err: expect.stringContaining('[replayed]') as string,
  });
});

test('a file that was changed on the way is refused with an alarm; one of another length is not written down', async () => {
  const ref = await report(xa, await handIn(xa, contentOf(100_000)));
  await release(xa, [ref], 'xb');
  await xa.sequence();
  const [file, blobs] = [join(folder, 'xb.age'), join(folder, 'blobs')];
  await run('--node', 'xa', 'ferry', 'out', '--to', 'xb', '-o', file, '--blobs', blobs);
  const [name] = readdirSync(blobs);
  const path = join(blobs, name!);
  const good = readFileSync(path);
  writeFileSync(path, good.subarray(0, -1));
  const short = await run('--node', 'xb', 'ferry', 'in', file, '--blobs', blobs);
  expect(short).toMatchObject({ code: 1, err: expect.stringContaining('are due') as string });
  expect(filesOf(net, 'xb').size).toBe(0);
  const changed = Buffer.from(good);
  changed[50_000]! ^= 1;
  const due = await xb.ask<{ items: { name: string }[] }>('/api/ferry/due/xa');
  expect(due.items.map((blob) => `${blob.name}.age`)).toEqual([name]);
  const asked = { method: 'POST', bytes: changed } as const;
  expect(await xb.ask(`/api/ferry/blobs/xa/${name!.slice(0, 22)}`, asked)).toEqual({ taken: false });
  expect(await stateAt(ref)).toEqual(['refused']);
  expect((await listAlarms(xb.deps.db)).map(({ code }) => code)).toEqual(['blob-sealed']);
  expect(filesOf(net, 'xb').size).toBe(0);
  const none = xb.ask(`/api/ferry/blobs/xa/${'a'.repeat(22)}`, asked);
  await expect(none).rejects.toMatchObject({ detail: { code: 'not-found' } });
});
