import { validateBundle } from '@tamga/stix';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImportReport } from '#features/imports/model.ts';
import { submitRecords } from '#features/records/actions.ts';
import { releaseRecords, recallRecords } from '#features/releases/actions.ts';
import { incident } from '#test/federation/drafts.ts';
import { object, planOf, refsOf, take, time, tlp2, uuid } from '#test/exported.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { decide, firstQuarantine } from '#test/federation/people.ts';
import { checkGuards, expectProblem, exporters } from '#test/guards.ts';
import { exportStix } from './actions/export-stix.ts';
import { planExport } from './actions/plan-export.ts';
import { readerOf } from '#test/viewer.ts';

let net: Net;
let xa: TestNode;
let xb: TestNode;
beforeAll(async () => {
  net = await startNodes('xa', 'xb');
  [xa, xb] = [net.node('xa'), net.node('xb')];
});
afterAll(() => net[Symbol.asyncDispose]());

checkGuards(
  () => xa,
  [
    { method: 'GET', path: '/api/exports', roles: exporters },
    { method: 'GET', path: '/api/exports/stix', roles: exporters },
    { method: 'GET', path: '/api/exports/misp', roles: exporters },
  ],
);

async function put(
  node: TestNode,
  objects: readonly (object | string)[],
  change: Record<string, string> = {},
): Promise<ImportReport> {
  net.clock.advance(1);
  const handling = { tlp: 'GREEN', base: 'unclassified', basis: 'mca-2029:5', purpose: 'counter-terrorism' };
  const query = new URLSearchParams({ name: 'a file', retainUntil: '2031-05-13', ...handling, ...change });
  const texts = objects.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
  const bytes = Buffer.from(`{"type":"bundle","id":"bundle--${uuid(0)}","objects":[${texts.join(',')}]}`);
  return node.ask(`/api/imports?${query.toString()}`, { method: 'POST', bytes });
}
const gateNotes = async (node: TestNode): Promise<string[]> => {
  const { rows } = await sql<{
    told: string;
  }>`select gate || ' ' || kind || ' ' || code || ' ' || officer || ' ' || count as told
    from gate_note where gate = 'export' order by 1`.execute(node.deps.db);
  return rows.map(({ told }) => told);
};

test('an object that bears its record’s label, or a narrower one, leaves as the bytes that came in', async () => {
  const odd = `{"type":"tool" , "id":"tool--${uuid(1)}","created":"${time}","modified":"${time}","name":"\\u0041lpha one","x":1.0e2, "object_marking_refs":["${tlp2.GREEN}"]}`;
  const narrower = object('tool', 2, { name: 'alpha two', object_marking_refs: [tlp2.RED] });
  const byPart = object('tool', 3, {
    name: 'alpha three',
    granular_markings: [{ marking_ref: tlp2.AMBER, selectors: ['name'] }],
  });
  const redPart = object('tool', 4, {
    name: 'alpha four',
    granular_markings: [{ marking_ref: tlp2.RED, selectors: ['name'] }],
  });
  await put(xa, [odd]);
  await put(xa, [narrower, byPart, redPart], { tlp: 'RED' });
  const { text, texts, ids } = await take(xa, 'q=alpha&type=tool');
  expect(text).toContain(odd);
  expect(texts.get(narrower.id)).toBe(JSON.stringify(narrower));
  expect(texts.get(byPart.id)).toBe(`${JSON.stringify(byPart).slice(0, -1)},"object_marking_refs":["${tlp2.RED}"]}`);
  // What is marked in part is free in its other parts, and the record is not.
  expect(texts.get(redPart.id)).toBe(`${JSON.stringify(redPart).slice(0, -1)},"object_marking_refs":["${tlp2.RED}"]}`);
  expect(ids.slice(4).toSorted()).toEqual([tlp2.AMBER, tlp2.GREEN, tlp2.RED].toSorted());
});

