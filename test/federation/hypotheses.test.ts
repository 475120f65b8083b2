import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Board } from '#features/hypotheses/board-model.ts';
import { importText } from '#features/imports/actions.ts';
import { rebuildProjections, submitRecords } from '#features/records/actions.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { transaction } from '#platform/db/db.ts';
import { expectProblem } from '../guards.ts';
import { bundleOf, goodEvidence, goodStatement, greylatch, importHandling } from '../hypotheses.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

const actorOf = (code: string) => ({ authority: `${code}/cyber`, officer: `${code}/cyber/o-1` });
const boardAt = (node: TestNode): Promise<Board> => node.ask<Board>(`/api/hypotheses/of/${greylatch.id}`);
type Made = { ref: string; released: { to: string }[]; withheld: { to: string; code: string }[] };
const post = (node: TestNode, path: string, body: object): Promise<Made> =>
  node.ask<Made>(`/api/hypotheses${path}`, { method: 'POST', body });
const release = (node: TestNode, refs: string[], to: string[]) =>
  releaseRecords(node.deps, actorOf(node.code), refs, to);
const recall = (node: TestNode, refs: string[], to: string[]) =>
  recallRecords(node.deps, actorOf(node.code), refs, to, 'sent too widely');

/** An object of xa's that xb and xc have, and a hypothesis of xa's about it that both have. */
async function openCase(net: Net): Promise<{ object: string; hypothesis: string }> {
  const xa = net.node('xa');
  const { items } = await importText(xa.deps, actorOf('xa'), bundleOf(greylatch), importHandling);
  const object = items[0]?.ref ?? '';
  const { ref: hypothesis } = await post(xa, '', { hypothesis: goodStatement() });
  await release(xa, [object, hypothesis], ['xb', 'xc']);
  await net.settle();
  return { object, hypothesis };
}

test('an opinion of another comes back and stands beside the hypothesis; its recall takes it away', async () => {
  await using net = await startNodes('xa', 'xb', 'xc');
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  const { hypothesis } = await openCase(net);
  expect((await boardAt(xb)).hypotheses).toMatchObject([{ author: 'xa/cyber', term: 'suspected', opinions: [] }]);

  const opinion = { opinion: 'disagree', explanation: 'Our samples were compiled in one place.' };
  const { ref } = await post(xb, `/${hypothesis}/opinion`, opinion);
  await net.settle();
  expect((await boardAt(xa)).hypotheses[0]?.opinions, 'nothing leaves without a release').toEqual([]);
  await release(xb, [ref], ['xa']);
  await net.settle();
  expect((await boardAt(xa)).hypotheses[0]?.opinions).toMatchObject([{ author: 'xb/cyber', ...opinion }]);
  expect((await boardAt(net.node('xc'))).hypotheses[0]?.opinions).toEqual([]);

  await recall(xb, [ref], ['xa']);
  await net.settle();
  expect((await boardAt(xa)).hypotheses).toMatchObject([{ ref: hypothesis, opinions: [] }]);
});

test('alternatives of several members stand side by side; the recall of one leaves the others', async () => {
  await using net = await startNodes('xa', 'xb', 'xc');
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  const { hypothesis } = await openCase(net);
  const other = goodStatement({ statement: 'Whoever ran the campaign wrote it.', confidence: 35 });
  const { ref } = await post(xb, '', { hypothesis: other });
  await release(xb, [ref], ['xa']);
  await net.settle();
  expect((await boardAt(xa)).hypotheses.map(({ author }) => author)).toEqual(['xa/cyber', 'xb/cyber']);
  await recall(xb, [ref], ['xa']);
  await net.settle();
  expect((await boardAt(xa)).hypotheses.map((one) => one.ref)).toEqual([hypothesis]);
});

