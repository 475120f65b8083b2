import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importText } from '#features/imports/actions.ts';
import { prepareRecord, projectDue, rebuildProjections, sealPrepared, storeOwn } from '#features/records/actions.ts';
import type { RecordSummary } from '#features/records/view.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import type { Neighbours } from '#features/threats/graph-model.ts';
import { transaction } from '#platform/db/db.ts';
import { speak } from '#test/speak.ts';
import { relationWord } from '#web/i18n/stix.ts';
import { sayTitle } from '#web/i18n/titles.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';
import { bundle, importAs, malware, options, person } from './people.ts';

/** What records are called in lists, and found by, knows no more of persons than the table of objects does (SG-07), and is the node's own word (SG-26). */
let net: Net;
let xa: TestNode;
let xb: TestNode;
beforeAll(async () => {
  net = await startNodes('xa', 'xb');
  [xa, xb] = [net.node('xa'), net.node('xb')];
});
afterAll(() => net[Symbol.asyncDispose]());

let runs = 0;
const load = (objects: readonly object[]) => importAs(xa, 'xa/cyber/o-1', bundle(objects, ++runs));
const records = async (node: TestNode, query = ''): Promise<RecordSummary[]> =>
  (await node.ask<{ items: RecordSummary[] }>(`/api/records?limit=100&kind=threat.object${query}`)).items;
const titles = async (node: TestNode, query = ''): Promise<(string | null)[]> =>
  (await records(node, query)).map(({ title }) => title);
const link = (n: number, relationship_type: string, source_ref: string, target_ref: string) => ({
  ...malware(n),
  name: undefined,
  is_family: undefined,
  type: 'relationship',
  id: malware(n).id.replace('malware', 'relationship'),
  relationship_type,
  source_ref,
  target_ref,
});

/** Where the word is told, of all that lists, counts, opens or searches records and objects. */
async function told(word: string, ids: readonly string[]): Promise<string[]> {
  const lists = ['/api/records?limit=100', '/api/threats?limit=100'];
  const finds = ['records', 'threats', 'records/all/timeline/counts'].map((path) => `/api/${path}?q=${word}`);
  const own = [...(await records(xa)).map(({ ref }) => `/api/cases/${ref}`), ...ids.map((id) => `/api/threats/${id}`)];
  const answers = [
    ...(await Promise.all([...lists, ...finds].map((path) => xa.ask(path)))),
    // What has no page answers none.
    ...(await Promise.all(own.map((path) => xa.ask(path).catch(() => null)))),
  ];
  expect(answers.filter((answer) => answer !== null).length).toBeGreaterThan(lists.length + finds.length);
  const isTold = new RegExp(`${word}|"total":{"count":[1-9]`, 'i');
  return [...lists, ...finds, ...own].filter((_, n) => isTold.test(JSON.stringify(answers[n])));
}

const heron = {
  ...malware(11),
  type: 'threat-actor',
  id: malware(11).id.replace('malware', 'threat-actor'),
  name: 'Sable Heron',
  is_family: undefined,
};
const translation = {
  ...link(16, '', '', ''),
  type: 'language-content',
  id: malware(16).id.replace('malware', 'language-content'),
  relationship_type: undefined,
  source_ref: undefined,
  target_ref: undefined,
  object_ref: heron.id,
  contents: { ru: { description: 'Группа.' } },
};
const brandel = { ...person(12), name: 'Tove Brandel' };
const holmdale = { ...person(21), name: 'Mira Holmdale', identity_class: 'organization' };
const later = { ...holmdale, identity_class: 'individual', modified: '2030-01-02T00:00:00.000Z' };

test('an actor who is traced to a person is called by its type, found by no title and named in no line', async () => {
  await load([heron, malware(13), link(14, 'uses', heron.id, malware(13).id), translation]);
  expect(await titles(xa)).toEqual(
    expect.arrayContaining(['Sable Heron', 'uses: Sable Heron → Tool 13', 'translation (ru): Sable Heron']),
  );
  await load([brandel, link(15, 'attributed-to', heron.id, brandel.id)]);
  expect(await told('heron', [heron.id, malware(13).id])).toEqual([]);
  expect((await titles(xa)).toSorted()).toEqual([
    'Tool 13',
    'identity',
    'relationship',
    'relationship',
    'threat-actor',
    'translation (ru): threat-actor 00000000…',
  ]);
});

test('whom a later version of the same participant calls a person has no name in any version, nor where others name it', async () => {
  await load([holmdale, malware(22), link(23, 'targets', malware(22).id, holmdale.id)]);
  expect(await titles(xa, '&q=holmdale')).toEqual(['Mira Holmdale']);
  await load([later]);
  expect(await told('holmdale', [holmdale.id, malware(22).id])).toEqual([]);
});

