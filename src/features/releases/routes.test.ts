import { afterAll, beforeAll, expect, test } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import type { ReleasePreview } from './model.ts';
import type { RecordDetail } from '#features/records/view.ts';
import { refOf } from '#test/alliance.ts';
import { incident } from '#test/federation/drafts.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { actors, checkGuards, expectProblem } from '#test/guards.ts';

let net: Net;
let node: TestNode;
beforeAll(async () => {
  net = await startNodes('xa', 'xb');
  node = net.node('xa');
});
afterAll(() => net[Symbol.asyncDispose]());

checkGuards(
  () => node,
  [
    { method: 'POST', path: '/api/releases', roles: actors },
    { method: 'POST', path: '/api/releases/preview', roles: actors },
    { method: 'POST', path: '/api/recalls', roles: actors },
    { method: 'POST', path: '/api/recalls/preview', roles: actors },
  ],
);

type Outcome = { to: string; refs: string[]; count: number };
const release = (body: object) => node.ask<{ releases: Outcome[] }>('/api/releases', { method: 'POST', body });
const recall = (body: object) => node.ask<{ recalls: Outcome[] }>('/api/recalls', { method: 'POST', body });
async function report(tlp = 'AMBER', base = 'unclassified'): Promise<string> {
  const [stored] = await submitRecords(node.deps, [incident('xa', { marking: { tlp, base } })]);
  return stored!.ref;
}

test('a release names each recipient in a record of its own, and once', async () => {
  const records = [await report(), await report()];
  const { releases } = await release({ to: ['xb', 'ec', 'xb'], records });
  expect(releases).toMatchObject([
    { to: 'xb', count: 2 },
    { to: 'ec', count: 2 },
  ]);
  expect(new Set(releases.flatMap((one) => one.refs)).size).toBe(2);
  const detail = await node.ask<RecordDetail>(`/api/records/${records[0]}`);
  expect(detail.releases.map((one) => [one.to, one.recalledAt])).toEqual([
    ['xb', null],
    ['ec', null],
  ]);
});

const look = (body: object) =>
  node.ask<{ releases: ReleasePreview[] }>('/api/releases/preview', { method: 'POST', body });

test('a look at a release says who would get what under which labels, who may not and why, and releases nothing', async () => {
  const [amber, red] = [await report('AMBER'), await report('RED')];
  const { releases } = await look({ to: ['xb', 'ec', 'xx'], records: [amber, red] });
  expect(releases).toMatchObject([
    { to: 'xb', ok: true, count: 2, already: 0, alongCount: 0 },
    { to: 'ec', ok: false, code: 'tlp', why: expect.stringContaining(red) as string },
    { to: 'xx', ok: false, code: 'recipient' },
  ]);
  expect(releases[0]!.markings).toEqual([
    { tlp: 'AMBER', base: 'unclassified', count: 1 },
    { tlp: 'RED', base: 'unclassified', count: 1 },
  ]);
  expect(releases[0]!.records.map(({ ref, title }) => [ref, title])).toEqual([
    [amber, 'Ticket halls down'],
    [red, 'Ticket halls down'],
  ]);
  expect((await node.ask<RecordDetail>(`/api/records/${amber}`)).releases).toEqual([]);
  await release({ to: ['xb'], records: [amber] });
  expect((await look({ to: ['xb'], records: [amber, red] })).releases).toMatchObject([{ count: 1, already: 1 }]);
  await expectProblem(look({ to: ['xb'], records: [refOf('xa', 9)] }), 'not-found');
});

test('who releases is told what it would wait for there, until that is released too', async () => {
  const ofCase = await report();
  const [stored] = await submitRecords(node.deps, [incident('xa', { case: ofCase })]);
  const { ref } = stored!;
  expect((await look({ to: ['xb'], records: [ref] })).releases).toMatchObject([{ ok: true, mayLack: [ofCase] }]);
  expect((await look({ to: ['xb'], records: [ref, ofCase] })).releases).toMatchObject([{ ok: true, mayLack: [] }]);
  await release({ to: ['xb'], records: [ofCase] });
  expect((await look({ to: ['xb'], records: [ref] })).releases).toMatchObject([{ ok: true, mayLack: [] }]);
});

