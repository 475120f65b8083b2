import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateBundle } from '@tamga/stix';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importText } from '#features/imports/actions.ts';
import { sealRecord, storeOwn, submitRecords } from '#features/records/actions.ts';
import { transaction } from '#platform/db/db.ts';
import { refOf } from '#test/alliance.ts';
import { tamga } from '#test/command-line.ts';
import { incident } from '#test/federation/drafts.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { actors, checkGuards, expectProblem, readers } from '#test/guards.ts';
import { bundleOf, goodEvidence, goodStatement, greylatch, importHandling } from '#test/hypotheses.ts';
import type { Board, Listed } from './board-model.ts';

const person = {
  ...greylatch,
  type: 'identity',
  id: 'identity--9c1a7c60-0d2b-4d7e-8a51-000000000009',
  name: 'Jane Roe',
  identity_class: 'individual',
};
const { is_family: _, ...unnamed } = {
  ...greylatch,
  type: 'threat-actor',
  id: 'threat-actor--9c1a7c60-0d2b-4d7e-8a51-000000000002',
};
const examples = join(import.meta.dirname, '../../../docs/examples');
const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };

let net: Net;
let node: TestNode;
let refs: (string | null)[];
beforeAll(async () => {
  net = await startNodes('xa');
  node = net.node('xa');
  const bundle = bundleOf(greylatch, person, unnamed);
  refs = (await importText(node.deps, actor, bundle, importHandling)).items.map(({ ref }) => ref);
  await importText(node.deps, actor, readFileSync(join(examples, 'bundle.json')), {
    ...importHandling,
    name: 'b.json',
  });
});
afterAll(() => net[Symbol.asyncDispose]());

const at = `/api/hypotheses/${refOf('xa')}`;
checkGuards(
  () => node,
  [
    { method: 'GET', path: '/api/hypotheses', roles: readers },
    { method: 'GET', path: `/api/hypotheses/of/${greylatch.id}`, roles: readers },
    { method: 'POST', path: '/api/hypotheses', roles: actors },
    { method: 'POST', path: '/api/hypotheses/assessments', roles: actors },
    ...['evidence', 'opinion', 'dissent', 'withdraw'].map((verb) => ({
      method: 'POST' as const,
      path: `${at}/${verb}`,
      roles: actors,
    })),
  ],
);

const post = (path: string, body: object) =>
  node.ask<{ ref: string }>(`/api/hypotheses${path}`, { method: 'POST', body });
const board = (id = greylatch.id) => node.ask<Board>(`/api/hypotheses/of/${id}`);

