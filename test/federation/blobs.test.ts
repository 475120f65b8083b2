import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addBlob } from '#features/blobs/actions.ts';
import { snapshot } from '#features/alliance/model.ts';
import { serveBlob } from '#features/federation/actions.ts';
import { serveFeed } from '#features/federation/feed.ts';
import { createProofs } from '#features/log/actions.ts';
import { submitRecords } from '#features/records/actions.ts';
import type { RecordDetail } from '#features/records/view.ts';
import { recallRecords } from '#features/releases/actions.ts';
import { decryptWith } from '#platform/keys/age.ts';
import { ageFileBytes, fromAgeIdentity } from '#platform/keys/age-blob.ts';
import { dumpTables, holds } from './attack-checks.ts';
import { askBlob, contentOf, filesOf, handIn, hashOf, keysLeft, officerOf, release, report } from './blob-acts.ts';
import { count, incident } from './drafts.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

let net: Net;
let xa: TestNode;
let xb: TestNode;
beforeEach(async () => {
  net = await startNodes('xa', 'xb', 'xc');
  [xa, xb] = [net.node('xa'), net.node('xb')];
});
afterEach(() => net[Symbol.asyncDispose]());

const detail = (node: TestNode, ref: string) => node.ask<RecordDetail>(`/api/records/${ref}`);
const got = async (node: TestNode, ref: string, sha256: string): Promise<Buffer> =>
  Buffer.from((await node.download(`/api/records/${ref}/blobs/${sha256}`)).bytes);
const refusal = (code: string) => ({ code: 'refused', detail: { code } });
const receiptsOf = async (ref: string) =>
  (await detail(xa, ref)).releases.flatMap((one) => one.receipts.map((r) => [r.status, r.blobsDue]));

test('a file of 20 MiB goes with its record to whom it is released, byte for byte, and both nodes keep it encrypted', async () => {
  const bytes = contentOf(20 * 1024 * 1024);
  const blob = await handIn(xa, bytes);
  expect(blob).toMatchObject({ sha256: hashOf(bytes), size: bytes.length });
  const ref = await report(xa, blob);
  await release(xa, [ref], 'xb');
  await net.settle();
  expect((await detail(xb, ref)).blobs).toEqual([{ ...blob, state: 'here', code: null, why: null }]);
  expect((await got(xb, ref, blob.sha256)).equals(bytes)).toBe(true);
  expect((await got(xa, ref, blob.sha256)).equals(bytes)).toBe(true);
  for (const node of [xa, xb]) {
    const files = [...filesOf(net, node.code).values()];
    expect(files.map((file) => file.length)).toEqual([ageFileBytes(bytes.length)]);
    expect(files.some((file) => file.includes('Quillfeather'))).toBe(false);
    expect(holds(await dumpTables(node), 'Quillfeather')).toBe(false);
  }
});

test('delivery is confirmed when the record is applied, with what is missing of it, and again when all is here', async () => {
  const blobs = [await handIn(xa, contentOf(70_000)), await handIn(xa, contentOf(10))];
  const ref = await report(xa, ...blobs);
  await release(xa, [ref], 'xb');
  await xa.sequence();
  while (await xb.pull('xa'));
  expect((await detail(xb, ref)).blobs.map(({ state }) => state)).toEqual(['due', 'due']);
  await expect(got(xb, ref, blobs[0]!.sha256)).rejects.toMatchObject({ detail: { code: 'conflict' } });
  await xb.sequence();
  while (await xa.pull('xb'));
  expect(await receiptsOf(ref)).toEqual([['delivered', 2]]);
  await net.settle();
  expect(await receiptsOf(ref)).toEqual([
    ['delivered', 2],
    ['delivered', null],
  ]);
});

