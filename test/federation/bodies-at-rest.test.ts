import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decryptBody } from '#features/records/at-rest.ts';
import { encryptStoredBodies, rebuildProjections, submitRecords } from '#features/records/actions.ts';
import type { RecordDetail, RecordSummary } from '#features/records/view.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { transaction } from '#platform/db/db.ts';
import { readOpened } from '../bodies.ts';
import { dumpTables, holds } from './attack-checks.ts';
import { incident } from './drafts.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
const words = ['Quillfeather', 'Ostrenwick', 'Vandellion'];
let net: Net;
let xa: TestNode;
let xb: TestNode;
let refs: string[];

const report = (word: string) =>
  incident('xa', { body: { ...(incident('xa').body as object), title: word, operator: word, description: word } });

beforeAll(async () => {
  net = await startNodes('xa', 'xb');
  [xa, xb] = [net.node('xa'), net.node('xb')];
  refs = (await submitRecords(xa.deps, words.map(report))).map(({ ref }) => ref);
  await releaseRecords(xa.deps, actor, refs, ['xb']);
  await net.settle();
  await recallRecords(xa.deps, actor, [refs[2]!], ['xb'], 'it named the operator');
  await net.settle();
});
afterAll(() => net[Symbol.asyncDispose]());

const rowOf = async (node: TestNode, ref: string) => {
  const { rows } = await sql<{
    digest: Buffer;
    body: Buffer | null;
    wrappedKeys: Buffer | null;
    readers: string[] | null;
    title: string | null;
  }>`select digest, body, wrapped_keys as "wrappedKeys", readers, title from record where ref = ${ref}`.execute(
    node.deps.db,
  );
  return rows[0]!;
};

/** Does something to a record's row that only the database's administrator could do, and undoes it. */
async function whileTampered(node: TestNode, ref: string, change: string, look: () => Promise<void>): Promise<void> {
  const before = await rowOf(node, ref);
  await sql`update record set ${sql.raw(change)} where ref = ${ref}`.execute(node.deps.db);
  try {
    await look();
  } finally {
    await sql`update record set body = ${before.body}, wrapped_keys = ${before.wrappedKeys}, readers = ${before.readers}::text[]
      where ref = ${ref}`.execute(node.deps.db);
  }
}

test('a dump of all tables holds no body, and of a confidential kind no word', async () => {
  for (const node of [xa, xb]) {
    const dump = await dumpTables(node);
    for (const word of words) expect(holds(dump, word), `${word} at ${node.code}`).toBe(false);
    const opened = await readOpened(node.deps.db, node.deps.self);
    expect(opened.filter(({ body }) => body).length).toBeGreaterThan(4);
    for (const { body, bodyKey, kind } of opened.filter((record) => record.body !== null)) {
      expect(holds(dump, body!.toString()), `${kind} at ${node.code}`).toBe(false);
      expect(dump.includes(bodyKey!.toString('hex')), `body key of ${kind} at ${node.code}`).toBe(false);
    }
  }
});

test('lists show the titles of confidential kinds to who may read them, and to nobody else', async () => {
  const titles = async (role: 'case-officer' | 'auditor' | 'node-admin') => {
    const { items } = await xb.ask<{ items: RecordSummary[] }>('/api/records?kind=incident.report', { role });
    return items.map((item) => item.title).toSorted();
  };
  expect(await titles('case-officer')).toEqual(['Ostrenwick', 'Quillfeather', null]);
  expect(await titles('auditor')).toEqual(['Ostrenwick', 'Quillfeather', null]);
  expect(await titles('node-admin')).toEqual([null, null, null]);
});

test('a recall destroys the wrapped key with the body', async () => {
  expect(await rowOf(xb, refs[2]!)).toMatchObject({ body: null, wrappedKeys: null, title: null });
  expect((await readOpened(xb.deps.db, xb.deps.self)).find(({ ref }) => ref === refs[2])?.body).toBeNull();
});

