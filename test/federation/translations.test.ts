import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { RecallPreview } from '#features/releases/model.ts';
import { prepareRecord, sealPrepared, storeOwn } from '#features/records/actions.ts';
import type { RecordDetail, RecordSummary } from '#features/records/view.ts';
import { transaction } from '#platform/db/db.ts';
import { expectProblem } from '../guards.ts';
import { incident } from './drafts.ts';
import { startNodes } from './nodes.ts';
import type { TestNode } from './nodes.ts';
import { bundle, importAs, options, person } from './people.ts';

const post = <T = { ref: string; digest: string }>(node: TestNode, path: string, body: object): Promise<T> =>
  node.ask<T>(path, { method: 'POST', body });
const read = (node: TestNode, ref: string) => node.ask<RecordDetail>(`/api/records/${ref}`);
const { author: _a, officers: _o, ...report } = incident('xa');
const { author: _b, officers: _p, body: _c, kind: _k, ...handling } = incident('xa');

const translate = (of: { ref: string; digest: string }, lang: string, text: string, change: object = {}) => ({
  kind: 'record.translation',
  ...handling,
  about: [of.ref],
  lang,
  body: { of: { ref: of.ref, digest: of.digest }, status: 'human', texts: [{ path: '/title', text }] },
  ...change,
});

test('a translation goes to whoever has its original and to nobody else, and its content ends with the original’s, whoever wrote it', async () => {
  await using net = await startNodes('xa', 'xb', 'xc');
  const [xa, xb, xc] = [net.node('xa'), net.node('xb'), net.node('xc')];
  const made = await post(xa, '/api/records', report);
  const original = await read(xa, made.ref);
  const ru = await post(xa, '/api/records', translate(original, 'ru', 'Закрыты билетные залы'));
  await expectProblem(
    post(
      xa,
      '/api/records',
      translate(original, 'zh', '售票厅关闭', { marking: { tlp: 'GREEN', base: 'unclassified' } }),
    ),
    'source-marking',
  );
  await expectProblem(
    post(xa, '/api/records', translate(original, 'zh', '售票厅关闭', { purpose: 'coordination' })),
    'source-purpose',
  );

  // Alone it goes nowhere; with its original it goes along by itself.
  await expectProblem(post(xa, '/api/releases', { records: [ru.ref], to: ['xb'] }), 'belongs');
  await post(xa, '/api/releases', { records: [made.ref], to: ['xb'] });
  await net.settle();
  expect(await read(xb, ru.ref)).toMatchObject({ verdict: 'accepted', destroyed: false, envelope: { lang: 'ru' } });
  // One that is made later follows to whoever has the original.
  const fr = await post(xa, '/api/records', translate(original, 'fr', 'Guichets fermés'));
  await net.settle();
  expect(await read(xb, fr.ref)).toMatchObject({ verdict: 'accepted' });

  // A recipient’s own: for itself and for the author, not for a third.
  const zh = await post(xb, '/api/records', translate(original, 'zh', '售票厅关闭'));
  await expectProblem(post(xb, '/api/releases', { records: [zh.ref], to: ['xc'] }), 'belongs');
  await post(xb, '/api/releases', { records: [zh.ref], to: ['xa'] });
  await net.settle();
  expect(await read(xa, zh.ref)).toMatchObject({ verdict: 'accepted', destroyed: false });

  // Who recalls is told first what goes too, by the plan that is carried out; nobody has it who was released nothing.
  const lookAt = (to: string) =>
    post<{ recalls: RecallPreview[] }>(xa, '/api/recalls/preview', { records: [made.ref], to: [to] });
  const { recalls: looked } = await lookAt('xb');
  expect(looked).toMatchObject([{ to: 'xb', count: 1, alongCount: 2 }]);
  expect(new Set(looked[0]!.along.map(({ ref, kind }) => `${kind} ${ref}`))).toEqual(
    new Set([ru.ref, fr.ref].map((ref) => `record.translation ${ref}`)),
  );
  await expectProblem(lookAt('xc'), 'not-released');
  expect((await read(xa, made.ref)).releases).toMatchObject([{ to: 'xb', recalledAt: null }]);
  const done = await post<{ recalls: { count: number }[] }>(xa, '/api/recalls', {
    records: [made.ref],
    to: ['xb'],
    reason: 'sent too widely',
  });
  expect(done.recalls).toMatchObject([{ count: 3 }]);
  await net.settle();
  for (const ref of [made.ref, ru.ref, fr.ref, zh.ref])
    expect(await read(xb, ref), ref).toMatchObject({ destroyed: true, body: null });
  expect((await read(xa, ru.ref)).releases).toMatchObject([
    { to: 'xb', receipts: [{ status: 'delivered' }, { status: 'destroyed' }] },
  ]);
  for (const ref of [made.ref, ru.ref, zh.ref]) expect((await read(xa, ref)).destroyed).toBe(false);
  await expectProblem(read(xc, ru.ref), 'not-found');
});

