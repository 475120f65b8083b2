import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import { releaseRecords } from '#features/releases/actions.ts';
import { sha256, toBase64url } from '#platform/bytes.ts';
import type { Proposal } from '#features/proposals/model.ts';
import { askAs, fetchAs } from '#test/federation/authorities.ts';
import { count, incident } from '#test/federation/drafts.ts';
import { warning } from '#test/federation/eyes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { officersAt, shareNode } from '#test/federation/shared.ts';
import { actors, checkGuards, everyone, expectProblem } from '#test/guards.ts';
import { maxDrafts, previewLifeMs } from './model.ts';
import type { DraftSummary, Preview, TypedDraft } from './model.ts';

const [author, other] = officersAt('xa/cyber', 'o-1', 'o-4');
const form = '/api/drafts/record.incident.report';
const address = '/records/new?kind=incident.report';
let net: Net;
let node: TestNode;
shareNode('xa', (...shared) => void ([node, net] = shared));

const id = '01890000-0000-7000-8000-000000000000';
checkGuards(
  () => node,
  [
    { method: 'GET', path: '/api/drafts', roles: everyone },
    { method: 'GET', path: form, roles: everyone },
    { method: 'PUT', path: form, roles: everyone },
    { method: 'DELETE', path: form, roles: everyone },
    { method: 'POST', path: '/api/drafts/previews', roles: actors },
    { method: 'POST', path: `/api/drafts/previews/${id}/seal`, roles: actors },
    { method: 'POST', path: `/api/drafts/previews/${id}/propose`, roles: actors },
  ],
);

const put = (officer: string, path: string, body: object) =>
  askAs<DraftSummary>(node, officer, path, { method: 'PUT', body });
const listOf = async (officer: string) => (await askAs<{ items: DraftSummary[] }>(node, officer, '/api/drafts')).items;

test('what an officer typed is the officer’s alone, is encrypted where it lies, and opens nowhere else', async () => {
  expect(await put(author, form, { text: 'pumps stand still', address, version: 0 })).toMatchObject({ version: 1 });
  expect(await askAs<TypedDraft>(node, author, form)).toMatchObject({ text: 'pumps stand still', version: 1, address });
  expect(await listOf(author)).toMatchObject([{ form: 'record.incident.report', address }]);
  expect(await listOf(other)).toEqual([]);
  expect(await askAs(node, other, form)).toBeNull();
  const { rows } = await sql<{ content: Buffer }>`select content from draft`.execute(node.deps.db);
  expect(rows[0]!.content.includes('pumps')).toBe(false);
  // Whoever can only write to the database gives it to nobody.
  await sql`update draft set officer = ${other}`.execute(node.deps.db);
  expect(await askAs(node, other, form)).toBeNull();
  await askAs(node, other, form, { method: 'DELETE' });
});

test('of two windows neither overwrites the other: who goes on from an older version is told', async () => {
  await put(author, form, { text: 'one', address, version: 0 });
  expect(await put(author, form, { text: 'two', address, version: 1 })).toMatchObject({ version: 2 });
  for (const version of [0, 1, 3])
    await expectProblem(put(author, form, { text: 'late', address, version }), 'conflict', /record\.incident/);
  expect((await askAs<TypedDraft>(node, author, form)).text).toBe('two');
  await askAs(node, author, form, { method: 'DELETE' });
  await expectProblem(put(author, form, { text: 'late', address, version: 2 }), 'conflict');
});

test('a draft names a page of this node, is no longer than a form, and there are only so many', async () => {
  for (const wrong of ['https://evil.example/', '//evil.example', '/a b', ''])
    await expectProblem(put(author, form, { text: 'x', address: wrong, version: 0 }), 'malformed', /^address/);
  await expectProblem(put(author, form, { text: '', address, version: 0 }), 'malformed', /^text/);
  await expectProblem(put(author, '/api/drafts/a%20b', { text: 'x', address, version: 0 }), 'not-found');
  await expectProblem(put(author, form, { text: 'x'.repeat(262_145), address, version: 0 }), 'malformed', /^text/);
  await sql`insert into draft (officer, form, address, version, content, saved_at)
    select ${author}, 'form.' || n, '/', 1, 'x', ${node.deps.now()} from generate_series(1, ${maxDrafts}) n`.execute(
    node.deps.db,
  );
  await expectProblem(put(author, form, { text: 'x', address, version: 0 }), 'draft-limit');
});

