import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveFeed } from '#features/federation/feed.ts';
import { createProofs } from '#features/log/actions.ts';
import { rebuildProjections, submitRecords } from '#features/records/actions.ts';
import type { RecordDetail, RecordProof, RecordSummary } from '#features/records/view.ts';
import { submitDraft } from '#features/releases/actions.ts';
import { transaction } from '#platform/db/db.ts';
import { dumpTables, holds } from './attack-checks.ts';
import { askAs, startAuthorities } from './authorities.ts';
import { count, incident } from './drafts.ts';
import type { Net, TestNode } from './nodes.ts';

const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
const [cyber, fiu, police] = ['xb/cyber/o-1', 'xb/fiu/o-11', 'xb/police/o-12'];
let net: Net;
let xa: TestNode;
let xb: TestNode;
beforeAll(async () => {
  net = await startAuthorities();
  [xa, xb] = [net.node('xa'), net.node('xb')];
});
afterAll(() => net[Symbol.asyncDispose]());

const report = (word: string, more: object = {}) =>
  incident('xa', { body: { ...(incident('xa').body as object), title: word, description: `About ${word}.` }, ...more });
const submit = async (word: string): Promise<string> => (await submitRecords(xa.deps, [report(word)]))[0]!.ref;
const release = (refs: string[], ...to: string[]) =>
  xa.ask<{ releases: { to: string; count: number }[] }>('/api/releases', {
    method: 'POST',
    body: { records: refs, to },
  });
const recall = (refs: string[], ...to: string[]) =>
  xa.ask('/api/recalls', { method: 'POST', body: { records: refs, to, reason: 'a reason' } });
const detailFor = (officer: string, ref: string) => askAs<RecordDetail>(xb, officer, `/api/records/${ref}`);

/** What an officer of xb sees of a record, wherever content is shown. */
async function seenBy(officer: string, ref: string): Promise<(string | null | undefined)[]> {
  const { items } = await askAs<{ items: RecordSummary[] }>(xb, officer, '/api/records?limit=200');
  const { title, body } = await detailFor(officer, ref);
  const proof = await askAs<RecordProof>(xb, officer, `/api/records/${ref}/proof`);
  const word = (text: string | null | undefined): string | null => /Zw\w+/.exec(text ?? '')?.[0] ?? null;
  return [items.find((item) => item.ref === ref)?.title, title, body, proof.body].map(word);
}
const all = (word: string | null): (string | null)[] => [word, word, word, word];

test('what is released to one authority is read by its officers alone', async () => {
  const ref = await submit('Zwalder');
  expect((await release([ref], 'xb/fiu')).releases).toMatchObject([{ to: 'xb/fiu', count: 1 }]);
  await net.settle();
  expect(await seenBy(fiu, ref)).toEqual(all('Zwalder'));
  expect(await seenBy(cyber, ref)).toEqual(all(null));
  expect(await seenBy(police, ref)).toEqual(all(null));
  expect(await detailFor(cyber, ref)).toMatchObject({
    verdict: 'accepted',
    readers: ['xb/fiu'],
    contentWithheld: true,
    contentError: null,
  });
  for (const role of ['auditor', 'node-admin'] as const)
    expect(await xb.ask(`/api/records/${ref}`, { role })).toMatchObject({
      body: null,
      title: null,
      contentWithheld: true,
    });
  expect((await xa.ask<RecordDetail>(`/api/records/${ref}`)).releases).toMatchObject([
    { to: 'xb/fiu', recalledAt: null, receipts: [{ status: 'delivered' }] },
  ]);
});

test('what an authority alone may read counts in the state of an incident for its officers alone', async () => {
  const [incidentRef] = (await submitRecords(xa.deps, [report('Zwember')])).map(({ ref }) => ref);
  const [countRef] = (await submitRecords(xa.deps, [count('xa', incidentRef!, 7_001)])).map(({ ref }) => ref);
  await release([incidentRef!], 'xb');
  await release([countRef!], 'xb/fiu');
  await net.settle();
  const hostsFor = async (officer: string) =>
    (await askAs<{ hosts: number }>(xb, officer, `/api/incidents/${incidentRef!}`)).hosts;
  expect(await hostsFor(fiu)).toBe(7_001);
  expect(await hostsFor(cyber)).toBe(412);
  const related = (await detailFor(cyber, incidentRef!)).related.find(({ ref }) => ref === countRef);
  expect(related).toMatchObject({ kind: 'incident.count', title: null });
});

const handling = 'tlp=GREEN&base=unclassified&basis=mca-2029:5&purpose=counter-terrorism&retainUntil=2031-05-13';
const malware = (name: string) =>
  `{"type":"malware","spec_version":"2.1","id":"malware--0197a9a0-0000-4000-8000-0000000000${name.length}1","created":"2030-01-01T00:00:00.000Z","modified":"2030-01-01T00:00:00.000Z","name":"${name}","is_family":false}`;

