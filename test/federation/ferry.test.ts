import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ferryIn, ferryOut } from '#features/ferry/actions.ts';
import { sealFerry, splitFerry } from '#features/ferry/ferry-file.ts';
import { maxFerryFileBytes } from '#features/ferry/model.ts';
import { readPeer } from '#features/federation/actions.ts';
import { createProofs } from '#features/log/actions.ts';
import { readRecord } from '#features/records/read.ts';
import { verifyFile } from '#features/records/verify/file.ts';
import { recallRecords } from '#features/releases/actions.ts';
import { decryptWith, encryptTo } from '#platform/keys/age.ts';
import { tamga } from '../command-line.ts';
import { actorOf as actor, out, publicOf, release, resealed, secretOf, ship } from './ferries.ts';
import type { Change } from './ferries.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';
import { readerOf } from '../viewer.ts';

const refused = (code: string) => ({ code: 'refused', detail: { code } });

let net: Net;
let xa: TestNode;
let xb: TestNode;
beforeEach(async () => {
  net = await startNodes('xa', 'xb');
  net.setLine('xa', 'xb', false);
  [xa, xb] = [net.node('xa'), net.node('xb')];
});
afterEach(() => net[Symbol.asyncDispose]());

const recordAt = (node: TestNode, ref: string) =>
  readRecord({ ...node.deps, proofs: createProofs(node.deps.db) }, ref, readerOf(`${node.code}/cyber`));
const statuses = async (node: TestNode, ref: string): Promise<string[]> =>
  (await recordAt(node, ref)).releases.flatMap((one) => one.receipts.map((r) => r.status));
const placeOf = async (node: TestNode, peer: string): Promise<number> => (await readPeer(node.deps.db, peer)).seq;

const reseal = (file: Uint8Array, change: Change): Promise<Uint8Array> => resealed(file, { by: xa, to: xb, ...change });

test('two nodes that no network joins exchange, recall and confirm by ferry alone', async () => {
  const [kept, taken] = await release(xa, 'xb', 2);
  const [answer] = await release(xb, 'xa');
  expect(await ship(xa, xb)).toBe(3);
  expect(await recordAt(xb, kept!)).toMatchObject({ verdict: 'accepted', destroyed: false });
  expect(await ship(xb, xa)).toBe(3); // the release, its record, and the receipt
  expect(await statuses(xa, kept!)).toEqual(['delivered']);
  expect(await recordAt(xa, answer!)).toMatchObject({ verdict: 'accepted' });

  net.clock.advance(30 * 24 * 3_600_000);
  await recallRecords(xa.deps, actor('xa'), [taken!], ['xb'], 'sent too widely');
  await xa.sequence();
  expect(await ship(xa, xb)).toBe(2); // the receipt for what came, and the recall
  expect(await recordAt(xb, taken!)).toMatchObject({ destroyed: true, body: null });
  expect(await ship(xb, xa)).toBe(1);
  expect(await statuses(xa, taken!)).toEqual(['delivered', 'destroyed']);
  expect(await statuses(xb, answer!)).toEqual(['delivered']);
  expect(await ship(xa, xb)).toBe(0);
});

test('ferry and network may take turns: a file goes on from where the peer was when the wire broke', async () => {
  const [first] = await release(xa, 'xb');
  await ship(xa, xb);
  net.setLine('xa', 'xb', true);
  const [second] = await release(xa, 'xb');
  await net.settle();
  net.setLine('xa', 'xb', false);
  const [third] = await release(xa, 'xb');
  const { seq } = await readPeer(xb.deps.db, 'xa');
  expect(await ferryOut(xa.deps, { to: 'xb' })).toMatchObject({ after: seq, last: seq + 2 });
  expect(await ship(xa, xb)).toBe(2);

  // The wire breaks between the answer and the next question.
  net.setLine('xa', 'xb', true);
  const [fourth] = await release(xa, 'xb');
  await xb.pull('xa');
  net.setLine('xa', 'xb', false);
  const [fifth] = await release(xa, 'xb');
  expect(await ship(xa, xb)).toBe(2);
  for (const ref of [first, second, third, fourth, fifth]) expect((await recordAt(xb, ref!)).verdict).toBe('accepted');
});