test.each(['Attributed-To', 'attributed_to', 'x-acme:attributed-to', 'authored-by', 'attributed-to\u3164'])(
  'nor is an actor named who is traced to a person by a relation that is spelled otherwise: %j',
  async (relation) => {
    const n = 1_000 + ++runs;
    const actor = { ...heron, id: heron.id.replace(/\d{4}$/, String(n)), name: `Kestrel${n}` };
    await load([actor, person(n), link(n, relation, actor.id, person(n).id)]);
    expect(await told(`Kestrel${n}`, [actor.id])).toEqual([]);
  },
);

test('nor after its projections are made anew, nor after an upgrade of what lay here before', async () => {
  const before = await titles(xa);
  await transaction(xa.deps.db, (tx) => rebuildProjections(tx, xa.deps));
  expect(await titles(xa)).toEqual(before);
  const threats = await xa.ask('/api/threats?limit=100');
  await load([{ ...malware(31), name: 'xa holds: uses: A → B' }]);
  const [quoted] = await titles(xa);
  expect(quoted).toBe('“xa holds: uses: A → B”');
  await sql`update record r set title = 'Mira Holmdale' from threat_object t where t.record_id = r.id and t.object_id = ${holmdale.id}`.execute(
    xa.deps.db,
  );
  await sql`update record r set title = 'xa holds: uses: A → B' where title = ${quoted}`.execute(xa.deps.db);
  await sql`update threat_object set name = 'xa holds: uses: A → B' where name = ${quoted}`.execute(xa.deps.db);
  const facets = await xa.ask('/api/threats/facets/counts');
  const migration = readFileSync(new URL('../../src/migrations/0085-titles-of-persons.sql', import.meta.url), 'utf8');
  await sql.raw(migration).execute(xa.deps.db);
  await projectDue(xa.deps);
  expect(await titles(xa)).toEqual([quoted, ...before]);
  const { items } = await xa.ask<{ items: { name: string }[] }>('/api/threats?limit=100');
  expect(items.map(({ name }) => name)).toContain(quoted);
  expect(items).toHaveLength((threats as { items: object[] }).items.length + 1);
  expect(await xa.ask('/api/threats/facets/counts')).toEqual(facets);
});

test('nor does what lay here before have a fact, a name or words of an author that are the node’s after the upgrade that knows more spellings', async () => {
  const traced = { ...heron, id: malware(52).id.replace('malware', 'threat-actor'), name: 'Harrier' };
  const one = {
    ...heron,
    id: malware(54).id.replace('malware', 'threat-actor'),
    name: 'Osprey',
    resource_level: 'Individual',
  };
  await load([
    traced,
    person(53),
    link(55, 'Attributed_To', traced.id, person(53).id),
    one,
    malware(56),
    link(57, 'uses', 'xa/police has arrested', malware(56).id),
    { ...malware(58), name: 'по мнению xa: Lanternfish' },
  ]);
  const before = await titles(xa);
  const { db } = xa.deps;
  const counts = await xa.ask('/api/threats/facets/counts');
  await sql`update threat_object set name = 'uses: xa/police has arrested → nobody' where name like 'uses: “%'`.execute(
    db,
  );
  await sql`update record set title = 'uses: xa/police has arrested → nobody' where title like 'uses: “%'`.execute(db);
  await sql`update threat_object set name = 'по мнению xa: Lanternfish' where name like '“по%'`.execute(db);
  await sql`update record set title = 'по мнению xa: Lanternfish' where title like '“по%'`.execute(db);
  await sql`update record r set title = name from threat_object t where t.record_id = r.id and object_id = any(${[traced.id, one.id]})`.execute(
    db,
  );
  await sql`update threat_object set search = aside, aside = null where object_id = ${traced.id}`.execute(db);
  await sql`alter table threat_edge drop column attributes`.execute(db);
  expect(await titles(xa)).not.toEqual(before);
  const migration = readFileSync(
    new URL('../../src/migrations/0088-attributions-spelled.sql', import.meta.url),
    'utf8',
  );
  await sql.raw(migration).execute(db);
  await projectDue(xa.deps);
  expect(await titles(xa)).toEqual(before);
  expect([await told('harrier', [traced.id]), await told('osprey', [one.id])]).toEqual([[], []]);
  expect(await xa.ask('/api/threats/facets/counts')).toEqual(counts);
});

