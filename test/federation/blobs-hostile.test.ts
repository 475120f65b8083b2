import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listAlarms } from '#features/federation/actions.ts';
import type { RecordDetail } from '#features/records/view.ts';
import { ageFileBytes, encryptBlob, readdress, toAgeIdentity } from '#platform/keys/age-blob.ts';
import { expectRefused, verdictsOf } from './attack-checks.ts';
import { contentOf, filesOf, hashOf } from './blob-acts.ts';
import { becomeHostile } from './hostile.ts';
import type { Hostile, Line, Sealed } from './hostile.ts';
import { incident } from './drafts.ts';
import { startNodes } from './nodes.ts';
import type { Impostor, Net, TestNode } from './nodes.ts';

let net: Net;
let xb: TestNode;
let hostile: Hostile;
const plain = contentOf(5 * 1024 * 1024);
const secret = randomBytes(32);
let file: Buffer;

beforeEach(async () => {
  net = await startNodes('xa', 'xb');
  xb = net.node('xb');
  hostile = becomeHostile(net, 'xa', 'xb');
  file = await encrypted(plain);
});
afterEach(() => net[Symbol.asyncDispose]());

async function encrypted(bytes: Buffer, under = secret): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of await encryptBlob(under, new Blob([Buffer.from(bytes)]).stream())) parts.push(part);
  return Buffer.concat(parts);
}

/** An incident whose envelope names the file, let go to xb; its line names this identity. */
async function offer(blobs: object[], identities: unknown): Promise<Sealed> {
  const sealed = hostile.seal({
    body: incident('xa').body,
    envelope: { kind: 'incident.report', case: undefined, blobs },
  });
  await hostile.offer(hostile.release([sealed]), {
    ...sealed,
    change: (line: Line) => ({ ...line, ...(identities === undefined ? {} : { blobs: identities }) }),
  });
  return sealed;
}
const facts = { sha256: hashOf(plain), size: plain.length, type: 'application/pdf' };
const honest = async (): Promise<Sealed> => offer([facts], [await toAgeIdentity(secret)]);

/** Answers a range as it should be, of these bytes and as if there were so many. */
const serving =
  (bytes: Buffer, total = bytes.length): Impostor =>
  (_, { pathname }, range) => {
    if (!pathname.includes('/blobs/')) return Promise.resolve(undefined);
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
    const [start, end] = [Number(from), Number(to) + 1];
    const headers = { 'content-range': `bytes ${start}-${end - 1}/${total}` };
    return Promise.resolve({ status: 206, body: bytes.subarray(start, end), headers });
  };
const blobOf = async (ref: string) => (await xb.ask<RecordDetail>(`/api/records/${ref}`)).blobs[0];
const alarms = () => listAlarms(xb.deps.db);

test('an honest file of a foreign implementation is taken', async () => {
  const { ref } = await honest();
  net.impersonate('xa', serving(file));
  await xb.fetchBlobs('xa');
  expect(await blobOf(ref)).toMatchObject({ state: 'here' });
  expect(await alarms()).toEqual([]);
});

const endless = `age-encryption.org/v1\n${'-> X25519 AAAA\nAAAA\n'.repeat(1000)}`;

const wrong: [string, string, () => Promise<Buffer>][] = [
  ['other bytes of the same length', 'blob-hash', () => encrypted(randomBytes(plain.length))],
  ['a file under another identity', 'blob-sealed', () => encrypted(plain, randomBytes(32))],
  [
    'a file with one bit turned',
    'blob-sealed',
    async () => {
      const changed = Buffer.from(await encrypted(plain));
      changed[changed.length - 100]! ^= 1;
      return changed;
    },
  ],
  ['a header without end', 'blob-sealed', () => Promise.resolve(Buffer.alloc(ageFileBytes(plain.length), endless))],
  ['what is no age file', 'blob-sealed', () => Promise.resolve(randomBytes(ageFileBytes(plain.length)))],
  [
    'a header that does not belong to what follows',
    'blob-sealed',
    async () => {
      const other = await encrypted(plain);
      return Buffer.concat([
        await readdress(other.subarray(0, 168), secret, secret, randomBytes(32)),
        file.subarray(168),
      ]);
    },
  ],
];
test.each(wrong)(
  '%s: refused with evidence, an alarm and a refusal, and nothing is left on the disk',
  async (_, code, make) => {
    const { ref } = await honest();
    net.impersonate('xa', serving(await make()));
    await xb.fetchBlobs('xa');
    expect(await blobOf(ref)).toMatchObject({ state: 'refused', code });
    expect(filesOf(net, 'xb').size).toBe(0);
    expect((await alarms()).map((alarm) => [alarm.participant, alarm.code])).toEqual([['xa', code]]);
    net.impersonate('xa', undefined);
    await xb.sequence();
    while (await net.node('xa').pull('xb'));
    const told = await sql<{ code: string }>`select code from refusal_item where holder = 'xb'`.execute(
      net.node('xa').deps.db,
    );
    expect(told.rows).toEqual([{ code }]);
    const { items } = await xb.ask<{ items: { code: string; ref: string }[] }>('/api/refused');
    expect(items).toMatchObject([{ code, ref }]);
    net.clock.advance(24 * 3600_000);
    let asked = 0;
    net.watch((asker, __, ___, { pathname }) => void (asker === 'xb' && pathname.includes('/blobs/') && asked++));
    await xb.fetchBlobs('xa');
    expect(asked, 'it is not asked for again').toBe(0);
  },
);