test('a file for a peer that is elsewhere than its sender knows is refused with the words that make the right one', async () => {
  await release(xa, 'xb');
  const unknown = await out(xa, 'xb');
  await release(xa, 'xb');
  await ferryIn(xb.deps, unknown);
  await sql`delete from ferry_sent`.execute(xa.deps.db); // xa was restored, and does not know of that file
  const { seq, checkpointSize: size } = await readPeer(xb.deps.db, 'xa');
  const words = `--after ${seq} --size ${size}`;
  await expect(ferryIn(xb.deps, await out(xa, 'xb'))).rejects.toMatchObject({
    ...refused('stale'),
    message: expect.stringContaining(words),
  });
  await expect(ferryIn(xb.deps, await out(xa, 'xb', { after: seq + 2, size }))).rejects.toMatchObject({
    ...refused('gap'),
    message: expect.stringContaining(words),
  });
  await expect(out(xa, 'xb', { size: 100_000 })).rejects.toMatchObject({ code: 'malformed' });
  expect(await ferryIn(xb.deps, await out(xa, 'xb', { after: seq, size }))).toMatchObject({ lines: 2, seq: seq + 2 });
});

test('a file that was lost is made up for by the next, and each file says how far its sender has read', async () => {
  await release(xa, 'xb');
  await out(xa, 'xb');
  await release(xa, 'xb');
  expect(await ship(xa, xb)).toBe(4);
  await release(xa, 'xb');
  const unheard = await ferryOut(xa.deps, { to: 'xb' });
  expect(unheard).toMatchObject({ after: 0, last: 6, more: false });
  await ship(xb, xa);
  expect(await ferryOut(xa.deps, { to: 'xb' })).toMatchObject({ after: 4, last: 6 });
  expect(await ship(xa, xb)).toBe(2);
});

test('a file taken in twice changes nothing, and one that overlaps goes on where the node is', async () => {
  const [ref] = await release(xa, 'xb');
  const file = await out(xa, 'xb');
  await ferryIn(xb.deps, file);
  await expect(ferryIn(xb.deps, file)).rejects.toMatchObject(refused('replayed'));
  await release(xa, 'xb');
  const longer = await out(xa, 'xb');
  expect(await ferryIn(xb.deps, longer)).toMatchObject({ lines: 2, seq: 4 });
  expect(await recordAt(xb, ref!)).toMatchObject({ verdict: 'accepted' });
  await expect(ferryIn(xb.deps, longer)).rejects.toMatchObject(refused('replayed'));
});

