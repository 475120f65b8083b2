import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseRead } from '#features/cases/actions/read-case.ts';
import type { Board } from '#features/hypotheses/board-model.ts';
import { importText } from '#features/imports/actions.ts';
import { submitRecords } from '#features/records/actions.ts';
import type { Draft } from '#features/records/model.ts';
import type { RecordDetail } from '#features/records/view.ts';
import { releaseRecords } from '#features/releases/actions.ts';
import { planOf } from '../exported.ts';
import { bundleOf, goodEvidence, goodStatement, greylatch, importHandling } from '../hypotheses.ts';
import { incident } from './drafts.ts';
import { sealAnyway } from './eyes.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

// What a member holds of what is ours, however much, and however early or late it says that it was, takes nothing of our own out of sight.

let net: Net;
let xa: TestNode;
let xb: TestNode;
beforeAll(async () => {
  net = await startNodes('xa', 'xb');
  [xa, xb] = [net.node('xa'), net.node('xb')];
});
afterAll(() => net[Symbol.asyncDispose]());

const actorOf = (code: string) => ({ authority: `${code}/cyber`, officer: `${code}/cyber/o-1` });
const release = async (node: TestNode, refs: string[], to: string): Promise<void> => {
  await releaseRecords(node.deps, actorOf(node.code), refs, [to]);
  await net.settle();
};
/** As many records of the member's, sealed before anything that follows and given to this participant. */
async function crowd(count: number, draft: (n: number) => Draft): Promise<string[]> {
  const made = await submitRecords(
    xb.deps,
    Array.from({ length: count }, (_, n) => draft(n)),
  );
  const refs = made.map(({ ref }) => ref);
  await release(xb, refs, 'xa');
  return refs;
}

test('a member’s records, applied or set aside, take this participant’s next one neither off the page of the first nor out of the case', async () => {
  const [root] = await submitRecords(xa.deps, [incident('xa')]);
  await release(xa, [root!.ref], 'xb');
  const quarantined = await sealAnyway(xb, () => [], { ...authorOf('xb'), about: [root!.ref] });
  await release(xb, [quarantined], 'xa');
  await crowd(1_005, () => incident('xb', { case: root!.ref }));
  net.clock.advance(60_000);
  const [next] = await submitRecords(xa.deps, [incident('xa', { case: root!.ref })]);
  const page = await xa.ask<RecordDetail>(`/api/records/${root!.ref}`);
  expect(page.related.map(({ ref }) => ref)).toContain(next!.ref);
  expect(page.related.map(({ ref }) => ref)).not.toContain(quarantined);
  expect([page.related.length, page.relatedCut]).toEqual([200, true]);
  const shown = await xa.ask<CaseRead>(`/api/cases/${root!.ref}`);
  expect([shown.thread[0]?.ref, shown.thread.length, shown.more]).toEqual([root!.ref, 1_000, true]);
  expect(shown.thread.map(({ ref }) => ref)).toContain(next!.ref);
  expect(shown.thread.map(({ ref }) => ref)).not.toContain(quarantined);
  const other = await xa.ask<RecordDetail>(`/api/records/${next!.ref}`);
  expect([other.related[0]?.ref, other.relatedCut]).toEqual([root!.ref, true]);
});

test('more hypotheses than a board holds leave this participant’s own there with what speaks against it, and it can be exported', async () => {
  const { items } = await importText(xa.deps, actorOf('xa'), bundleOf(greylatch), importHandling);
  const object = items[0]!.ref!;
  await release(xa, [object], 'xb');
  const { name: _, ...handling } = importHandling;
  const body = (n: number) => goodStatement({ statement: `The Ministry runs it, says ${n}.`, term: 'alleged' });
  const kind = 'hypothesis.statement';
  const theirs = await crowd(2_001, (n) => ({ kind, ...authorOf('xb'), about: [object], ...handling, body: body(n) }));
  net.clock.advance(3600_000);
  const post = (path: string, asked: object) =>
    xa.ask<{ ref: string }>(`/api/hypotheses${path}`, { method: 'POST', body: asked });
  const own = await post('', { hypothesis: goodStatement() });
  const against = await post(`/${own.ref}/evidence`, { evidence: goodEvidence({ summary: 'An older build.' }) });
  // What this participant speaks about is read with its own.
  const early = theirs[0]!;
  await post(`/${early}/opinion`, { opinion: 'disagree', explanation: 'Nobody there was asked.' });
  const board = await xa.ask<Board>(`/api/hypotheses/of/${greylatch.id}`);
  const refs = new Set(board.hypotheses.map(({ ref }) => ref));
  expect([board.cut, refs.has(own.ref), refs.has(early)]).toEqual([true, true, true]);
  expect(board.matrix.flatMap(({ cells }) => cells.flat()).map(({ ref }) => ref)).toContain(against.ref);

  const plan = await planOf(xa, `refs=${object}`);
  expect(plan).toMatchObject({ objects: 1, hypotheses: 4, refused: [{ code: 'SG-26' }] });
});

function authorOf(code: string) {
  return { author: `${code}/cyber`, officers: [`${code}/cyber/o-1`] };
}