test('a body is not opened without the wrap key', async () => {
  const { self } = xa.deps;
  const bare = { ...self, keys: { ...self.keys, wrap: new Map(), wrapKeys: [] } };
  expect(decryptBody(await rowOf(xa, refs[0]!), bare)).toEqual({ ok: false, code: 'no-key' });
  expect(decryptBody(await rowOf(xa, refs[0]!), xb.deps.self)).toEqual({ ok: false, code: 'no-key' });
});

const of = (column: string): string => `(select ${column} from record where ref = '${refs[1]!}')`;
const tamperings: [string, () => string][] = [
  ['the wrapped key of another row', () => `wrapped_keys = ${of('wrapped_keys')}`],
  ['body and wrapped key of another row', () => `wrapped_keys = ${of('wrapped_keys')}, body = ${of('body')}`],
  ['the body of another row', () => `body = ${of('body')}`],
  ['other readers', () => `readers = '{xa/cyber}'`],
  ['a wrapped key too many', () => `wrapped_keys = wrapped_keys || wrapped_keys`],
  ['a wrapped key cut short', () => `wrapped_keys = substring(wrapped_keys from 1 for 67)`],
  ['a body cut short', () => `body = substring(body from 1 for octet_length(body) - 1)`],
  ['a body shorter than its tag', () => `body = substring(body from 1 for 7)`],
  ['an empty body', () => `body = ''`],
  ['a body with one bit turned', () => `body = set_bit(body, 300, 1 - get_bit(body, 300))`],
];

test.each(tamperings)('%s is noticed, and shown as no content', async (_, change) => {
  const [ref] = refs;
  await whileTampered(xa, ref!, change(), async () => {
    expect(decryptBody(await rowOf(xa, ref!), xa.deps.self)).toEqual({ ok: false, code: 'broken' });
    const detail = await xa.ask<RecordDetail>(`/api/records/${ref!}`);
    expect(detail).toMatchObject({ contentError: 'broken', body: null, title: null, kind: 'incident.report' });
    expect(await xa.ask(`/api/records/${ref!}/proof`)).toMatchObject({ body: null, bodyKey: null });
    const { items } = await xa.ask<{ items: RecordSummary[] }>('/api/records');
    expect(items.find((item) => item.ref === ref)?.title).toBeNull();
  });
  expect((await xa.ask<RecordDetail>(`/api/records/${ref!}`)).body).toContain('Quillfeather');
});

test('a body that was tampered with is served to nobody and holds up nothing', async () => {
  const [first, second] = (await submitRecords(xa.deps, [report('Merrowby'), report('Tansley')])).map(({ ref }) => ref);
  await releaseRecords(xa.deps, actor, [first!, second!], ['xb']);
  await xa.sequence();
  await whileTampered(xa, first!, `body = substring(body from 1 for 30)`, async () => {
    await net.settle();
    await transaction(xa.deps.db, (tx) => rebuildProjections(tx, xa.deps));
  });
  const there = await readOpened(xb.deps.db, xb.deps.self);
  expect(there.find(({ ref }) => ref === first)).toBeUndefined();
  expect(there.find(({ ref }) => ref === second)?.body?.toString()).toContain('Tansley');
});

test('bodies in the clear from an earlier release are encrypted at the next start, and their titles taken back', async () => {
  const before = await readOpened(xa.deps.db, xa.deps.self);
  for (const { ref, body, bodyKey, kind } of before.filter((record) => record.body !== null)) {
    await sql`update record set body = ${body}, body_key = ${bodyKey}, wrapped_keys = null,
      title = case when ${kind}::text = 'incident.report' then 'Quillfeather' else title end where ref = ${ref}`.execute(
      xa.deps.db,
    );
  }
  expect(holds(await dumpTables(xa), words[0]!)).toBe(true);
  expect(await encryptStoredBodies(xa.deps.db, xa.deps)).toBe(before.filter(({ body }) => body !== null).length);
  expect(await readOpened(xa.deps.db, xa.deps.self)).toEqual(before);
  expect(holds(await dumpTables(xa), words[0]!)).toBe(false);
  expect(await encryptStoredBodies(xa.deps.db, xa.deps)).toBe(0);
});
