import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkBackup, loadBackup, makeBackup, writeBlobs } from '#features/backups/actions.ts';
import { addBlob, findLost } from '#features/blobs/actions.ts';
import { submitRecords, takeBackWithin } from '#features/records/actions.ts';
import type { RecordDetail } from '#features/records/view.ts';
import { writeAll } from '#platform/blobs/folder.ts';
import { sha256 } from '#platform/bytes.ts';
import { transaction } from '#platform/db/db.ts';
import { createBareDatabase } from '../database.ts';
import { contentOf, filesOf, handIn, keysLeft, officerOf, release, report } from './blob-acts.ts';
import { incident } from './drafts.ts';
import { startNodes } from './nodes.ts';
import { beginAnew, succession } from './restore.ts';
import type { Net, TestNode } from './nodes.ts';

const migrations = new URL('../../src/migrations/', import.meta.url);
const dayMs = 24 * 3600_000;
let net: Net;
let xa: TestNode;
let xb: TestNode;
beforeEach(async () => {
  net = await startNodes('xa', 'xb');
  [xa, xb] = [net.node('xa'), net.node('xb')];
});
afterEach(() => net[Symbol.asyncDispose]());

const folderOf = (code: string): string => join(net.home, code, 'blobs');
const pathIn = (code: string, name: string): string => join(folderOf(code), name.slice(0, 2), name);
const stateAt = async (node: TestNode, ref: string) =>
  (await node.ask<RecordDetail>(`/api/records/${ref}`)).blobs.map(({ state, code }) => [state, code]);
const idOf = async (node: TestNode, ref: string): Promise<number> => {
  const { rows } = await sql<{ id: number }>`select id from record where ref = ${ref}`.execute(node.deps.db);
  return rows[0]!.id;
};

test('a crash between the database and the disk leaves what nobody can open, and the next round removes it', async () => {
  const ref = await report(xa, await handIn(xa, contentOf(50_000)));
  const id = await idOf(xa, ref);
  await transaction(xa.deps.db, (tx) => takeBackWithin(tx, xa.deps, [id]));
  const [left] = [...filesOf(net, 'xa').values()];
  expect(left!.includes('Quillfeather'), 'the process ended here').toBe(false);
  expect(await keysLeft(xa)).toBe(0);
  net.restart('xa');
  await net.node('xa').sweepBlobs();
  expect(filesOf(net, 'xa').size).toBe(0);
  const { rows } = await sql`select 1 from blob_gone`.execute(xa.deps.db);
  expect(rows).toEqual([]);
});

test('what was handed in and not named within a day is removed', async () => {
  const blob = await handIn(xa, contentOf(1000));
  net.clock.advance(dayMs - 1000);
  await xa.sweepBlobs();
  expect(filesOf(net, 'xa').size).toBe(1);
  net.clock.advance(2000);
  await xa.sweepBlobs();
  expect(filesOf(net, 'xa').size).toBe(0);
  await expect(report(xa, blob)).rejects.toMatchObject({ detail: { code: 'blob-absent' } });
});

test('of one content there is one file, however often and by whomever it is handed in; it stays while one record names it', async () => {
  const bytes = contentOf(80_000);
  const [blob, again] = await Promise.all([handIn(xa, bytes), handIn(xa, bytes)]);
  expect(again).toEqual(blob);
  expect(filesOf(net, 'xa').size).toBe(1);
  const [one, two] = [await report(xa, blob), await report(xa, blob)];
  await handIn(xa, bytes);
  expect(filesOf(net, 'xa').size).toBe(1);
  for (const [ref, files] of [
    [one, 1],
    [two, 1],
  ] as const) {
    const id = await idOf(xa, ref);
    await transaction(xa.deps.db, (tx) => takeBackWithin(tx, xa.deps, [id]));
    await xa.sweepBlobs();
    expect(filesOf(net, 'xa').size, 'the one handed in again waits').toBe(files);
  }
  net.clock.advance(2 * dayMs);
  await xa.sweepBlobs();
  expect(filesOf(net, 'xa').size).toBe(0);
});