test('a file of several pages is applied page by page, and goes on where a page broke off', async () => {
  await release(xa, 'xb', 3);
  const file = await out(xa, 'xb');
  const split =
    (count: number) =>
    (text: string): string => {
      const lines = text.trimEnd().split('\n');
      return `${lines.toSpliced(count + 1, 0, lines.at(-1)!).join('\n')}\n`;
    };
  const first = await reseal(file, {
    seal: { last: 2, more: true },
    content: (text) => text.replace(/\{"seq":3,[^]*\n(?=\{"checkpoint)/, ''),
  });
  expect(await ferryIn(xb.deps, first)).toEqual({ from: 'xa', lines: 2, seq: 2, more: true, known: false });
  const whole = await reseal(file, { content: split(1) });
  expect(await ferryIn(xb.deps, whole)).toEqual({ from: 'xa', lines: 2, seq: 4, more: false, known: false });
  const ship2 = await release(xa, 'xb', 2);
  const two = await reseal(await out(xa, 'xb', { after: 4 }), { content: split(2) });
  expect(await ferryIn(xb.deps, two)).toMatchObject({ lines: 3, seq: 7 });
  expect(await recordAt(xb, ship2[1]!)).toMatchObject({ verdict: 'accepted' });
});

test('a file without records carries the other side’s place and the newest checkpoint, and an older one stops nobody', async () => {
  await release(xa, 'xb');
  await ship(xa, xb);
  await release(xa, 'xc');
  const older = await out(xa, 'xb', { after: 2 });
  await release(xa, 'xc');
  const newer = await out(xa, 'xb', { after: 2 });
  expect(await ferryIn(xb.deps, newer)).toMatchObject({ lines: 0, seq: 2 });
  await expect(ferryIn(xb.deps, older)).rejects.toMatchObject(refused('replayed'));
  expect(await readPeer(xb.deps.db, 'xa')).toMatchObject({ stopped: false });
});

describe('refused whole, with a code, and nothing of it applied', () => {
  let file: Uint8Array;
  beforeEach(async () => {
    await release(xa, 'xb', 2);
    file = await out(xa, 'xb');
  });
  afterEach(async () => {
    expect(await placeOf(xb, 'xa')).toBe(0);
    expect(await readPeer(xb.deps.db, 'xa')).toMatchObject({ stopped: false });
    expect(await ferryIn(xb.deps, file)).toMatchObject({ lines: 3 }); // and the honest file is taken afterwards
  });
  const expectRefused = async (bytes: Uint8Array, code: string): Promise<void> => {
    await expect(ferryIn(xb.deps, bytes)).rejects.toMatchObject(refused(code));
  };

  test('a file for another: its key does not open it, and re-encrypted it is misaddressed', async () => {
    await expectRefused(await encryptTo(publicOf(xa), Buffer.from('x')), 'recipient');
    await expectRefused(await reseal(file, { seal: { to: 'xc' } }), 'misaddressed');
  });
  test('a file of another alliance, or from nobody here', async () => {
    await expectRefused(await reseal(file, { seal: { alliance: `mca#${'A'.repeat(43)}` } }), 'alliance');
    await expectRefused(await reseal(file, { seal: { from: 'xz' } }), 'from');
    await expectRefused(await reseal(file, { seal: { from: 'xb' } }), 'from');
  });
  test('a file that somebody else sealed, though every line in it is genuine', async () => {
    await expectRefused(await reseal(file, { by: xb }), 'seal');
    await expectRefused(await reseal(file, { seal: { from: 'xc' } }), 'seal');
    const { log } = xa.deps.self.keys;
    const { seal, content } = splitFerry(await decryptWith([secretOf(xb)], file));
    await expectRefused(await encryptTo(publicOf(xb), sealFerry(seal, content, log)), 'seal');
  });
  test('a byte changed outside or inside', async () => {
    const outside = Uint8Array.from(file);
    outside[file.length - 50]! ^= 1;
    await expectRefused(outside, 'damaged');
    const voided = (bytes: Buffer): Buffer =>
      Buffer.from(bytes.toString().replace(/\{"seq":2,.*\n/, '{"seq":2,"void":true}\n'));
    await expectRefused(await reseal(file, { raw: voided }), 'seal');
    await expectRefused(await reseal(file, { raw: (bytes) => bytes.subarray(0, -10) }), 'seal');
    await expectRefused(await reseal(file, { raw: () => Buffer.from('no seal\n') }), 'damaged');
    await expectRefused(await reseal(file, { raw: () => Buffer.alloc(0) }), 'damaged');
  });
  test('a gap before its first line', async () => {
    await expectRefused(await out(xa, 'xb', { after: 2 }), 'gap');
  });
  test('a file that is too large, before anything of it is read', async () => {
    await expectRefused(new Uint8Array(maxFerryFileBytes + 1), 'too-large');
  });
  test('lines without end, pages without end, and counts that do not agree, though the sender sealed them', async () => {
    const many = '{"seq":1,"void":true}\n'.repeat(3_000);
    await expectRefused(await reseal(file, { content: (text) => text.replace('\n', `\n${many}`) }), 'too-large');
    const empty = /\{"checkpoint".*\n/;
    const pages = (text: string): string => text.replace(empty, (last) => last.repeat(40));
    await expectRefused(await reseal(file, { content: pages }), 'too-large');
    await expectRefused(await reseal(file, { seal: { last: 9 } }), 'damaged');
    await expectRefused(await reseal(file, { content: (text) => text.replace(empty, '') }), 'damaged');
    await expectRefused(await reseal(file, { content: (text) => text.slice(text.indexOf('\n') + 1) }), 'damaged');
  });
});

test('a sender that lies under its own seal is met as in a pull: its line is refused, its forked log stops it', async () => {
  await release(xa, 'xb');
  const lie = await reseal(await out(xa, 'xb'), {
    content: (text) => text.replace('\\"hostsAffected\\":412', '\\"hostsAffected\\":41'),
  });
  expect(await ferryIn(xb.deps, lie)).toMatchObject({ lines: 2 });
  expect(await xb.ask('/api/refused')).toMatchObject({ items: [{ peer: 'xa', seq: 2, code: 'body-hash' }] });

  await release(xa, 'xb');
  const forked = await reseal(await out(xa, 'xb'), {
    seal: { consistency: [{ size: (await readPeer(xb.deps.db, 'xa')).checkpointSize, proof: '' }] },
  });
  await expect(ferryIn(xb.deps, forked)).rejects.toMatchObject(refused('log-forked'));
  await expect(ferryIn(xb.deps, await out(xa, 'xb'))).rejects.toMatchObject(refused('stopped'));
});

test('only a peer has a file made for it, and only who may ferry makes one', async () => {
  for (const to of ['xa', 'zz']) await expect(ferryOut(xa.deps, { to })).rejects.toMatchObject({ code: 'not-found' });
  const init = { method: 'POST', body: { to: 'xb' } } as const;
  await expect(xa.ask('/api/ferry/out', { ...init, role: 'auditor' })).rejects.toMatchObject({ code: 'refused' });
  await expect(xa.ask('/api/ferry/in', { method: 'POST', bytes: Buffer.from('x') })).rejects.toMatchObject(
    refused('damaged'),
  );
});

test('the command line makes a file, takes it in, and checks it without a node', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tamga-ferry-'));
  try {
    const [file, key] = [join(folder, 'ferry.age'), join(folder, 'wrap.key')];
    await release(xa, 'xb', 2);
    const made = await tamga(net, ['--node', 'xa', 'ferry', 'out', '--to', 'xb', '-o', file]);
    expect(made).toMatchObject({ code: 0, out: `${file}: places 1 to 3 for xb\n` });
    expect((await tamga(net, ['--node', 'xa', 'ferry', 'out', '--to', 'xb', '-o', file])).err).toMatch(/\[conflict\]/);
    const anchor = xa.deps.self.alliance.id;
    expect((await tamga(net, ['verify', '--anchor', anchor, file])).code).toBe(1);
    writeFileSync(key, secretOf(xb), { mode: 0o600 });
    const checked = await tamga(net, ['verify', '--anchor', anchor, '--identity', key, file]);
    expect(checked.out).toMatch(/proved \(3 records, 0 failed\)[^]*holds +ferry/);
    const took = await tamga(net, ['--node', 'xb', 'ferry', 'in', file]);
    expect(took).toMatchObject({ code: 0, out: '3 lines of xa taken, up to place 3\n' });
    const again = await tamga(net, ['--node', 'xb', 'ferry', 'in', file]);
    expect(again).toMatchObject({ code: 1 });
    expect(again.err).toMatch(/\[replayed\]/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a ferry file, opened by its recipient, is proved by the anchor alone, and its seal with it', async () => {
  await release(xa, 'xb', 2);
  const plain = await decryptWith([secretOf(xb)], await out(xa, 'xb'));
  const { id } = xa.deps.self.alliance;
  const report = await verifyFile(plain, id);
  expect(report).toMatchObject({ kind: 'ferry', proved: true });
  expect(report.records).toHaveLength(3);
  const text = Buffer.from(plain).toString();
  const changed = text.replace(/\{"seq":2,.*\n/, '{"seq":2,"void":true}\n');
  const failing = (await verifyFile(Buffer.from(changed), id)).steps.filter((s) => s.outcome === 'fail');
  expect(failing.map((s) => s.name)).toEqual(['ferry']);
});