test('what its author holds against it goes wherever a hypothesis goes, without being named: SG-26', async () => {
  await using net = await startNodes('xa', 'xb', 'xc');
  const xa = net.node('xa');
  const { items } = await importText(xa.deps, actorOf('xa'), bundleOf(greylatch), importHandling);
  const { ref } = await post(xa, '', { hypothesis: goodStatement() });
  const against = await post(xa, `/${ref}/evidence`, { evidence: goodEvidence({ summary: 'An older build.' }) });
  const support = { evidence: goodEvidence({ summary: 'A seller’s page.', direction: 'for' }) };
  await post(xa, `/${ref}/evidence`, support);
  await release(xa, [items[0]?.ref ?? '', ref], ['xb']);
  await net.settle();
  const summaries = async (code: string) => (await boardAt(net.node(code))).matrix.map(({ summary }) => summary);
  expect(await summaries('xb')).toContain('An older build.');
  expect(await summaries('xb')).not.toContain('A seller’s page.');

  // What is found later goes to whoever has the hypothesis, at once.
  const later = await post(xa, `/${ref}/evidence`, { evidence: goodEvidence({ summary: 'A third build.' }) });
  expect(later).toMatchObject({ released: [{ to: 'xb' }], withheld: [] });
  await net.settle();
  expect(await summaries('xb')).toContain('A third build.');

  // What was withdrawn speaks against nothing any more; the rest still goes along.
  await post(xa, `/${against.ref}/withdraw`, { reason: 'It was another file.' });
  await release(xa, [items[0]?.ref ?? '', ref], ['xc']);
  await net.settle();
  expect(await summaries('xc')).not.toContain('An older build.');
  expect(await summaries('xc')).toContain('A third build.');
});

test('a hypothesis whose counter-evidence may not go to a recipient does not go there either: SG-26', async () => {
  await using net = await startNodes('xa', 'xb', 'ec');
  const xa = net.node('xa');
  const { items } = await importText(xa.deps, actorOf('xa'), bundleOf(greylatch), importHandling);
  const { ref } = await post(xa, '', { hypothesis: goodStatement() });
  const handling = { marking: { tlp: 'RED', base: 'unclassified' } };
  await post(xa, `/${ref}/evidence`, { evidence: goodEvidence({ summary: 'From a closed source.' }), handling });
  const refs = [items[0]?.ref ?? '', ref];
  await expect(release(xa, refs, ['ec'])).rejects.toMatchObject({ code: 'refused', detail: { code: 'SG-26' } });
  await net.settle();
  expect((await boardAt(net.node('ec'))).hypotheses).toEqual([]);
  // A member may have RED, and so gets both.
  await release(xa, refs, ['xb']);
  await net.settle();
  expect((await boardAt(net.node('xb'))).matrix.map(({ summary }) => summary)).toContain('From a closed source.');
});

test('counter-evidence that may not follow to who has the hypothesis is told to its author', async () => {
  await using net = await startNodes('xa', 'ec');
  const xa = net.node('xa');
  const { items } = await importText(xa.deps, actorOf('xa'), bundleOf(greylatch), importHandling);
  const { ref } = await post(xa, '', { hypothesis: goodStatement() });
  await release(xa, [items[0]?.ref ?? '', ref], ['ec']);
  const handling = { marking: { tlp: 'RED', base: 'unclassified' } };
  const made = await post(xa, `/${ref}/evidence`, { evidence: goodEvidence(), handling });
  expect(made).toMatchObject({ released: [], withheld: [{ to: 'ec', code: 'tlp' }] });
});