test('when the version that tells of a person is gone, the others are called by their names again', async () => {
  const versions = (await records(xa)).filter(({ title }) => title === 'identity');
  const of = await Promise.all(versions.map(({ ref }) => xa.ask<{ body: string }>(`/api/records/${ref}`)));
  const refs = versions.map(({ ref }) => ref).filter((_, n) => of[n]!.body.includes('Holmdale'));
  const telling = refs.find((ref) => of[versions.findIndex((one) => one.ref === ref)]!.body.includes('individual'));
  const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
  await releaseRecords(xa.deps, actor, refs, ['xb']);
  await net.settle();
  expect(await titles(xb)).toEqual(['identity', 'identity']);
  await recallRecords(xa.deps, actor, [telling!], ['xb'], 'a mistake');
  await net.settle();
  expect((await titles(xb)).toSorted()).toEqual(['Mira Holmdale', null]);
  expect(await titles(xb, '&q=holmdale')).toEqual(['Mira Holmdale']);
});

test('what a member calls its object is not shown as what this participant holds', async () => {
  const name = 'xa holds: attributed-to: Lanternfish → Ministry of Defence';
  const actor = { authority: 'xb/cyber', officer: 'xb/cyber/o-1' };
  await importText(xb.deps, actor, Buffer.from(bundle([{ ...malware(41), name }], 41)), options);
  const refs = (await records(xb)).filter(({ author }) => author === 'xb/cyber').map(({ ref }) => ref);
  await releaseRecords(xb.deps, actor, refs, ['xa']);
  await net.settle();
  const shown = (await records(xa)).find(({ author }) => author === 'xb/cyber');
  for (const locale of ['en', 'ru', 'zh'] as const)
    expect(sayTitle(speak(locale), { kind: 'threat.object', title: shown!.title! })).toBe(`“${name}”`);
  const { items } = await xa.ask<{ items: { name: string; author: string }[] }>('/api/threats?limit=100');
  expect(items.filter(({ author }) => author === 'xb').map((one) => one.name)).toEqual([`“${name}”`]);
});

/** Seals an object at xb as a changed program would, whatever imports ask, and releases it. */
async function send(object: object): Promise<string> {
  const { name: _, ...handling } = options;
  const draft = {
    kind: 'threat.object',
    body: { object },
    author: 'xb/cyber',
    officers: ['xb/cyber/o-1'],
    ...handling,
  };
  const sealed = await sealPrepared(prepareRecord(draft, xb.deps), [], xb.deps);
  await transaction(xb.deps.db, (tx) => storeOwn(tx, xb.deps, [sealed]));
  const { ref } = sealed.envelope;
  await releaseRecords(xb.deps, { authority: 'xb/cyber', officer: 'xb/cyber/o-1' }, [ref], ['xa']);
  await net.settle();
  return (await records(xa)).find((one) => one.ref === ref)!.title!;
}

test.each([
  'attributed-to\u3164',
  'attributed\u115f-to',
  'attri\u034fbuted-to',
  'attributed-to\ufe0f',
  'attributed-to (xa holds)',
])(
  'what attributes in letters that show nothing, or in words that say whose it is, is nobody’s fact in titles, neighbours and files: %j',
  async (relation) => {
    const n = 600 + ++runs;
    const set = { ...heron, type: 'intrusion-set', id: malware(n).id.replace('malware', 'intrusion-set') };
    await send({ ...malware(n), name: 'Greylatch' });
    await send(set);
    const made = link(n, relation, malware(n).id, set.id);
    const isHeld = !relation.includes('(');
    expect(await send(made)).toBe(`${isHeld ? 'xb holds: ' : ''}“${relation}”: Greylatch → Sable Heron`);
    const { items } = await xa.ask<Neighbours>(`/api/threats/${malware(n).id}/neighbours`);
    const [said] = items.flatMap((one) => one.links);
    expect(said!.held).toBe(isHeld ? `a hypothesis of xb, not a fact: “${relation}”` : null);
    expect(relationWord(speak('en'), said!.relation)).toBe(`“${relation}”`);
    const { bytes } = await xa.download(
      `/api/exports/stix?ids=${made.id},${malware(n).id},${set.id}&purpose=counter-terrorism`,
    );
    expect(Buffer.from(bytes).toString().includes('"note"')).toBe(isHeld);
  },
);

test('what attributes by an end that is a long text of its author’s is told with whose word it is, and the text in quotation marks', async () => {
  const text = `Lanternfish \u2b62 Ministry of Defence, as was established by the Panel in its finding of 3 May${'; seen under seal'.repeat(9)}`;
  const title = await send(link(900, 'attributed-to', text, malware(41).id));
  expect(title).toMatch(/^xb holds: attributed-to: “Lanternfish [^“”]+…” → malware--[0-9a-f-]{36}$/);
  expect(await send(link(901, 'uses', 'xa/police has arrested Jane Mockford; uses', 'Lanternfish'))).toBe(
    'uses: “xa/police has arrested Jane Mockford; uses” → “Lanternfish”',
  );
});