test('who serves one wrong file after the other costs sixteen refusals a day, and its feed goes on', async () => {
  const small = contentOf(64);
  const many = Array.from({ length: 20 }, (_, i) => ({ ...facts, sha256: hashOf(Buffer.from([i])), size: 64 }));
  await offer(many, await Promise.all(many.map(() => toAgeIdentity(secret))));
  net.impersonate('xa', serving(await encrypted(small)));
  const countRefused = async (): Promise<number> => {
    for (let i = 0; i < 20; i++) await xb.fetchBlobs('xa');
    const { rows } = await sql<{
      n: number;
    }>`select count(*) as n from record_blob where refused_code is not null`.execute(xb.deps.db);
    return rows[0]?.n ?? 0;
  };
  expect(await countRefused()).toBe(16);
  net.impersonate('xa', undefined);
  const plainOne = hostile.seal({ body: incident('xa').body, envelope: { kind: 'incident.report', case: undefined } });
  await hostile.offer(hostile.release([plainOne]), plainOne);
  expect(await xb.ask(`/api/records/${plainOne.ref}`)).toMatchObject({ verdict: 'accepted' });
  net.impersonate('xa', serving(await encrypted(small)));
  net.clock.advance(25 * 3600_000);
  expect(await countRefused()).toBe(20);
});

test('too many bytes, too few, another length and a whole file at once get nothing written', async () => {
  const { ref } = await honest();
  const lies: Impostor[] = [
    serving(Buffer.concat([file, randomBytes(10)])),
    serving(file, file.length + 1),
    (asker, url, range) =>
      serving(file)(asker, url, range).then(
        (a) => a && { ...a, body: Buffer.concat([Buffer.from(a.body), Buffer.alloc(1)]) },
      ),
    (asker, url, range) =>
      serving(file)(asker, url, range).then((a) => a && { ...a, body: Buffer.from(a.body).subarray(1) }),
    () => Promise.resolve({ status: 200, body: file }),
    () => Promise.resolve({ status: 404, body: '' }),
  ];
  for (const [i, lie] of lies.entries()) {
    net.impersonate('xa', lie);
    expect(await xb.fetchBlobs('xa'), String(i)).toBe(false);
    expect(await blobOf(ref), String(i)).toMatchObject({ state: 'due', why: expect.stringContaining('xa') as string });
    expect(filesOf(net, 'xb').size, String(i)).toBe(0);
    net.clock.advance(2 * 3600_000);
  }
  net.impersonate('xa', serving(file));
  await xb.fetchBlobs('xa');
  expect(await blobOf(ref)).toMatchObject({ state: 'here' });
});

test('one who never answers is asked later each time, and holds up neither its feed nor other peers', async () => {
  const { ref } = await honest();
  let asked = 0;
  net.impersonate('xa', () => {
    asked += 1;
    return Promise.resolve(undefined);
  });
  for (let minute = 0; minute < 60; minute++) {
    await xb.fetchBlobs('xa');
    net.clock.advance(60_000);
  }
  expect(asked).toBeGreaterThan(3);
  expect(asked).toBeLessThan(12);
  expect(await blobOf(ref)).toMatchObject({ state: 'due', why: 'no answer' });
});

const badKeys: [string, unknown, string][] = [
  ['no identity', undefined, 'blob-keys'],
  ['one too many', ['a', 'b'], 'blob-keys'],
  ['no list', 'AGE-SECRET-KEY-1', 'line'],
  ['an identity in small letters', ['age-secret-key-1'], 'blob-keys'],
];
test.each(badKeys)('a line whose blobs come with %s is refused', async (_, identities, code) => {
  await offer([facts], identities);
  await expectRefused(net, xb, 'xa', code);
});

test('identities for a record without blobs are refused', async () => {
  const sealed = hostile.seal({ body: incident('xa').body, envelope: { kind: 'incident.report', case: undefined } });
  const change = (line: Line) => ({ ...line, blobs: ['AGE-SECRET-KEY-1'] });
  await hostile.offer(hostile.release([sealed]), { ...sealed, change });
  await expectRefused(net, xb, 'xa', 'blob-keys');
});

const setAside: [string, object, object[], string][] = [
  ['a kind that carries none', {}, [facts], 'blobs'],
  ['one over the limit', { kind: 'incident.report' }, [{ ...facts, size: 600 * 1024 * 1024 }], 'blob-size'],
  ['a type that is none', { kind: 'incident.report' }, [{ ...facts, type: 'text/html; x="' }], 'blobs'],
];
test.each(setAside)(
  'blobs of %s: the record is set aside, and nothing is asked for',
  async (_, envelope, blobs, code) => {
    const isReport = 'kind' in envelope;
    const sealed = hostile.seal({
      ...(isReport ? { body: incident('xa').body } : {}),
      envelope: { ...envelope, ...(isReport ? { case: undefined } : {}), blobs },
    });
    const identity = await toAgeIdentity(secret);
    await hostile.offer(hostile.release([sealed]), {
      ...sealed,
      change: (line: Line) => ({ ...line, blobs: [identity] }),
    });
    expect(await verdictsOf(xb, sealed.ref)).toEqual([{ verdict: 'quarantined', code }]);
    let asked = 0;
    net.impersonate('xa', () => Promise.resolve(void asked++));
    await xb.fetchBlobs('xa');
    expect(asked).toBe(0);
  },
);