test('a dissent stays with the joint assessment through its corrections, and nobody but its author replaces or withdraws it', async () => {
  await using net = await startNodes('xa', 'xb', 'ec');
  const [xa, xb, ec] = [net.node('xa'), net.node('xb'), net.node('ec')];
  const { items } = await importText(xa.deps, actorOf('xa'), bundleOf(greylatch), importHandling);
  const { ref: hypothesis } = await post(xa, '', { hypothesis: goodStatement() });
  await release(xa, [items[0]?.ref ?? '', hypothesis], ['xb', 'ec']);
  await net.settle();
  const assessment = {
    question: 'Where does the loader come from?',
    judgement: 'Most likely bought.',
    term: 'suspected',
    confidence: 50,
    participants: ['xa', 'xb'],
    prefers: hypothesis,
    against: 'The time stamps.',
  };
  const joint = await post(ec, '/assessments', { assessment, hypotheses: [hypothesis] });
  const office = ec.deps.officers[0]!;
  const byEc = { authority: office.authority, officer: office.id };
  await releaseRecords(ec.deps, byEc, [joint.ref], ['xa', 'xb']);
  await net.settle();
  expect((await boardAt(xa)).assessments).toMatchObject([{ confidence: { words: 'Even Chance' }, dissents: [] }]);

  const apart = await post(xb, `/${joint.ref}/dissent`, { reason: 'We see our own tools in it.', confidence: 20 });
  await release(xb, [apart.ref], ['xa', 'ec']);
  await net.settle();
  const dissents = async (node: TestNode) => (await boardAt(node)).assessments.map((one) => one.dissents);
  for (const node of [xa, xb, ec])
    expect(await dissents(node)).toMatchObject([[{ author: 'xb/cyber', confidence: { value: 20 } }]]);

  // A correction goes to whoever has the assessment, and the dissent stands with it.
  const handling = { replaces: joint.ref };
  const corrected = { assessment: { ...assessment, confidence: 95 }, hypotheses: [hypothesis], handling };
  await post(ec, '/assessments', corrected);
  await net.settle();
  for (const node of [xa, xb, ec])
    expect(await dissents(node)).toMatchObject([[{ author: 'xb/cyber', earlier: true, withdrawn: null }]]);

  // Nobody else writes over it or takes it back.
  await expect(post(ec, `/${apart.ref}/withdraw`, { reason: 'Settled.' })).rejects.toMatchObject({
    detail: { code: 'not-author' },
  });
  const over = { reason: 'We agree after all.', handling: { replaces: apart.ref } };
  await expect(post(xa, `/${joint.ref}/dissent`, over)).rejects.toMatchObject({ detail: { code: 'replaces' } });

  // Its author does both, and whoever has it is told.
  const milder = await post(xb, `/${joint.ref}/dissent`, { reason: 'Only the confidence is too high.' });
  expect(milder.released.map(({ to }) => to).toSorted()).toEqual(['ec', 'xa']);
  await net.settle();
  expect(await dissents(xa)).toMatchObject([[{ ref: milder.ref, reason: 'Only the confidence is too high.' }]]);
  expect(await post(xb, `/${milder.ref}/withdraw`, { reason: 'Settled.' })).toMatchObject({ withheld: [] });
  await net.settle();
  expect(await dissents(ec)).toMatchObject([[{ ref: milder.ref, withdrawn: { reason: 'Settled.' } }]]);
});

test('a joint assessment takes along what it weighs and what speaks against that, or does not go; what then waits for another’s says so', async () => {
  await using net = await startNodes('xa', 'xb', 'ec');
  const [xa, xb, ec] = [net.node('xa'), net.node('xb'), net.node('ec')];
  const { items } = await importText(xa.deps, actorOf('xa'), bundleOf(greylatch), importHandling);
  const object = items[0]?.ref ?? '';
  await release(xa, [object], ['xb', 'ec']);
  await net.settle();
  const { ref: first } = await post(xa, '', { hypothesis: goodStatement() });
  const red = { marking: { tlp: 'RED', base: 'unclassified' } };
  const { ref: second } = await post(xa, '', { hypothesis: goodStatement({ confidence: 20 }), handling: red });
  await post(xa, `/${second}/evidence`, { evidence: goodEvidence({ summary: 'An older build.' }), handling: red });
  const assess = (hypotheses: string[]) =>
    post(xa, '/assessments', { assessment, hypotheses, handling: { marking: importHandling.marking } });
  const assessment = {
    question: 'Where does the loader come from?',
    judgement: 'Most likely bought.',
    term: 'suspected',
    confidence: 50,
    participants: ['xa', 'xb'],
    against: 'The time stamps.',
  };
  const joint = await assess([first, second]);
  await expect(release(xa, [joint.ref], ['ec'])).rejects.toMatchObject({
    detail: { code: 'SG-26' },
    message: expect.stringContaining(second),
  });
  await release(xa, [first], ['xb']);
  await release(xa, [joint.ref], ['xb']);
  await net.settle();
  const there = await boardAt(xb);
  expect(there.hypotheses.map(({ ref }) => ref)).toEqual([first, second]);
  expect(there.matrix.map(({ summary }) => summary)).toContain('An older build.');
  expect(there.assessments).toMatchObject([{ ref: joint.ref, considered: [first, second].toSorted() }]);
  expect((await boardAt(net.node('ec'))).hypotheses).toEqual([]);

  // Another's hypothesis is not xa's to release: who lacks it is told what the assessment waits for.
  const { ref: foreign } = await post(xb, '', { hypothesis: goodStatement() });
  await release(xb, [foreign], ['xa']);
  await net.settle();
  const waits = await assess([first, foreign]);
  // Nobody here knows whether xb released it there: who releases is told what it may wait for, and whom to ask.
  expect(await release(xa, [waits.ref], ['ec'])).toMatchObject([{ to: 'ec', mayLack: [foreign] }]);
  expect((await release(xa, [waits.ref], ['xb']))[0], 'xb wrote it').not.toHaveProperty('mayLack');
  await net.settle();
  await expectProblem(
    post(ec, `/${waits.ref}/dissent`, { reason: 'No.' }),
    'verdict',
    `${waits.ref} is here and waits for ${foreign}`,
  );
  await release(xb, [foreign], ['ec']);
  await net.settle();
  expect(await post(ec, `/${waits.ref}/dissent`, { reason: 'No.' })).toMatchObject({ withheld: [] });

  // What a rule set aside there is said to be, with the rule's words.
  const quarantine = (verdict: string, why: string | null) =>
    sql`update record set verdict = ${verdict}, why = ${why} where ref = ${waits.ref}`.execute(ec.deps.db);
  await quarantine('quarantined', 'by hand');
  const dissent = post(ec, `/${waits.ref}/dissent`, { reason: 'No.' });
  await expectProblem(dissent, 'verdict', `${waits.ref} is here and quarantined: by hand`);
  await quarantine('accepted', null);
});