test('what nobody goes on with for 30 days is gone', async () => {
  net.clock.advance(29 * 86_400_000);
  await node.endDrafts();
  expect(await listOf(author)).toHaveLength(maxDrafts);
  net.clock.advance(2 * 86_400_000);
  await node.endDrafts();
  expect(await listOf(author)).toEqual([]);
});

const draftOf = ({ author: _, officers: __, ...draft }: ReturnType<typeof incident>) => draft;
const preview = (draft: object, officer: string = author) =>
  askAs<Preview>(node, officer, '/api/drafts/previews', { method: 'POST', body: draft });
const seal = (made: Preview, officer: string = author) =>
  askAs<{ ref: string; digest: string }>(node, officer, `/api/drafts/previews/${made.id}/seal`, { method: 'POST' });

test('the bytes of a preview are those that are sealed, once, by who looked at them', async () => {
  const made = await preview(draftOf(incident('xa')));
  expect(made.digest).toBe(toBase64url(sha256(made.payload)));
  expect(JSON.parse(made.payload)).toMatchObject({ ref: made.ref, author: 'xa/cyber', officers: [author] });
  expect(JSON.parse(made.body)).toEqual(incident('xa').body);
  await expectProblem(askAs(node, author, `/api/records/${made.ref}`), 'not-found');
  await expectProblem(seal(made, other), 'preview-over');
  const { ref } = await seal(made);
  expect(ref).toBe(made.ref);
  await node.sequence();
  const { jws, body } = await askAs<{ jws: string; body: string }>(node, author, `/api/records/${ref}/proof`);
  expect(Buffer.from(jws.split('.')[1]!, 'base64url').toString()).toBe(made.payload);
  expect(body).toBe(made.body);
  await expectProblem(seal(made), 'preview-over');
});

test('a preview ends before its time would be flagged', async () => {
  const made = await preview(draftOf(incident('xa')));
  net.clock.advance(previewLifeMs);
  await expectProblem(seal(made), 'preview-over');
});

test('a preview says who gets the record at once, who may not, and to whom it may go later, and why not', async () => {
  const [report] = await submitRecords(node.deps, [incident('xa')]);
  const green = { tlp: 'GREEN', base: 'unclassified' };
  const [hosts] = await submitRecords(node.deps, [{ ...count('xa', report!.ref, 412), marking: green }]);
  await releaseRecords(node.deps, { authority: 'xa/cyber', officer: author }, [hosts!.ref], ['xb', 'iop']);
  const made = await preview(draftOf({ ...count('xa', report!.ref, 421), replaces: hosts!.ref }));
  expect(made.released).toEqual(['xb']);
  expect(made.withheld).toMatchObject([{ to: 'iop', code: 'tlp' }]);
  expect(made.recipients).toContainEqual({ to: 'xc', ok: true, code: null, why: null });
  expect(made.recipients.find(({ to }) => to === 'iop')).toMatchObject({ ok: false, code: 'tlp' });
});

