import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveFeed } from '#features/federation/feed.ts';
import { serveBlob } from '#features/federation/serve-blob.ts';
import { createProofs } from '#features/log/actions.ts';
import { openEnvelope } from '#features/records/actions.ts';
import type { TamgaError } from '#platform/errors.ts';
import { contentOf, handIn, release, report } from './blob-acts.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

/** Somebody who writes to xa's database, and has none of its keys. */
let net: Net;
let xa: TestNode;
beforeAll(async () => {
  net = await startNodes('xa');
  xa = net.node('xa');
});
afterAll(() => net[Symbol.asyncDispose]());

type Line = { seq?: number; jws?: string; to?: string; void?: true };

/** What a recipient is given now: the ref of each line with what is said beside, or void. */
async function feedOf(recipient: string): Promise<{ page: string; refs: string[] }> {
  const page = await serveFeed({ ...xa.deps, proofs: createProofs(xa.deps.db) }, recipient, { log: 1, seq: 0 }, 0);
  const lines = page.trim().split('\n').slice(0, -1);
  const refs = lines.map((line) => {
    const { jws, to } = JSON.parse(line) as Line;
    return jws === undefined ? 'void' : `${openEnvelope(jws).ref}${to === undefined ? '' : ` for ${to}`}`;
  });
  return { page, refs };
}

async function blobStatus(recipient: string, sha256: string): Promise<number | string> {
  const asked = { range: undefined, ifRange: undefined };
  const answer = serveBlob(xa.deps, recipient, sha256, asked);
  return answer
    .then(async ({ status, body }) => (await body?.cancel(), status))
    .catch((error: TamgaError) => error.code);
}

const idOf = async (ref: string): Promise<number> =>
  (await sql<{ id: number }>`select id from record where ref = ${ref}`.execute(xa.deps.db)).rows[0]!.id;

/** Lets a record with a blob go, and gives both with the release. */
async function letGo(to: string): Promise<{ ref: string; sha256: string; by: number; control: string }> {
  const { sha256, ...facts } = await handIn(xa, contentOf(1000));
  const ref = await report(xa, { sha256, ...facts });
  await release(xa, [ref], to);
  await xa.sequence();
  const { rows } = await sql<{
    id: number;
    ref: string;
  }>`select r.id, r.ref from release_item i join record r on r.id = i.release_id
    where i.ref = ${ref}`.execute(xa.deps.db);
  return { ref, sha256, by: rows[0]!.id, control: rows[0]!.ref };
}

const place = (recipient: string, id: number, envelope = false) =>
  sql`insert into feed_entry (recipient, first_seq, count, record_id, envelope)
    select ${recipient}::text, coalesce((select max(first_seq + count) from feed_entry where recipient = ${recipient}), 1),
      case when ${envelope} then 1 else 1 + (select count(*) from release_item where release_id = ${id} and position < 1000) end, ${id}::bigint, ${envelope}`.execute(
    xa.deps.db,
  );

test('a row that puts a release into another’s feed, or a record into its items, gives nobody anything', async () => {
  const { ref, sha256, by, control } = await letGo('xb');
  expect((await feedOf('xb')).refs).toEqual([control, ref]);
  expect([await blobStatus('xb', sha256), await blobStatus('xc', sha256)]).toEqual([200, 'not-found']);
  await place('xc', by);
  const { page, refs } = await feedOf('xc');
  expect(refs).toEqual(['void', 'void']);
  expect(page).not.toMatch(/hostsAffected|AGE-SECRET-KEY/);
  await sql`insert into release_item (release_id, position, recipient, ref, digest, authority, record_id)
    select release_id, position + 1000, 'xc', ref, digest, authority, record_id from release_item where release_id = ${by}`.execute(
    xa.deps.db,
  );
  expect(await blobStatus('xc', sha256)).toBe('not-found');
  await sql`update release_item set recipient = 'xc' where release_id = ${by}`.execute(xa.deps.db);
  await sql`update record set recipient = 'xc' where id = ${by}`.execute(xa.deps.db);
  expect(await blobStatus('xc', sha256)).toBe('not-found');
  expect((await feedOf('xc')).refs).toEqual(['void', 'void']);
  await sql`update release_item set recipient = 'xb' where release_id = ${by} and position < 1000`.execute(xa.deps.db);
  expect((await feedOf('xb')).refs).toEqual([control, ref]);
});

test('a release whose envelope is written anew, for another, lets nothing go', async () => {
  const { sha256, by } = await letGo('xb');
  const { jws } = (await sql<{ jws: string }>`select jws from record where id = ${by}`.execute(xa.deps.db)).rows[0]!;
  const [header, , signature] = jws.split('.');
  const forged = [
    header,
    Buffer.from(JSON.stringify({ ...openEnvelope(jws), to: 'ec' })).toString('base64url'),
    signature,
  ].join('.');
  await place('ec', by);
  await sql`update release_item set recipient = 'ec' where release_id = ${by}`.execute(xa.deps.db);
  const isVoid = async (): Promise<void> => {
    expect((await feedOf('ec')).refs).toEqual(['void', 'void']);
    expect(await blobStatus('ec', sha256)).toBe('not-found');
  };
  await sql`update record set jws = ${forged} where id = ${by}`.execute(xa.deps.db);
  await isVoid();
  await sql`update record set digest = sha256(${forged}::bytea) where id = ${by}`.execute(xa.deps.db);
  await isVoid();
});

test('a release lets go the records that it names, to the authority that it names', async () => {
  const { ref, sha256, by, control } = await letGo('xb/cyber');
  const last = async (): Promise<string[]> => (await feedOf('xb')).refs.slice(-2);
  expect(await last()).toEqual([control, `${ref} for xb/cyber`]);
  await sql`update release_item set authority = null where release_id = ${by}`.execute(xa.deps.db);
  expect(await last()).toEqual([control, 'void']);
  expect(await blobStatus('xb', sha256)).toBe('not-found');
  await sql`update release_item set authority = 'xb/cyber' where release_id = ${by}`.execute(xa.deps.db);
  expect(await last()).toEqual([control, `${ref} for xb/cyber`]);
  const kept = await handIn(xa, contentOf(1000));
  const other = await report(xa, kept);
  await xa.sequence();
  await sql`update release_item set (record_id, ref, digest) = (select id, ref, digest from record where ref = ${other})
    where release_id = ${by}`.execute(xa.deps.db);
  expect(await last()).toEqual([control, 'void']);
  expect(await blobStatus('xb', kept.sha256)).toBe('not-found');
  await sql`update release_item set (record_id, ref, digest) = (select ${await idOf(other)}::bigint, ref, digest from record where ref = ${ref})
    where release_id = ${by}`.execute(xa.deps.db);
  expect(await last()).toEqual([control, 'void']);
});

test('oversight is given envelopes of the kinds that are due by their seals, whatever a row calls them', async () => {
  const ref = await report(xa);
  await xa.sequence();
  const before = (await feedOf('iop')).refs;
  await place('iop', await idOf(ref), true);
  await sql`update record set kind = 'release' where ref = ${ref}`.execute(xa.deps.db);
  expect((await feedOf('iop')).refs).toEqual([...before, 'void']);
});