test('a hypothesis is stated, weighed and withdrawn, and handled like the object that it is about', async () => {
  const { ref } = await post('', { hypothesis: goodStatement() });
  expect(await node.ask(`/api/records/${ref}`)).toMatchObject({
    kind: 'hypothesis.statement',
    marking: importHandling.marking,
    envelope: { about: [refs[0]], retainUntil: '2031-05-13', purpose: 'counter-terrorism' },
  });
  await post(`/${ref}/evidence`, { evidence: goodEvidence({ summary: 'An invoice.', cites: refs[0]! }) });
  const joint = {
    question: 'Where from?',
    judgement: 'Bought.',
    term: 'alleged',
    confidence: 40,
    participants: ['xa'],
    against: 'Time.',
  };
  await post('/assessments', { assessment: joint, hypotheses: [ref] });
  expect(await board()).toMatchObject({
    object: greylatch.id,
    withheld: 0,
    cut: false,
    hypotheses: [{ ref, author: 'xa/cyber', confidence: { value: 60, words: 'Likely/Probable' } }],
    assessments: [{ judgement: 'Bought.', considered: [ref], dissents: [] }],
  });
  expect((await board()).matrix.map(({ summary }) => summary)).toContain('An invoice.');
  expect((await node.ask<{ items: Listed[] }>('/api/hypotheses')).items[0]).toMatchObject({
    ref,
    held: expect.stringMatching(/^xa\/cyber holds as suspected \(/),
  });
  await post(`/${ref}/withdraw`, { reason: 'New samples.' });
  expect((await board()).hypotheses[0]).toMatchObject({ withdrawn: { reason: 'New samples.' } });
});

test('an object of which nobody holds anything has an empty board', async () => {
  expect(await board('malware--00000000-0000-4000-8000-000000000000')).toMatchObject({
    hypotheses: [],
    matrix: [],
    assessments: [],
  });
});

test('what outsiders said of the object in STIX stands on its board, apart from members’ opinions, and of no person (SG-07)', async () => {
  const opinion = {
    ...greylatch,
    type: 'opinion',
    id: 'opinion--9c1a7c60-0d2b-4d7e-8a51-000000000003',
    opinion: 'strongly-disagree',
    explanation: 'Two families,\n\u001b[2Jnot one.',
    confidence: 90,
    object_refs: [greylatch.id],
  };
  const ofPerson = { ...opinion, id: 'opinion--9c1a7c60-0d2b-4d7e-8a51-000000000004', object_refs: [person.id] };
  await importText(node.deps, actor, bundleOf(opinion, ofPerson), { ...importHandling, name: 'outside.json' });
  const { name, opinions, remarks } = await board();
  expect({ name, opinions }).toEqual({ name: 'Greylatch', opinions: [] });
  expect(remarks).toMatchObject([
    {
      what: 'opinion',
      author: 'xa',
      createdBy: null,
      opinion: 'strongly-disagree',
      confidence: { value: 90, words: 'Highly likely/Almost Certain', scale: 'wep' },
    },
  ]);
  expect(await board(person.id)).toMatchObject({ name: null, remarks: [] });
  expect((await tamga(net, ['--node', 'xa', 'hypotheses', greylatch.id])).out.split('\n')).toContain(
    'imported opinion of an author who is not named here, handed on by xa: strongly-disagree; Two families, ·[2Jnot one.; confidence: Highly likely/Almost Certain (90 of 100)',
  );
});

test('nothing is said about an object or a record that is not here: not-found', async () => {
  const elsewhere = 'malware--00000000-0000-4000-8000-000000000000';
  await expectProblem(post('', { hypothesis: goodStatement({ object: elsewhere }) }), 'not-found', elsewhere);
  await expectProblem(post(`/${refOf('xa')}/withdraw`, { reason: 'no' }), 'not-found', refOf('xa'));
});

test('nothing is said about a person: SG-07', async () => {
  const opinion = { opinion: 'agree', explanation: 'yes' };
  await expectProblem(post(`/${refs[1]!}/opinion`, opinion), 'SG-07');
  const cites = refs[1]!;
  await expectProblem(post('', { hypothesis: goodStatement({ evidence: [goodEvidence({ cites })] }) }), 'SG-07', cites);
  const attributed = { name: 'Q', class: 'group', object: person.id } as const;
  await expectProblem(post('', { hypothesis: goodStatement({ attributed }) }), 'SG-07', person.id);
  const { name: _name, ...handling } = importHandling;
  const record = (kind: string, body: object, about: string) => ({ kind, body, about: [about], ...handling });
  const compose = (kind: string, body: object, about = refs[0]!) =>
    node.ask('/api/records', { method: 'POST', body: record(kind, body, about) });
  await expectProblem(compose('hypothesis.opinion', opinion, refs[1]!), 'SG-07');
  await expectProblem(compose('hypothesis.statement', goodStatement(), refs[1]!), 'SG-07');
  await expectProblem(compose('hypothesis.statement', goodStatement({ attributed })), 'SG-07', person.id);
  // Nor about a record that calls an organisation what a later version calls a person.
  const somebody = { ...person, id: 'identity--9c1a7c60-0d2b-4d7e-8a51-000000000010' };
  const say = (identity: object, name: string) =>
    importText(node.deps, actor, bundleOf(identity), { ...importHandling, name });
  const first = await say({ ...somebody, identity_class: 'organization' }, 'first.json');
  await say({ ...somebody, modified: '2031-01-01T00:00:00.000Z' }, 'second.json');
  await expectProblem(post(`/${first.items[0]?.ref ?? ''}/opinion`, opinion), 'SG-07');
  // Nor is it told that somebody else spoke about one.
  const draft = {
    ...record('hypothesis.opinion', opinion, refs[1]!),
    author: actor.authority,
    officers: [actor.officer],
  };
  const sealed = await sealRecord(draft, node.deps);
  await transaction(node.deps.db, (tx) => storeOwn(tx, node.deps, [sealed]));
  expect((await board(person.id)).opinions).toEqual([]);
  // The refusal itself is recorded (design 8).
  expect((await node.ask<{ items: unknown[] }>('/api/records?kind=hypothesis.statement')).items).toHaveLength(1);
});

test('what is about something else than it can be is refused by rule: about', async () => {
  const [report] = await submitRecords(node.deps, [incident('xa')]);
  await expectProblem(post(`/${report!.ref}/evidence`, { evidence: goodEvidence() }), 'about');
});

test.each([
  [{ hypothesis: goodStatement({ confidence: 101 }) }, 'hypothesis.confidence'],
  [{ hypothesis: { ...goodStatement(), term: 'guilty' } }, 'hypothesis.term'],
  [{ hypothesis: goodStatement({ statement: '  ' }) }, 'hypothesis.statement'],
  [{ hypothesis: goodStatement({ evidence: [goodEvidence({ grade: 'G7' })] }) }, 'hypothesis.evidence.0.grade'],
  [{ hypothesis: goodStatement(), more: 1 }, 'more'],
])('a malformed request is refused, and says where', async (body, where) => {
  await expectProblem(post('', body), 'malformed', where);
});

const cli = (...args: string[]) => tamga(net, ['--node', 'xa', ...args]);
const malware = 'malware--8c7e0c1a-1d8e-4a0b-9d0f-6e2f4b7a9c31';

test('the command line says and shows the same, every line with its author', async () => {
  const stated = await cli('hypothesis', 'state', join(examples, 'hypothesis.json'), '--json');
  expect(stated).toMatchObject({ code: 0, err: '' });
  const { ref } = JSON.parse(stated.out) as { ref: string };
  const finding = ['evidence', ref, 'An invoice.', '--direction', 'against', '--grade', 'C3', '--why', 'A copy.'];
  expect(await cli('hypothesis', ...finding)).toMatchObject({ code: 0 });
  expect(await cli('hypothesis', 'assess', join(examples, 'assessment.json'), ref)).toMatchObject({ code: 0 });
  const shown = await cli('hypotheses', malware);
  expect(shown.code).toBe(0);
  expect(shown.out).toMatch(/^H1 xa\/cyber holds as suspected \(Likely\/Probable, 60 of 100\): The loader was bought/);
  expect(shown.out).toMatch(
    /finding An invoice\.\n {2}H1 against, moderate, C3: fairly reliable, possibly true, says xa\/cyber\n/,
  );
  expect(shown.out).toMatch(
    /joint assessment: proposed by xa\/cyber for xa, xb as suspected \(Even Chance, 50 of 100\)/,
  );
  expect(JSON.parse((await cli('hypotheses', malware, '--json')).out)).toEqual(await board(malware));
  expect((await cli('hypotheses')).out).toContain('xa/cyber holds as suspected');
  const bundle = await cli('hypotheses', malware, '--stix');
  expect(validateBundle(Buffer.from(bundle.out)).errors).toEqual([]);
  expect(bundle.out).toContain(`"ref": "${ref}"`);
  expect(await cli('hypotheses', '--stix')).toMatchObject({ code: 2 });
});

test('the command line refuses a wrong grade and a wrong ref before it asks: exit code 2', async () => {
  const finding = ['evidence', refOf('xa'), 'x', '--direction', 'for', '--why', 'y'];
  expect(await cli('hypothesis', ...finding, '--grade', 'Z9')).toMatchObject({ code: 2 });
  expect(await cli('hypothesis', 'withdraw', 'xa/none', 'no')).toMatchObject({ code: 2 });
  expect(await cli('hypothesis', 'state', join(examples, 'none.json'))).toMatchObject({ code: 1 });
});