test('a draft that names a file which is not here, has another size, or is another authority’s, is refused', async () => {
  const blob = await handIn(xa, contentOf(100));
  const draft = (change: object, kind = {}) =>
    submitRecords(xa.deps, [incident('xa', { blobs: [{ ...blob, ...change }], ...kind })]);
  await expect(draft({ sha256: hashOf(Buffer.from('x')) })).rejects.toMatchObject(refusal('blob-absent'));
  await expect(draft({ size: 99 })).rejects.toMatchObject(refusal('blob-size'));
  await expect(draft({ size: 600 * 1024 * 1024 })).rejects.toMatchObject(refusal('blob-size'));
  await expect(draft({ type: 'pdf' })).rejects.toMatchObject(refusal('blobs'));
  const twice = incident('xa', { blobs: [blob, blob] });
  await expect(submitRecords(xa.deps, [twice])).rejects.toMatchObject(refusal('blobs'));
  const [case1] = await submitRecords(xa.deps, [incident('xa')]);
  const plain = { ...count('xa', case1!.ref, 3), blobs: [blob] };
  await expect(submitRecords(xa.deps, [plain]), 'a kind that carries none').rejects.toMatchObject(refusal('blobs'));
  // What came from another participant is not this one's to say again under its own name by hash alone.
  const foreign = await handIn(net.node('xb'), contentOf(50));
  const theirs = await report(net.node('xb'), foreign);
  await release(net.node('xb'), [theirs], 'xa');
  await net.settle();
  await expect(draft(foreign)).rejects.toMatchObject(refusal('blob-absent'));
  const bytes = contentOf(60);
  const police = { authority: 'xa/police', officer: 'xa/police/o-1' };
  const added = await addBlob(xa.deps, police, new Blob([Buffer.from(bytes)]).stream(), bytes.length);
  await expect(draft(added), 'another authority handed it in').rejects.toMatchObject(refusal('blob-absent'));
  expect((await draft({})).length).toBe(1);
});

test('the file that is served opens with the line’s identity alone, and is the same at every asking', async () => {
  const bytes = contentOf(300_000);
  const blob = await handIn(xa, bytes);
  const ref = await report(xa, blob);
  await release(xa, [ref], 'xb', 'xc');
  await xa.sequence();
  const whole = await askBlob(net, 'xb', 'xa', blob.sha256);
  expect(whole.status).toBe(200);
  expect(whole.body.length).toBe(ageFileBytes(bytes.length));
  for (const [range, from, to] of [
    ['bytes=0-99', 0, 100],
    ['bytes=100-299', 100, 300],
    [`bytes=168-`, 168, whole.body.length],
    ['bytes=-7', whole.body.length - 7, whole.body.length],
  ] as const) {
    const part = await askBlob(net, 'xb', 'xa', blob.sha256, range);
    expect(part.status, range).toBe(206);
    expect(part.headers['content-range']).toBe(`bytes ${from}-${to - 1}/${whole.body.length}`);
    expect(part.headers['etag']).toBe(whole.headers['etag']);
    expect(part.body.equals(whole.body.subarray(from, to)), range).toBe(true);
  }
  const beyond = await askBlob(net, 'xb', 'xa', blob.sha256, `bytes=${whole.body.length}-`);
  expect([beyond.status, beyond.headers['content-range']]).toEqual([416, `bytes */${whole.body.length}`]);
  const other = await askBlob(net, 'xc', 'xa', blob.sha256);
  expect(other.body.subarray(0, 168).equals(whole.body.subarray(0, 168)), 'each recipient has its own').toBe(false);
  expect([...filesOf(net, 'xa').values()][0]!.subarray(0, 168).equals(whole.body.subarray(0, 168))).toBe(false);
  const identityOf = async (recipient: string): Promise<Buffer> => {
    const page = await serveFeed({ ...xa.deps, proofs: createProofs(xa.deps.db) }, recipient, { log: 1, seq: 0 }, 0);
    return fromAgeIdentity(/AGE-SECRET-KEY-1[A-Z0-9]+/.exec(page)![0]);
  };
  const [mine, theirs] = [await identityOf('xb'), await identityOf('xc')];
  const open = async (secret: Buffer, file: Buffer): Promise<Buffer> =>
    Buffer.from(await decryptWith([secret.toString('base64url')], file));
  expect((await open(mine, whole.body)).equals(bytes)).toBe(true);
  expect((await open(theirs, other.body)).equals(bytes)).toBe(true);
  for (const [secret, file] of [
    [mine, other.body],
    [theirs, whole.body],
  ] as const)
    await expect(open(secret, file)).rejects.toMatchObject({ detail: { code: 'recipient' } });
});