test('where an object says less than its record, that is added and nothing else changes', async () => {
  const own = '{"statement":"Copyright of nobody"}';
  const statement = `{"type":"marking-definition","spec_version":"2.1","id":"marking-definition--${uuid(10)}","created":"${time}","definition_type":"statement","definition":${own}}`;
  const marked = object('tool', 11, {
    name: 'beta one',
    object_marking_refs: [`marking-definition--${uuid(10)}`],
    x: 1,
  });
  const empty = `{"object_marking_refs":[ ],"type":"tool","id":"tool--${uuid(12)}","created":"${time}","modified":"${time}","name":"beta two"}`;
  const bare = object('tool', 13, { name: 'beta three' });
  await put(xa, [statement, marked, empty, bare], { tlp: 'AMBER', base: 'confidential' });
  const { texts } = await take(xa, 'q=beta&references=true');
  const first = [...texts.keys()].find((id) =>
    texts.get(id)?.includes('CONFIDENTIAL under the handling rules of mca'),
  )!;
  expect(texts.get(`marking-definition--${uuid(10)}`)).toBe(statement);
  expect(texts.get(marked.id)).toBe(
    JSON.stringify({ ...marked, object_marking_refs: [`marking-definition--${uuid(10)}`, tlp2.AMBER, first] }),
  );
  expect(texts.get(`tool--${uuid(12)}`)).toBe(empty.replace('[ ]', `[ "${tlp2.AMBER}","${first}"]`));
  expect(texts.get(bare.id)).toBe(JSON.stringify({ ...bare, object_marking_refs: [tlp2.AMBER, first] }));
});

test('what is exported is valid, and importing it again where it came from makes nothing new', async () => {
  const objects = [1, 2, 3].map((n) => object('campaign', 20 + n, { name: `gamma ${n}` }));
  await put(xa, objects, { tlp: 'AMBER', base: 'confidential' });
  const { text } = await take(xa, 'q=gamma');
  expect(validateBundle(Buffer.from(text)).errors).toEqual([]);
  const again = await put(xa, (JSON.parse(text) as { objects: object[] }).objects, { tlp: 'AMBER' });
  expect(again.counts).toMatchObject({ identical: 5, added: 0, newVersion: 0, changedSameVersion: 0, refused: 0 });
  const wider = object('campaign', 21, { name: 'gamma 1', object_marking_refs: [tlp2.RED] });
  expect((await put(xa, [wider], { tlp: 'RED' })).counts).toMatchObject({ changedSameVersion: 1, identical: 0 });
});

test('in an empty node the objects of an export are those of the file, byte for byte', async () => {
  await put(xa, [object('malware', 31, { name: 'delta one', is_family: false })], { tlp: 'GREEN' });
  const { text, texts } = await take(xa, 'q=delta');
  const report = await put(xb, [...texts.values()], { tlp: 'GREEN' });
  expect(report.counts).toMatchObject({ added: 1, identical: 1 });
  const again = await take(xb, 'q=delta');
  expect(again.texts).toEqual(texts);
  expect(text).toContain(texts.get(`malware--${uuid(31)}`));
});