test('a hypothesis takes along the object that it is about; what was destroyed keeps nothing back where it is already, and back elsewhere', async () => {
  await using net = await startNodes('xa', 'xb', 'ec');
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  const { items } = await importText(xa.deps, actorOf('xa'), bundleOf(greylatch), importHandling);
  const object = items[0]?.ref ?? '';
  const { ref } = await post(xa, '', { hypothesis: goodStatement() });
  const assessment = {
    question: 'Where does the loader come from?',
    judgement: 'Most likely bought.',
    term: 'suspected',
    confidence: 50,
    participants: ['xa'],
    against: 'The time stamps.',
  };
  const joint = await post(xa, '/assessments', { assessment, hypotheses: [ref] });
  expect(await release(xa, [ref], ['xb'])).toMatchObject([{ count: 2 }]);
  await net.settle();
  expect((await boardAt(xb)).hypotheses.map((one) => one.ref)).toEqual([ref]);

  await sql`update record set body = null, body_key = null, wrapped_keys = null, destroyed_at = now() where ref = ${object}`.execute(
    xa.deps.db,
  );
  expect(await release(xa, [joint.ref], ['xb'])).toMatchObject([{ count: 1 }]);
  await net.settle();
  expect((await boardAt(xb)).assessments).toMatchObject([{ ref: joint.ref, considered: [ref] }]);
  await expect(release(xa, [joint.ref], ['ec'])).rejects.toMatchObject({
    detail: { code: 'SG-26' },
    message: expect.stringContaining(`${object} goes along with what is released, and may not`),
  });
});

test('what was made of another’s record becomes a task when that is recalled', async () => {
  await using net = await startNodes('xa', 'xb', 'xc');
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  const { hypothesis } = await openCase(net);
  const [cited] = await submitRecords(xa.deps, [
    {
      kind: 'hypothesis.evidence',
      author: 'xa/cyber',
      officers: ['xa/cyber/o-1'],
      body: goodEvidence({ direction: 'for' }),
      about: [hypothesis],
      marking: importHandling.marking,
      basis: importHandling.basis,
      purpose: importHandling.purpose,
      retainUntil: importHandling.retainUntil,
    },
  ]);
  await release(xa, [cited!.ref], ['xb']);
  await net.settle();
  await post(xb, `/${hypothesis}/evidence`, { evidence: goodEvidence({ cites: cited!.ref, grade: 'D4' }) });
  await recall(xa, [cited!.ref], ['xb']);
  await net.settle();
  const { items } = await xb.ask<{ items: { code: string; about: string }[] }>('/api/tasks');
  expect(items).toMatchObject([{ code: 'source-recalled', about: cited!.ref }]);
});

test('projections read anew show the same board', async () => {
  await using net = await startNodes('xa', 'xb', 'xc');
  const { hypothesis } = await openCase(net);
  const xb = net.node('xb');
  await post(xb, `/${hypothesis}/opinion`, { opinion: 'agree', explanation: 'So do we.' });
  const before = await boardAt(xb);
  await transaction(xb.deps.db, (tx) => rebuildProjections(tx, xb.deps));
  expect(await boardAt(xb)).toEqual(before);
});