test('what a recipient has already is not released again', async () => {
  const one = await report();
  await release({ to: ['xb'], records: [one] });
  expect(await release({ to: ['xb'], records: [one] })).toEqual({ releases: [{ to: 'xb', refs: [], count: 0 }] });
  expect((await release({ to: ['xb'], records: [one, await report(), one] })).releases).toMatchObject([{ count: 1 }]);
});

test('a recall ends the release, and only where it was asked for', async () => {
  const one = await report();
  await release({ to: ['xb', 'xc'], records: [one] });
  expect((await recall({ to: ['xc'], records: [one], reason: 'too wide' })).recalls).toMatchObject([
    { to: 'xc', count: 1 },
  ]);
  const { releases } = await node.ask<RecordDetail>(`/api/records/${one}`);
  expect(releases.map(({ to, recalledAt }) => [to, recalledAt !== null])).toEqual([
    ['xb', false],
    ['xc', true],
  ]);
  await expectProblem(recall({ to: ['xc'], records: [one], reason: 'again' }), 'not-released', /xc/);
});

test('one record that may not go, or one recipient who may not have it, refuses the whole', async () => {
  const [wide, narrow] = [await report('GREEN'), await report('RED')];
  await expectProblem(release({ to: ['xb', 'ec'], records: [wide, narrow] }), 'tlp', /RED.*ec/);
  await expectProblem(
    release({ to: ['xb', 'ec'], records: [await report('GREEN', 'confidential')] }),
    'confidential',
    /ec/,
  );
  expect((await node.ask<RecordDetail>(`/api/records/${wide}`)).releases).toEqual([]);
});

test('what another wrote is neither released nor recalled', async () => {
  const xb = net.node('xb');
  const [theirs] = await submitRecords(xb.deps, [incident('xb')]);
  await xb.ask('/api/releases', { method: 'POST', body: { to: ['xa'], records: [theirs!.ref] } });
  await net.settle();
  await expectProblem(release({ to: ['xc'], records: [theirs!.ref] }), 'not-author');
  await expectProblem(recall({ to: ['xc'], records: [theirs!.ref], reason: 'mine' }), 'not-released');
  const control = (await node.ask<{ items: { ref: string }[] }>('/api/records?kind=receipt&author=xa/node')).items[0]!
    .ref;
  await expectProblem(release({ to: ['xc'], records: [control] }), 'control');
});

const malformed: [what: string, body: object, code: string, where: string | RegExp][] = [
  ['nothing', {}, 'malformed', /^to:/],
  ['no recipient', { to: [], records: [refOf('xa')] }, 'malformed', /^to:/],
  ['no records', { to: ['xb'], records: [] }, 'malformed', /^records:/],
  ['neither records nor import', { to: ['xb'] }, 'malformed', /either/],
  ['both', { to: ['xb'], records: [refOf('xa')], import: 'x' }, 'malformed', /either/],
  ['a record that is no ref', { to: ['xb'], records: ['xa'] }, 'malformed', /^records\.0:/],
  ['a member that is unknown', { to: ['xb'], records: [refOf('xa')], force: true }, 'malformed', /force/],
  ['a record that is not here', { to: ['xb'], records: [refOf('xa', 7)] }, 'not-found', /7/],
  ['an import that is not here', { to: ['xb'], import: 'none' }, 'not-found', /import/],
];
test.each(malformed)('a release or a recall of %s is refused, with what and where', async (_, body, code, where) => {
  await expectProblem(release(body), code, where);
  await expectProblem(recall({ ...body, reason: 'a reason' }), code, where);
});

test('a recall without reason is refused: malformed', async () => {
  const records = [await report()];
  for (const more of [{}, { reason: '' }, { reason: 'x'.repeat(501) }])
    await expectProblem(recall({ to: ['xb'], records, ...more }), 'malformed', /^reason:/);
});

test('nobody is a recipient who is no other participant', async () => {
  const records = [await report('CLEAR')];
  await expectProblem(release({ to: ['xa'], records }), 'recipient', /xa/);
  for (const to of ['zz', 'constructor', '']) {
    await expectProblem(release({ to: [to], records }), 'recipient', /no participant; there are: .*xb/);
    await expectProblem(recall({ to: [to], records, reason: 'x' }), 'recipient', /no participant; there are: .*xb/);
  }
});