test('a break in the middle costs what had not come yet, and no more', async () => {
  const bytes = contentOf(11 * 1024 * 1024);
  const blob = await handIn(xa, bytes);
  const ref = await report(xa, blob);
  await release(xa, [ref], 'xb');
  await xa.sequence();
  while (await xb.pull('xa'));
  const asked: string[] = [];
  net.watch((asker, target, _, { pathname }) => {
    if (asker !== 'xb' || target !== 'xa' || !pathname.includes('/blobs/')) return;
    asked.push(pathname);
    if (asked.length === 2) net.setLine('xa', 'xb', false);
  });
  await xb.fetchBlobs('xa');
  net.setLine('xa', 'xb', false);
  const [part] = [...filesOf(net, 'xb').keys()];
  expect(part).toMatch(/\.part$/);
  net.restart('xb');
  const again = net.node('xb');
  expect((await detail(again, ref)).blobs).toMatchObject([{ state: 'due' }]);
  net.setLine('xa', 'xb', true);
  net.watch(undefined);
  net.clock.advance(10 * 60_000);
  const before = [...filesOf(net, 'xb').values()][0]!.length;
  expect(before % (4 * 1024 * 1024)).toBe(0);
  expect(before).toBeGreaterThan(0);
  const served: string[] = [];
  net.watch((asker, target, _, { pathname }) => {
    if (asker === 'xb' && target === 'xa' && pathname.includes('/blobs/')) served.push(pathname);
  });
  await again.fetchBlobs('xa');
  expect(served.length).toBe(Math.ceil((ageFileBytes(bytes.length) - before) / (4 * 1024 * 1024)));
  expect((await got(again, ref, blob.sha256)).equals(bytes)).toBe(true);
});

test('a recall takes it from the holder, file and keys, and its sender does not find it for it from that moment on', async () => {
  const blob = await handIn(xa, contentOf(100_000));
  const [one, two] = [await report(xa, blob), await report(xa, blob)];
  await release(xa, [one, two], 'xb');
  await net.settle();
  expect((await detail(xb, two)).blobs).toMatchObject([{ state: 'here' }]);
  expect(filesOf(net, 'xb').size, 'one content of one peer is one file').toBe(1);

  await recallRecords(xa.deps, officerOf('xa'), [one], ['xb'], 'a reason');
  await net.settle();
  expect((await detail(xb, one)).blobs).toMatchObject([{ state: 'gone' }]);
  await expect(got(xb, one, blob.sha256)).rejects.toMatchObject({ detail: { code: 'not-found' } });
  expect((await got(xb, two, blob.sha256)).length, 'another live record names it').toBe(100_000);

  await recallRecords(xa.deps, officerOf('xa'), [two], ['xb'], 'a reason');
  expect((await askBlob(net, 'xb', 'xa', blob.sha256)).status).toBe(404);
  await net.settle();
  expect(filesOf(net, 'xb').size).toBe(0);
  expect(await keysLeft(xb)).toBe(0);
  expect((await receiptsOf(two)).at(-1)).toEqual(['destroyed', null]);

  await release(xa, [two], 'xb');
  await net.settle();
  expect((await got(xb, two, blob.sha256)).length, 'released again, it comes again').toBe(100_000);
});

test('who holds an answer open does not get the rest of what is recalled meanwhile', async () => {
  const blob = await handIn(xa, contentOf(8 * 1024 * 1024));
  const ref = await report(xa, blob);
  await release(xa, [ref], 'xb');
  await xa.sequence();
  const asked = { range: undefined, ifRange: undefined };
  const whole = await serveBlob(xa.deps, 'xb', blob.sha256, asked);
  expect((await new Response(whole.body).bytes()).length).toBe(ageFileBytes(blob.size));

  const { body } = await serveBlob(xa.deps, 'xb', blob.sha256, asked);
  const reader = body!.getReader();
  let read = (await reader.read()).value!.length;
  await recallRecords(xa.deps, officerOf('xa'), [ref], ['xb'], 'a reason');
  const rest = async (): Promise<void> => {
    for (let part = await reader.read(); !part.done; part = await reader.read()) read += part.value.length;
  };
  await expect(rest()).rejects.toMatchObject({ code: 'not-found' });
  expect(read).toBeLessThan(1.5 * 1024 * 1024);
});