test('of an object for one authority no table, no search and no rebuilding knows a word', async () => {
  const run = await xa.ask<{ items: { ref: string }[] }>(`/api/imports?name=zwfile&${handling}`, {
    method: 'POST',
    bytes: Buffer.from(malware('Zwhidden')),
  });
  const ref = run.items[0]!.ref;
  await release([ref], 'xb/fiu');
  await net.settle();
  await transaction(xb.deps.db, (tx) => rebuildProjections(tx, xb.deps));
  expect(holds(await dumpTables(xb), 'Zwhidden')).toBe(false);
  expect(holds(await dumpTables(xb), 'zwhidden')).toBe(false);
  for (const officer of [fiu, cyber])
    expect((await askAs<{ items: unknown[] }>(xb, officer, '/api/threats?q=zwhidden')).items).toEqual([]);
  expect(await seenBy(fiu, ref)).toEqual(all('Zwhidden'));
  expect(await seenBy(cyber, ref)).toEqual(all(null));

  await release([ref], 'xb');
  await net.settle();
  expect((await askAs<{ items: unknown[] }>(xb, cyber, '/api/threats?q=zwhidden')).items).toHaveLength(1);
  expect(await seenBy(cyber, ref)).toEqual(all('Zwhidden'));
});

test('the feed carries it encrypted: neither its words nor its body key are on the way', async () => {
  const ref = await submit('Zwtravel');
  await release([ref], 'xb/fiu');
  await xa.sequence();
  const page = await serveFeed({ ...xa.deps, proofs: createProofs(xa.deps.db) }, 'xb', { log: 1, seq: 0 }, 0);
  const line = page.split('\n').find((one) => one.includes('"sealed"') && one.includes('"to":"xb/fiu"'));
  expect(line).toBeDefined();
  expect(page).not.toContain('Zwtravel');
  const { bodyKey } = await xa.ask<RecordProof>(`/api/records/${ref}/proof`);
  expect(page).not.toContain(bodyKey);
  await net.settle();
});

test('a second authority is let in by a release of its own, and all of the participant by one to it', async () => {
  const ref = await submit('Zwsecond');
  await release([ref], 'xb/fiu');
  await net.settle();
  await release([ref], 'xb/police');
  await net.settle();
  expect(await seenBy(police, ref)).toEqual(all('Zwsecond'));
  expect(await seenBy(fiu, ref)).toEqual(all('Zwsecond'));
  expect(await seenBy(cyber, ref)).toEqual(all(null));
  expect((await release([ref], 'xb/fiu', 'xb/police')).releases.map((one) => one.count)).toEqual([0, 0]);
  await release([ref], 'xb');
  await net.settle();
  expect(await seenBy(cyber, ref)).toEqual(all('Zwsecond'));
  expect((await release([ref], 'xb/fiu')).releases).toMatchObject([{ count: 0 }]);
  const { rows } = await sql`select readers from record where ref = ${ref}`.execute(xb.deps.db);
  expect(rows).toEqual([{ readers: null }]);
});

test('a recall takes it from every authority, and a later release gives it back to one', async () => {
  const ref = await submit('Zwgone');
  await release([ref], 'xb/fiu', 'xb/police');
  await net.settle();
  await recall([ref], 'xb/fiu');
  await net.settle();
  for (const officer of [fiu, police]) expect(await seenBy(officer, ref)).toEqual(all(null));
  const { rows } = await sql`select body, wrapped_keys, readers from record where ref = ${ref}`.execute(xb.deps.db);
  expect(rows).toEqual([{ body: null, wrapped_keys: null, readers: null }]);
  expect((await xa.ask<RecordDetail>(`/api/records/${ref}`)).releases.every((one) => one.recalledAt !== null)).toBe(
    true,
  );
  await release([ref], 'xb/police');
  await net.settle();
  expect(await seenBy(police, ref)).toEqual(all('Zwgone'));
  expect(await seenBy(fiu, ref)).toEqual(all(null));
});

test('a replacement goes to the authority that has the old one, and to nobody else of its participant', async () => {
  const ref = await submit('Zwold');
  await release([ref], 'xb/fiu');
  await net.settle();
  const made = await submitDraft(xa.deps, actor, report('Zwnew', { replaces: ref }));
  expect(made.released).toMatchObject([{ to: 'xb/fiu', count: 1 }]);
  await net.settle();
  expect(await seenBy(fiu, made.record.ref)).toEqual(all('Zwnew'));
  expect(await seenBy(cyber, made.record.ref)).toEqual(all(null));
});

test.each([
  ['an authority that is not there', 'xb/nobody', 'authority'],
  ['the node itself', 'xb/node', 'authority'],
  ['an authority of a stranger', 'zz/fiu', 'recipient'],
  ['an own authority', 'xa/cyber', 'recipient'],
])('nothing is released to %s', async (_, to, code) => {
  const ref = await submit('Zwkept');
  await expect(release([ref], to)).rejects.toMatchObject({ detail: { code } });
});

test('who names an authority that cannot be released to is told which can', async () => {
  const ref = await submit('Zwkept');
  await expect(release([ref], 'xb/nobody')).rejects.toThrow(/of others: .*xb\/fiu/);
});

test('the policy holds for an authority as for its participant', async () => {
  const [red] = await submitRecords(xa.deps, [report('Zwred', { marking: { tlp: 'RED', base: 'unclassified' } })]);
  await expect(release([red!.ref], 'ec/duty')).rejects.toMatchObject({ detail: { code: 'tlp' } });
});