test('the newest version of each object is exported, or all versions on demand', async () => {
  await put(xa, [object('tool', 41, { name: 'epsilon' })]);
  const later = { modified: '2030-02-01T00:00:00.000Z' };
  const { id: run } = await put(xa, [
    object('tool', 41, { name: 'epsilon', ...later }),
    object('tool', 42, { name: 'epsilon too' }),
  ]);
  const versions = async (query: string): Promise<string[]> =>
    [...(await take(xa, query)).text.matchAll(/"id":"tool--[^"]*?(\d\d)".*?"modified":"([^"]*)"/g)].map(
      ([, n, at]) => `${n} ${at?.slice(5, 7)}`,
    );
  expect(await versions('q=epsilon')).toEqual(['41 02', '42 01']);
  expect(await versions('q=epsilon&versions=all')).toEqual(['41 01', '41 02', '42 01']);
  expect(await versions(`ids=tool--${uuid(41)}`)).toEqual(['41 02']);
  expect(await versions(`ids=tool--${uuid(41)}&versions=all`)).toEqual(['41 01', '41 02']);
  expect(await versions(`run=${run}`)).toEqual(['41 02', '42 01']);
});

test('what an object rests on comes along on demand, and persons never', async () => {
  const author = object('identity', 51, { name: 'Zeta desk', identity_class: 'organization' });
  const person = object('identity', 52, { name: 'Ilva Sampleton', identity_class: 'individual' });
  const malware = object('malware', 53, { name: 'worm', is_family: false, created_by_ref: author.id });
  const relation = object('relationship', 54, {
    name: undefined,
    description: 'zeta',
    relationship_type: 'targets',
    source_ref: malware.id,
    target_ref: person.id,
  });
  const report = await put(xa, [author, person, malware, relation]);
  expect(await planOf(xa, 'type=relationship&q=zeta')).toMatchObject({ objects: 0 });
  const byRef = `refs=${refsOf(report)[3]}`;
  expect(await planOf(xa, byRef)).toMatchObject({ objects: 1, references: 0, refusedCount: 0 });
  expect(await planOf(xa, `${byRef}&references=true`)).toMatchObject({ objects: 3, references: 2 });
  const { ids } = await take(xa, `${byRef}&references=true`);
  expect(ids.slice(0, 3).toSorted()).toEqual([author.id, malware.id, relation.id].toSorted());
});

test('an object about a person is exported by its record’s ref and within its case, and by nothing else (SG-07)', async () => {
  const person = object('identity', 61, { name: 'Oren Demo', identity_class: 'individual' });
  const thing = object('tool', 62, { name: 'eta' });
  const report = await put(xa, [person, thing]);
  const ref = refsOf(report)[0]!;
  await expectProblem(take(xa, 'q=Oren+Demo'), 'not-found');
  const answerTo = (id: string): Promise<string> =>
    planOf(xa, `ids=${id}&leaveOut=true`).then(JSON.stringify, (error: unknown) => String(error).replaceAll(id, '…'));
  expect(await answerTo(person.id)).toBe(await answerTo(`identity--${uuid(69)}`));
  await expectProblem(take(xa, `run=${report.id}`), 'SG-07', ref);
  expect((await take(xa, `run=${report.id}&leaveOut=true`)).ids).toEqual([thing.id, tlp2.GREEN]);
  expect((await take(xa, `refs=${ref}`)).ids).toEqual([person.id, tlp2.GREEN]);

  const [incidentRecord] = await submitRecords(xa.deps, [incident('xa', { about: refsOf(report) })]);
  expect((await take(xa, `case=${incidentRecord!.ref}`)).ids).toEqual([person.id, thing.id, tlp2.GREEN]);
  await expectProblem(take(xa, `refs=${incidentRecord!.ref}`), 'kind', incidentRecord!.ref);
});

test('who is traced to a person, and who is connected with one, leaves with no run, but by ref and within a case (SG-07, SG-26)', async () => {
  const person = object('identity', 64, { name: 'Ilva Sampleton', identity_class: 'individual' });
  const actor = object('threat-actor', 65, { name: 'Quiet Heron', aliases: ['Ilva S.'], resource_level: 'government' });
  const link = (n: number, relation: string, target_ref: string) =>
    object('relationship', n, { relationship_type: relation, source_ref: actor.id, target_ref });
  const tool = object('tool', 68, { name: 'plain kit' });
  const others = [link(66, 'attributed-to', person.id), link(67, 'uses', tool.id)];
  const report = await put(xa, [person, actor, ...others, tool]);
  const run = `run=${report.id}`;
  const [personRef, ...told] = refsOf(report).slice(0, 4);
  await expectProblem(take(xa, run), 'SG-07', personRef);
  expect((await planOf(xa, run)).refused.map(({ ref, code }) => `${ref} ${code}`)).toEqual(
    [personRef, ...told].map((ref) => `${ref} SG-07`),
  );
  const left = await take(xa, `${run}&leaveOut=true&references=true`);
  expect([left.ids, left.text]).toEqual([
    [tool.id, tlp2.GREEN],
    expect.not.stringMatching(`Heron|Ilva|${person.id}|${actor.id}`),
  ]);
  const misp = Buffer.from((await xa.download(`/api/exports/misp?${run}&leaveOut=true`)).bytes).toString();
  expect(misp).toContain('plain kit');
  expect(misp).not.toMatch(/Heron|Ilva|attributed-to/);
  expect((await take(xa, `refs=${told.join(',')}&hypotheses=false`)).ids).toEqual(
    expect.arrayContaining([actor.id, ...others.map(({ id }) => id)]),
  );
  const [opened] = await submitRecords(xa.deps, [incident('xa', { about: refsOf(report) })]);
  expect(await planOf(xa, `case=${opened!.ref}`)).toMatchObject({ objects: 5, refusedCount: 0 });
});

test('a crowd of persons is in no file (SG-13)', async () => {
  const crowd = Array.from({ length: 101 }, (_, n) => object('identity', 1000 + n, { identity_class: 'individual' }));
  await put(xa, crowd);
  await decide(xa, (await firstQuarantine(xa)).id, 'released', 101);
  const refs = refsOf(await put(xa, crowd));
  expect(refs).toHaveLength(101);
  await expectProblem(take(xa, `refs=${refs.join(',')}`), 'SG-13');
  expect((await take(xa, `refs=${refs.slice(0, 100).join(',')}`)).ids).toHaveLength(101);
});

test('another’s TLP:RED goes into no file, and its content is counted where it does', async () => {
  const red = refsOf(await put(xa, [object('tool', 71, { name: 'theta red' })], { tlp: 'RED' }));
  const amber = refsOf(await put(xa, [object('tool', 72, { name: 'theta amber' })], { tlp: 'AMBER' }));
  const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
  await releaseRecords(xa.deps, actor, [...red, ...amber], ['xb']);
  await net.settle();
  await expectProblem(take(xb, 'q=theta'), 'tlp', red[0]);
  expect(await planOf(xb, 'q=theta')).toMatchObject({
    objects: 1,
    refusedCount: 1,
    refused: [{ ref: red[0], code: 'tlp' }],
  });
  expect((await take(xb, 'q=theta&leaveOut=true')).ids).toEqual([`tool--${uuid(72)}`, tlp2.AMBER]);
  expect((await take(xa, 'q=theta')).ids).toHaveLength(4);

  await recallRecords(xa.deps, actor, amber, ['xb'], 'wrong');
  await net.settle();
  await expectProblem(take(xb, 'q=theta+amber'), 'not-found');
  await expectProblem(take(xb, `refs=${amber[0]}`), 'destroyed', amber[0]);
  const tasks = await xb.ask<{ items: { code: string; about: string; exports: object[] }[] }>('/api/tasks');
  expect(tasks.items.find(({ about }) => about === amber[0])).toMatchObject({
    code: 'exported-recalled',
    exports: [{ officer: 'xb/cyber/o-1', place: 'stix-file', count: 1 }],
  });
});

test('what is recalled after an export began to be put together is not in the file', async () => {
  const names = [object('tool', 73, { name: 'stays' }), object('tool', 74, { name: 'goes' })];
  const refs = refsOf(await put(xa, names, { tlp: 'AMBER' }));
  const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
  await releaseRecords(xa.deps, actor, refs, ['xb']);
  await net.settle();
  const viewer = readerOf('xb/cyber');
  const chosen = { versions: 'newest', hypotheses: true, references: false, leaveOut: false } as const;
  const options = { ...chosen, purpose: 'counter-terrorism' };
  const plan = await planExport(xb.deps, viewer, { by: 'names', refs, ids: [] }, options);
  await recallRecords(xa.deps, actor, [refs[1]!], ['xb'], 'wrong');
  await net.settle();
  const parts: Uint8Array[] = [];
  for await (const part of exportStix(xb.deps, { id: 'xb/cyber/o-1', authority: 'xb/cyber' }, plan)) parts.push(part);
  const { objects } = JSON.parse(Buffer.concat(parts).toString()) as { objects: { id: string }[] };
  expect(objects.map(({ id }) => id)).toEqual([`tool--${uuid(73)}`, tlp2.AMBER]);
});

test('every record that leaves in a file is accounted for by officer and ref', async () => {
  const refs = refsOf(
    await put(xa, [object('tool', 81, { name: 'iota one' }), object('tool', 82, { name: 'iota two' })]),
  );
  await take(xa, 'q=iota');
  await planOf(xa, 'q=iota');
  const { rows } = await sql<{ subject: string; count: number }>`select subject, count from audit_note
    where act = 'export' and officer = 'xa/cyber/o-1' and subject = any(${refs}) order by subject`.execute(xa.deps.db);
  expect(rows).toEqual(refs.toSorted().map((subject) => ({ subject, count: 1 })));
});

test('what cannot be meant, is not here or finds nothing is told as such', async () => {
  const [ref] = refsOf(await put(xa, [object('tool', 91, { name: 'kappa' })]));
  await expectProblem(take(xa, `refs=${ref}&q=kappa`), 'malformed', 'one of them');
  await expectProblem(take(xa, 'q=kappa&q=lambda'), 'malformed', 'twice');
  await expectProblem(take(xa, 'refs=x'), 'malformed');
  await expectProblem(take(xa, 'colour=red'), 'malformed');
  await expectProblem(take(xa, 'versions=some'), 'malformed');
  await expectProblem(take(xa, `ids=tool--${uuid(99999)}`), 'not-found', uuid(99999));
  await expectProblem(take(xa, 'run=none'), 'not-found', 'none');
  await expectProblem(take(xa, `case=xa/${uuid(5).replace('-4000', '-7000')}`), 'not-found');
  await expectProblem(take(xa, 'q=nothing-has-these-words'), 'not-found');
});

test('what another gave for one purpose is taken out for no other (SG-11); one’s own is', async () => {
  const [given, own] = [object('tool', 111, { name: 'xi given' }), object('tool', 112, { name: 'xi own' })];
  const refs = refsOf(await put(xa, [given], { purpose: 'cybercrime' }));
  await releaseRecords(xa.deps, { authority: 'xa/cyber', officer: 'xa/cyber/o-1' }, refs, ['xb']);
  await net.settle();
  await put(xb, [own], { purpose: 'cii-protection' });
  await expectProblem(take(xb, 'q=xi'), 'SG-11', refs[0]);
  expect((await take(xb, 'q=xi&leaveOut=true')).ids).toEqual([own.id, tlp2.GREEN]);
  expect((await take(xb, 'q=xi&purpose=cybercrime')).ids).toEqual([given.id, own.id, tlp2.GREEN]);
  expect((await take(xa, 'q=xi&purpose=counter-terrorism')).ids).toEqual([given.id, tlp2.GREEN]);
  await expectProblem(take(xb, 'q=xi&purpose=taxes'), 'purpose', 'taxes');
  const { rows } = await sql<{ purpose: string }>`select purpose from audit_note
    where act = 'export' and subject = ${refs[0]!}`.execute(xb.deps.db);
  expect(rows).toEqual([{ purpose: 'cybercrime' }]);
});

test('what is refused to an export is told by the gates: rule, kind, officer and how many, whether the rest leaves or not', async () => {
  await sql`delete from gate_note`.execute(xb.deps.db);
  const person = object('identity', 121, { identity_class: 'individual' });
  const { id: run } = await put(xb, [person, object('tool', 122, { name: 'omicron' })]);
  const refs = (await xa.ask<{ items: { ref: string }[] }>('/api/threats?q=theta+red')).items.map(({ ref }) => ref);
  await planOf(xb, `refs=${refs[0]}`);
  expect(await gateNotes(xb)).toEqual([]);
  await expectProblem(take(xb, `refs=${refs[0]}`), 'tlp');
  await take(xb, `run=${run}&leaveOut=true`);
  await expectProblem(take(xb, 'q=omicron&purpose=taxes'), 'purpose');
  const officer = 'xb/cyber/o-1';
  const told = ['SG-07', 'purpose', 'tlp'].map((code) => `export threat.object ${code} ${officer} 1`);
  expect(await gateNotes(xb)).toEqual(told.toSorted());
  net.clock.advance(60_000);
  await xb.sealAccounts();
  expect(await gateNotes(xb)).toEqual([]);
  const accounts = await xb.ask<{ items: { title: string }[] }>('/api/records?kind=gate.block&limit=1');
  expect(accounts.items[0]?.title).toMatch(/^3 refused: /);
});