test('a translation of what describes a person names it in no list and by no search, that of an organisation does (SG-07)', async () => {
  await using net = await startNodes('xa');
  const xa = net.node('xa');
  const brandel = { ...person(1), name: 'Tove Brandel' };
  const holmdale = { ...person(2), name: 'Holmdale Institute', identity_class: 'organization' };
  await importAs(xa, 'xa/cyber/o-1', bundle([brandel, holmdale]));
  const { items } = await xa.ask<{ items: RecordSummary[] }>('/api/records?kind=threat.object');
  const { name: _, ...given } = options;
  const say = async (title: string, texts: object[]): Promise<string> => {
    const { ref } = items.find((one) => one.title === title)!;
    const { digest } = await read(xa, ref);
    const body = { of: { ref, digest }, status: 'human', texts };
    await post(xa, '/api/records', { kind: 'record.translation', ...given, about: [ref], lang: 'ru', body });
    return ref;
  };
  const ref = await say('identity', [{ path: '/object/name', text: 'Туве Брандель' }]);
  await say('identity', [{ path: '/name', text: 'Туве Брандель' }]);
  const other = await say('Holmdale Institute', [
    { path: '/object/contact_information', text: 'Ивла Сандре' },
    { path: '/object/name', text: 'Институт Хольмдаль' },
  ]);
  const lists = async (word: string, of: string): Promise<string[]> => {
    const q = encodeURIComponent(word);
    const paths = [
      '/api/records?limit=100',
      `/api/records?q=${q}`,
      `/api/records/all/timeline/counts?q=${q}`,
      `/api/cases/${of}`,
    ];
    const answers = await Promise.all(paths.map(async (path) => JSON.stringify(await xa.ask(path))));
    return paths.filter((_path, n) => new RegExp(`${word}|"total":{"count":[1-9]`).test(answers[n]!));
  };
  expect(await lists('Брандель', ref)).toEqual([]);
  expect(await lists('Сандре', other)).toEqual([]);
  expect(await lists('Хольмдаль', other)).toHaveLength(4);
  // A later version calls it a person: its translation is called nothing either.
  await importAs(
    xa,
    'xa/cyber/o-1',
    bundle([{ ...holmdale, identity_class: 'individual', modified: '2030-01-02T00:00:00.000Z' }], 1),
  );
  expect(await lists('Хольмдаль', other)).toEqual([]);
});

test('a translation that is named beside its original goes with it, and is let in with it', async () => {
  await using net = await startNodes('xa', 'xb');
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  const made = await post(xa, '/api/records', report);
  const ru = await post(xa, '/api/records', translate(await read(xa, made.ref), 'ru', 'Закрыты залы'));
  await post(xa, '/api/releases', { records: [made.ref, ru.ref], to: ['xb'] });
  await net.settle();
  for (const ref of [made.ref, ru.ref]) expect(await read(xb, ref)).toMatchObject({ verdict: 'accepted', code: null });
});

test('what a changed program says is about itself has no name, and is listed', async () => {
  await using net = await startNodes('xa');
  const xa = net.node('xa');
  const made = await post(xa, '/api/records', report);
  const ru = await post(xa, '/api/records', translate(await read(xa, made.ref), 'ru', 'Закрыты залы'));
  await sql`update record_about set ref = ${ru.ref} where record_id = (select id from record where ref = ${ru.ref})`.execute(
    xa.deps.db,
  );
  const { items } = await xa.ask<{ items: RecordSummary[] }>('/api/records?kind=record.translation');
  expect(items).toMatchObject([{ ref: ru.ref, title: null }]);
});

test('a recipient sets a translation aside that is for another purpose than its original', async () => {
  await using net = await startNodes('xa', 'xb');
  const [xa, xb] = [net.node('xa'), net.node('xb')];
  const made = await post(xa, '/api/records', report);
  const draft = translate(await read(xa, made.ref), 'ru', 'Закрыты залы', { purpose: 'coordination' });
  const by = { author: 'xa/cyber', officers: ['xa/cyber/o-1'] };
  // As a changed program seals it.
  const sealed = await sealPrepared(prepareRecord({ ...draft, ...by }, xa.deps), [], xa.deps);
  await transaction(xa.deps.db, (tx) => storeOwn(tx, xa.deps, [sealed]));
  await post(xa, '/api/releases', { records: [made.ref], to: ['xb'] });
  await net.settle();
  expect(await read(xb, sealed.envelope.ref)).toMatchObject({ verdict: 'quarantined', code: 'source-purpose' });
  expect(await read(xb, made.ref)).toMatchObject({ verdict: 'accepted' });
});

test('a translation that was accepted under another purpose is read by whoever may read its original, after the upgrade', async () => {
  await using net = await startNodes('xa');
  const xa = net.node('xa');
  const made = await post(xa, '/api/records', report);
  const ru = await post(xa, '/api/records', translate(await read(xa, made.ref), 'ru', 'Закрыты билетные залы'));
  const { db } = xa.deps;
  const guards = () =>
    sql<{
      ref: string;
      guard: string;
    }>`select ref, guard from record where ref in (${made.ref}, ${ru.ref}) order by id`.execute(db);
  const { rows: right } = await guards();
  expect(right[1]!.guard).toBe(report.purpose);
  await sql`update record set guard = 'coordination' where ref = ${ru.ref}`.execute(db);
  await sql
    .raw(readFileSync(new URL('../../src/migrations/0090-translations-guarded.sql', import.meta.url), 'utf8'))
    .execute(db);
  expect((await guards()).rows).toEqual(right);
});
