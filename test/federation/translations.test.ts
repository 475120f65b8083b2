import { expect, test } from 'vitest';
import type { RecallPreview } from '#features/releases/model.ts';
import type { RecordDetail } from '#features/records/view.ts';
import { expectProblem } from '../guards.ts';
import { incident } from './drafts.ts';
import { startNodes } from './nodes.ts';
import type { TestNode } from './nodes.ts';

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