test('in a later log a blob goes to nobody where its record’s line would be void, its key having ended before', async () => {
  const blob = await handIn(xa, contentOf(100));
  await release(xa, [await report(xa, blob)], 'xb');
  await xa.sequence();
  await sql`update own_log set log = 2`.execute(xa.deps.db);
  await sql`update log_leaf set log = 2`.execute(xa.deps.db);
  const { self } = xa.deps;
  const ask = (keys: typeof self.alliance.keys) =>
    serveBlob({ ...xa.deps, self: snapshot(self, { ...self.alliance, keys }) }, 'xb', blob.sha256, {
      range: undefined,
      ifRange: undefined,
    });
  expect(await ask(self.alliance.keys)).toMatchObject({ status: 200 });
  const ended = [...self.alliance.keys].map(
    ([kid, key]) => [kid, { ...key, to: { log: 1, index: 1_000_000 } }] as const,
  );
  await expect(ask(new Map(ended))).rejects.toMatchObject({ code: 'not-found' });
});

test('when its time is over it is destroyed at both ends', async () => {
  const blob = await handIn(xa, contentOf(100_000));
  const [record] = await submitRecords(xa.deps, [incident('xa', { blobs: [blob], retainUntil: '2030-05-14' })]);
  await release(xa, [record!.ref], 'xb');
  await net.settle();
  expect(filesOf(net, 'xb').size).toBe(1);
  net.clock.advance(3 * 24 * 3600_000);
  for (const node of [xa, xb]) await node.endRetention();
  for (const node of [xa, xb]) await node.sweepBlobs();
  for (const node of [xa, xb]) {
    expect(filesOf(net, node.code).size, node.code).toBe(0);
    expect(await keysLeft(node), node.code).toBe(0);
  }
});

test('what is unreleased, absent, another’s and recalled is not found, in the same words', async () => {
  const [unreleased, foreign, recalled] = [
    await handIn(xa, contentOf(10)),
    await handIn(xa, contentOf(11)),
    await handIn(xa, contentOf(12)),
  ];
  const refs = [await report(xa, unreleased), await report(xa, foreign), await report(xa, recalled)];
  await release(xa, [refs[1]!], 'xc');
  await release(xa, [refs[2]!], 'xb');
  await recallRecords(xa.deps, officerOf('xa'), [refs[2]!], ['xb'], 'a reason');
  const waiting = await handIn(xa, contentOf(13));
  const absent = hashOf(Buffer.from('nothing'));
  const answers = await Promise.all(
    [unreleased.sha256, foreign.sha256, recalled.sha256, waiting.sha256, absent].map((sha256) =>
      askBlob(net, 'xb', 'xa', sha256, 'bytes=0-9'),
    ),
  );
  for (const { status, headers, body } of answers)
    expect({ status, headers, body: body.toString() }).toEqual({
      status: 404,
      headers: answers[0]!.headers,
      body: answers[0]!.body.toString(),
    });
});

test('an officer saves it and no browser shows it; a role that reads no content does not get it', async () => {
  const bytes = contentOf(1000);
  const blob = await handIn(xa, bytes);
  const ref = await report(xa, blob);
  const { headers } = await xa.download(`/api/records/${ref}/blobs/${blob.sha256}`);
  expect(headers.get('content-type')).toBe('application/octet-stream');
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename="blob-[A-Za-z0-9_-]{22}\.bin"$/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
  expect(headers.get('cache-control')).toBe('no-store');
  const asked = xa.download(`/api/records/${ref}/blobs/${blob.sha256}`, { role: 'node-admin' });
  await expect(asked).rejects.toMatchObject({ detail: { code: 'forbidden' } });
  await expect(got(xa, ref, hashOf(Buffer.from('x')))).rejects.toMatchObject({ detail: { code: 'not-found' } });
});