test('a transfer that breaks off, or is not as long as it said, leaves nothing', async () => {
  const broken = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(contentOf(100_000));
      controller.error(new Error('the line broke'));
    },
  });
  await expect(addBlob(xa.deps, officerOf('xa'), broken, 200_000)).rejects.toThrow('the line broke');
  const short = addBlob(xa.deps, officerOf('xa'), new Blob([contentOf(100)]).stream(), 101);
  await expect(short).rejects.toMatchObject({ code: 'malformed' });
  const large = addBlob(xa.deps, officerOf('xa'), new Blob([]).stream(), 600 * 1024 * 1024);
  await expect(large).rejects.toMatchObject({ code: 'too-large' });
  expect(filesOf(net, 'xa').size).toBe(0);
  expect(await keysLeft(xa)).toBe(0);
});

test('a full disk is said as such, by its code', async () => {
  async function* bytes() {
    yield Buffer.alloc(100_000);
  }
  // What is written to this device fails as on a full disk.
  await expect(writeAll('/dev/full', bytes())).rejects.toMatchObject({ code: 'disk-full' });
});

test('a start removes files that no row names, asks again for those that are missing, and says which of its own are lost', async () => {
  const bytes = contentOf(30_000);
  const blob = await handIn(xa, bytes);
  const ref = await report(xa, blob);
  await release(xa, [ref], 'xb');
  await net.settle();
  for (const code of ['xa', 'xb']) {
    const stray = pathIn(code, 'ab'.repeat(16));
    mkdirSync(join(stray, '..'), { recursive: true });
    writeFileSync(stray, 'left by a crash');
    const young = pathIn(code, 'cd'.repeat(16));
    mkdirSync(join(young, '..'), { recursive: true });
    writeFileSync(`${young}.part`, 'being written');
    utimesSync(stray, new Date(Date.now() - 2 * dayMs), new Date(Date.now() - 2 * dayMs));
    expect(await findLost(net.node(code).deps)).toEqual({ strays: 1, lost: 0 });
    expect(existsSync(stray)).toBe(false);
    rmSync(`${young}.part`);
  }
  for (const code of ['xa', 'xb']) for (const name of filesOf(net, code).keys()) rmSync(pathIn(code, name));
  expect(await findLost(xb.deps)).toEqual({ strays: 0, lost: 1 });
  expect(await stateAt(xb, ref)).toEqual([['due', null]]);
  expect(await findLost(xa.deps)).toEqual({ strays: 0, lost: 1 });
  expect(await stateAt(xa, ref)).toEqual([['refused', 'blob-lost']]);
  await net.settle();
  expect(await stateAt(xb, ref), 'its sender has it no more').toEqual([['due', null]]);
  await handIn(xa, bytes);
  expect(await stateAt(xa, ref), 'handed in again, it is in its place').toEqual([['here', null]]);
  net.clock.advance(2 * 3600_000);
  await net.settle();
  expect(await stateAt(xb, ref), 'what xb was told opens it still').toEqual([['here', null]]);
});

test('what comes back after a restore says which files are lost, and takes them again', async () => {
  await release(xa, [await report(xa)], 'xb');
  await net.settle();
  const file = await net.backup('xa');
  const bytes = contentOf(20_000);
  const ref = await report(xa, await handIn(xa, bytes));
  await release(xa, [ref], 'xb');
  await net.settle();
  await net.restore('xa', file);
  rmSync(folderOf('xa'), { recursive: true });
  await expect(net.node('xa').checkLog(undefined)).rejects.toMatchObject({ code: 'log-stopped' });
  await beginAnew(net, 'xa', await succession(net, 'xa'));
  await net.settle();
  const back = net.node('xa');
  expect(await stateAt(back, ref)).toEqual([['refused', 'blob-lost']]);
  expect(await stateAt(xb, ref), 'xb keeps what it has').toEqual([['here', null]]);
  await handIn(back, bytes);
  expect(await stateAt(back, ref)).toEqual([['here', null]]);
  expect((await sql`select 1 from refused_line`.execute(xb.deps.db)).rows, 'no line was refused').toEqual([]);
});