test('of two officers who correct the same record the second is told of the first, before and while sealing', async () => {
  const [report] = await submitRecords(node.deps, [incident('xa')]);
  const correction = draftOf(incident('xa', { replaces: report!.ref }));
  const [first, second] = [await preview(correction), await preview(correction, other)];
  const { ref } = await seal(first);
  await expectProblem(seal(second, other), 'replaced-already', ref);
  await expectProblem(preview(correction, other), 'replaced-already', ref);
  await seal(await preview({ ...correction, replaces: ref }, other), other);
  // Nor does it pass by another door, or by two at once.
  const submit = (replaces: string) =>
    askAs<{ ref: string }>(node, other, '/api/records', { method: 'POST', body: { ...correction, replaces } });
  await expectProblem(submit(report!.ref), 'replaced-already', ref);
  const [fresh] = await submitRecords(node.deps, [incident('xa')]);
  const both = await Promise.allSettled([submit(fresh!.ref), submit(fresh!.ref)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

const alert = draftOf({ ...incident('xa'), ...warning });
const send = <T>(made: Preview, verb: string, officer: string = author) =>
  askAs<T>(node, officer, `/api/drafts/previews/${made.id}/${verb}`, { method: 'POST' });

test('what others have to approve is looked at first, and the bytes that were looked at are those that they sign', async () => {
  const made = await preview(alert);
  expect(made).toMatchObject({ isProposed: true, marking: { tlp: 'GREEN' } });
  expect(made.recipients.find(({ to }) => to === 'xb')).toMatchObject({ ok: true });
  await expectProblem(send(made, 'propose', other), 'preview-over');
  const { id: proposed } = await send<{ id: string }>(made, 'propose');
  const { payload, digest, body, ref } = await askAs<Proposal>(node, author, `/api/proposals/${proposed}`);
  expect(Buffer.from(payload, 'base64url').toString()).toBe(made.payload);
  expect({ digest, body, ref }).toEqual({ digest: made.digest, body: made.body, ref: made.ref });
  await expectProblem(send(made, 'propose'), 'preview-over');
  await expectProblem(send(await preview(alert), 'seal'), 'approval-missing');
  await expectProblem(send(await preview(draftOf(incident('xa'))), 'propose'), 'malformed', /nobody/);
  const late = await preview(alert);
  net.clock.advance(previewLifeMs);
  await expectProblem(send(late, 'propose'), 'preview-over');
});

test('a proposal that somebody overtook is refused when it is made, and when it is looked at', async () => {
  const officers = [author];
  const [old] = await submitRecords(node.deps, [{ ...incident('xa'), officers }]);
  const { ref } = await seal(await preview(draftOf(incident('xa', { replaces: old!.ref }))));
  const overtaken = { ...alert, replaces: old!.ref };
  await expectProblem(preview(overtaken), 'replaced-already', ref);
  await expectProblem(
    askAs(node, author, '/api/proposals', { method: 'POST', body: overtaken }),
    'replaced-already',
    ref,
  );
});

test('what is wrong is told with its place, and what a rule refuses is no preview', async () => {
  const wrong = { ...draftOf(incident('xa')), body: { ...(incident('xa').body as object), severity: 'dire' } };
  const answer = await fetchAs(node, author, '/api/drafts/previews', { method: 'POST', body: wrong });
  expect(await answer.json()).toMatchObject({ code: 'malformed', items: [{ path: 'body.severity' }] });
  await expectProblem(preview({ ...draftOf(incident('xa')), retainUntil: '2030-05-12' }), 'retention');
  await expectProblem(preview({ ...draftOf(incident('xa')), kind: 'release' }), 'malformed', /not composed/);
});

test('a form shows articles and offences in full, as the profile has them', async () => {
  type Law = { instruments: { articles: { text: string | null }[] }[]; offences: { elements: string[] }[] };
  const law = await askAs<Law>(node, other, '/api/kinds/texts');
  expect(law.instruments[0]!.articles[4]!.text).toMatch(/\w{4}/);
  expect(law.offences[0]!.elements.length).toBeGreaterThan(1);
});

test('what the profile says in other languages goes along: purposes, titles, texts, elements', async () => {
  type Said = { language?: string; translations: Record<string, { title?: string }> };
  type Law = { purposes: Said[]; instruments: { articles: Said[] }[]; offences: Said[] };
  const { purposes, instruments, offences } = await askAs<Law>(node, other, '/api/kinds/texts');
  expect(purposes[0]!.translations).toEqual({
    ru: { title: 'Противодействие использованию интернета в террористических целях' },
    zh: { title: '打击恐怖主义滥用互联网' },
  });
  expect(instruments[0]!.articles[0]).toMatchObject({ language: 'en', translations: { ru: { title: 'Термины' } } });
  expect(offences[0]!.translations['ru']!.title).toBe('Терроризм');
  const kinds = await askAs<{ basis: { articles: { translations: object }[] }[] }>(node, other, '/api/kinds');
  expect(kinds.basis[0]!.articles[0]!.translations).toEqual({ ru: { title: 'Термины' }, zh: { title: '术语' } });
});