test('a file that was changed on the disk is not given as what it was', async () => {
  const bytes = contentOf(300_000);
  const blob = await handIn(xa, bytes);
  const ref = await report(xa, blob);
  const [name] = [...filesOf(net, 'xa').keys()];
  const changed = readFileSync(pathIn('xa', name!));
  changed[200_000]! ^= 1;
  writeFileSync(pathIn('xa', name!), changed);
  await expect(xa.download(`/api/records/${ref}/blobs/${blob.sha256}`)).rejects.toThrow(/chacha|tag|invalid|decrypt/i);
  writeFileSync(pathIn('xa', name!), changed.subarray(0, -1));
  await expect(xa.download(`/api/records/${ref}/blobs/${blob.sha256}`)).rejects.toMatchObject({
    detail: { code: 'keys' },
  });
});

test('a backup holds the files of blobs, names what is missing, and a restore writes them back', async () => {
  const kept = await handIn(xa, contentOf(3 * 1024 * 1024));
  const lost = await handIn(xa, contentOf(100));
  const ref = await report(xa, kept, lost);
  const gone = (await sql<{ name: string }>`select name from record_blob where size = 100`.execute(xa.deps.db)).rows[0]!
    .name;
  rmSync(pathIn('xa', gone));
  const file = join(net.home, 'xa.tamga-backup');
  const anchor = readFileSync(join(net.home, 'xa', 'alliance', 'anchor'), 'utf8').trim();
  const source = {
    url: xa.databaseUrl,
    home: join(net.home, 'xa'),
    blobFolder: folderOf('xa'),
    participant: 'xa',
    anchor,
  };
  const made = await makeBackup({ ...source, keepDays: 30 }, file, xa.deps.now);
  expect(made.blobs).toEqual({ count: 1, missing: [gone] });
  expect(gunzipSync(readFileSync(file)).includes('Quillfeather')).toBe(false);

  await checkBackup(file);
  await using bare = await createBareDatabase();
  await loadBackup(bare.url, file, migrations, new Date());
  const restored = join(net.home, 'restored');
  expect(await writeBlobs(file, restored)).toBe(1);
  const [name] = [...filesOf(net, 'xa').keys()];
  const copy = join(restored, name!.slice(0, 2), name!);
  expect(readFileSync(copy).equals(readFileSync(pathIn('xa', name!)))).toBe(true);
  expect(statSync(copy).mode & 0o777).toBe(0o600);
  const again = { ...xa.deps, db: bare.db, blobFolder: restored };
  expect(await findLost(again)).toEqual({ strays: 0, lost: 1 });
  const { rows } = await sql<{
    code: string | null;
  }>`select refused_code as code from record_blob order by position`.execute(bare.db);
  expect(rows).toEqual([{ code: null }, { code: 'blob-lost' }]);
  await expect(submitRecords(again, [incident('xa', { blobs: [kept] })])).resolves.toHaveLength(1);
  expect(ref).toMatch(/^xa\//);

  const plain = gunzipSync(readFileSync(file));
  const at = plain.indexOf(`{"name":"${name!}"`);
  plain.write('../../../etc', at + 9, 'latin1');
  const rest = plain.subarray(0, plain.length - 37);
  writeFileSync(file, gzipSync(Buffer.concat([rest, Buffer.from('Z\0\0\0\x20', 'latin1'), sha256(rest)])));
  await expect(writeBlobs(file, join(net.home, 'elsewhere')), 'a name out of the folder').rejects.toMatchObject({
    code: 'malformed',
  });
});
