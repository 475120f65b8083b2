import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { actors, checkGuards, expectProblem, readers } from '#test/guards.ts';
import { readerOf } from '#test/viewer.ts';
import type { ImportReport, ImportSummary } from './model.ts';
import * as runs from './run-store.ts';

import { cancelImport, goOnWithImports, startImport } from './actions.ts';
import { maxAttempts } from './runs.ts';
import { noFindings } from './finding-rules.ts';
import { insertItems, maxRefused } from './store.ts';
import type { NewItem } from './store.ts';

let net: Net;
let node: TestNode;
beforeAll(async () => {
  net = await startNodes('xa');
  node = net.node('xa');
  net.setImporting(false);
});
afterAll(() => net[Symbol.asyncDispose]());

checkGuards(
  () => node,
  [
    { method: 'GET', path: '/api/imports/none/progress', roles: readers },
    { method: 'POST', path: '/api/imports/none/cancel', roles: actors },
  ],
);

const handling = { tlp: 'GREEN', base: 'unclassified', basis: 'mca-2029:5', purpose: 'counter-terrorism' };
const time = '2030-01-01T00:00:00.000Z';
let bundles = 0;
/** A text of its own, with objects that no other text has. */
function bundle(count: number): string {
  bundles += 1;
  const objects = Array.from({ length: count }, (_, i) => ({
    type: 'campaign',
    spec_version: '2.1',
    id: `campaign--${String(bundles).padStart(8, '0')}-0000-4000-8000-${String(i).padStart(12, '0')}`,
    created: time,
    modified: time,
    name: `Campaign ${i}`,
  }));
  return JSON.stringify({
    type: 'bundle',
    id: `bundle--${String(bundles).padStart(8, '0')}-0000-4000-8000-000000000000`,
    objects,
  });
}
const send = <T>(text: string, change: Record<string, string> = {}): Promise<T> => {
  net.clock.advance(1);
  const query = new URLSearchParams({ name: 'a file', ...handling, retainUntil: '2031-05-13', ...change });
  return node.ask<T>(`/api/imports?${query.toString()}`, { method: 'POST', bytes: Buffer.from(text) });
};
const begin = (text: string, change = {}): Promise<ImportSummary> => send(text, { wait: 'false', ...change });
const progress = (id: string): Promise<ImportSummary> => node.ask(`/api/imports/${id}/progress`);
const cancel = (id: string): Promise<ImportSummary> => node.ask(`/api/imports/${id}/cancel`, { method: 'POST' });
const ended = async (id: string): Promise<ImportSummary> => {
  await expect.poll(async () => (await progress(id)).finishedAt, { timeout: 20_000 }).not.toBeNull();
  return progress(id);
};
const keptTexts = (): string[] =>
  readdirSync(join(net.home, 'xa', 'imports'), { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.length > 30,
  );
/** As while another import is at work. */
const whileBusy = async <T>(act: () => Promise<T>): Promise<T> => {
  const result = await runs.whileAlone(node.deps.db, act);
  if (result === 'busy') throw new Error('an import is at work');
  return result;
};

test('with wait=false the answer is the run, not its end; the node imports by itself, and the text goes at the end', async () => {
  const text = bundle(3);
  const run = await whileBusy(async () => {
    const begun = await begin(text);
    expect(begun).toMatchObject({ state: 'waiting', total: 3, done: 0, finishedAt: null });
    expect(keptTexts()).toHaveLength(1);
    return begun;
  });
  await node.goOnWithImports();
  expect(await ended(run.id)).toMatchObject({ state: 'finished', done: 3, counts: { added: 3 } });
  expect(keptTexts()).toEqual([]);
});

test('the answer says where the run is', async () => {
  const query = new URLSearchParams({ name: 'a file', ...handling, retainUntil: '2031-05-13', wait: 'false' });
  const headers = { authorization: 'Bearer token-of-the-test-case-officer' };
  const answer = await node.api.request(`/api/imports?${query.toString()}`, {
    method: 'POST',
    headers,
    body: bundle(1),
  });
  const { id } = (await answer.json()) as ImportSummary;
  expect([answer.status, answer.headers.get('location')]).toEqual([201, `/api/imports/${id}`]);
  await node.goOnWithImports();
  expect((await progress(id)).state).toBe('finished');
  await expectProblem(begin(bundle(1), { wait: 'perhaps' }), 'malformed');
});

test('what is wrong with a text is said at once, also to who does not wait; nothing is kept of it', async () => {
  await expectProblem(begin('no text'), 'syntax');
  await expectProblem(begin(bundle(1), { tlp: 'PINK' }), 'tlp');
  expect(keptTexts()).toEqual([]);
});

test('the same text while its run waits is that run; under other handling it is judged by that', async () => {
  const text = bundle(2);
  const [first, second] = await whileBusy(async () => {
    const one = await begin(text);
    expect((await begin(text)).id).toBe(one.id);
    await expectProblem(begin(text, { tlp: 'AMBER' }), 'conflict');
    return [one, await begin(bundle(1))];
  });
  const last = await send<ImportReport>(text);
  expect([last.id, last.counts.added]).toEqual([first.id, 2]);
  await node.goOnWithImports();
  expect((await ended(second.id)).counts.added).toBe(1);
});

test('a run is its authority’s: the same text of another is another run, and takes nothing over', async () => {
  const text = bundle(2);
  const options = {
    name: 'a file',
    marking: { tlp: 'AMBER', base: 'unclassified' },
    basis: [{ instrument: 'mca-2029', article: '5' }],
    purpose: 'counter-terrorism',
    retainUntil: '2031-05-13',
  };
  const [first, second] = await whileBusy(async () => {
    const one = await begin(text);
    const other = { authority: 'xa/fiu', officer: 'xa/fiu/o-1' };
    return [one, await startImport(node.deps, other, Buffer.from(text), options)] as const;
  });
  expect(second.id).not.toBe(first.id);
  expect(await progress(first.id)).toMatchObject({ state: 'waiting', officer: 'xa/cyber/o-1' });
  await expectProblem(cancel(second.id), 'other-authority');
  await cancelImport(node.deps, readerOf('xa/fiu'), second.id);
  await node.goOnWithImports();
  expect(await ended(first.id)).toMatchObject({ counts: { added: 2 } });
});

test('a run goes on only while its officer may act for its authority', async () => {
  const officers = node.deps.officers;
  const own = officers.find(({ id }) => id === 'xa/cyber/o-1');
  const ways = [
    officers.filter((one) => one !== own),
    [{ ...own!, role: 'auditor' as const }],
    [{ ...own!, authority: 'xa/fiu' }],
  ];
  for (const left of ways) {
    const { id } = await whileBusy(() => begin(bundle(1)));
    await goOnWithImports({ ...node.deps, officers: left });
    const why = expect.stringContaining('xa/cyber/o-1 may not act for xa/cyber') as string;
    expect(await progress(id)).toMatchObject({ state: 'failed', why, counts: { added: 0 } });
  }
  expect(keptTexts()).toEqual([]);
});

test('of refused elements a bounded number has lines, the run counts all, once, and lists read no rows of it', async () => {
  const [one] = (JSON.parse(bundle(1)) as { objects: object[] }).objects;
  const many = maxRefused + 700;
  const objects = [...Array.from({ length: many }, () => 1), one];
  const text = JSON.stringify({ type: 'bundle', id: 'bundle--00000000-0000-4000-8000-0000000000ff', objects });
  const { id } = await whileBusy(() => begin(text, { source: 'a flood' }));
  const refused = (position: number): NewItem => ({
    position,
    outcome: 'refused',
    objectId: null,
    recordId: null,
    code: null,
    why: null,
    ...noFindings,
  });
  const early = Array.from({ length: maxRefused + 300 }, (_, position) => refused(position));
  // As a process that ended before the run did leaves it: what has no line is counted anew.
  await insertItems(node.deps.db, id, early);
  expect(await progress(id)).toMatchObject({ counts: { refused: maxRefused + 300 }, refusedUnlisted: 300 });
  const told = { counts: { refused: many, added: 1 }, refusedUnlisted: 700, done: many + 1, total: many + 1 };
  await node.goOnWithImports();
  expect(await ended(id)).toMatchObject(told);
  const { rows } = await sql<{ n: number }>`select count(*) as n from import_item where run_id = ${id}`.execute(
    node.deps.db,
  );
  expect(rows[0]?.n).toBe(maxRefused + 1);
  // What the source brought before is not told absent where not all that was refused is known.
  const fewer = JSON.stringify({ ...(JSON.parse(text) as object), objects: objects.slice(0, -1) });
  expect((await send<ImportReport>(fewer, { source: 'a flood' })).counts).toMatchObject({ absent: 0, refused: many });

  await sql`delete from import_item where run_id = ${id}`.execute(node.deps.db);
  expect(await progress(id)).toMatchObject(told);
}, 60_000);

test('the lines of a report go with the last day of what the run made; its numbers stay', async () => {
  const day = (days: number) => new Date(net.clock.now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const { id } = await send<ImportReport>(bundle(2), { retainUntil: day(2) });
  const { id: other } = await send<ImportReport>(bundle(2), { retainUntil: day(9) });
  while (await node.endReports()) await Promise.resolve();
  expect((await node.ask<ImportReport>(`/api/imports/${id}`)).items).toHaveLength(2);
  net.clock.advance(3 * 86_400_000);
  while (await node.endReports()) await Promise.resolve();
  const gone = await node.ask<ImportReport>(`/api/imports/${id}`);
  expect(gone).toMatchObject({ items: [], counts: { added: 2 }, done: 2, state: 'finished' });
  expect(gone.reportGoneAt).not.toBeNull();
  expect((await node.ask<ImportReport>(`/api/imports/${other}`)).items).toHaveLength(2);
});

test('a run that waits can be cancelled, and one that is at work ends at its next step; what it made stays', async () => {
  const waiting = await whileBusy(async () => {
    const begun = await begin(bundle(2));
    expect(await cancel(begun.id)).toMatchObject({
      state: 'cancelled',
      why: 'xa/cyber/o-1 cancelled it',
      counts: { added: 0 },
    });
    return begun;
  });
  await node.goOnWithImports();
  expect(await progress(waiting.id)).toMatchObject({ state: 'cancelled', done: 0 });
  await expectProblem(cancel(waiting.id), 'conflict');

  const text = bundle(5_000);
  const { id } = await begin(text);
  const going = node.goOnWithImports();
  await expect.poll(async () => (await progress(id)).done, { interval: 5, timeout: 20_000 }).toBeGreaterThan(0);
  const cancelled = await cancel(id);
  expect(cancelled.state).toBe('cancelled');
  expect(cancelled.counts.added).toBeLessThan(5_000);
  expect(await going).toBe(true);
  const again = await send<ImportReport>(text);
  expect(again.id).not.toBe(id);
  const { counts } = await progress(id);
  expect(counts).toEqual(cancelled.counts);
  expect(again.counts).toMatchObject({ added: 5_000 - counts.added, identical: counts.added, absent: 0 });
  expect(keptTexts()).toEqual([]);
}, 60_000);

test('a run whose text is lost, as after a restore, is broken off, and is finished by importing the text again', async () => {
  const text = bundle(2);
  const { id } = await whileBusy(() => begin(text));
  rmSync(join(net.home, 'xa', 'imports'), { recursive: true });
  await node.goOnWithImports();
  expect(await progress(id)).toMatchObject({ state: 'broken-off', done: 0, finishedAt: null });
  expect(await send<ImportReport>(text)).toMatchObject({ id, state: 'finished', counts: { added: 2 } });
});

test('a run that cannot be done fails once, says why, and holds up no other', async () => {
  const [{ id }, other] = await whileBusy(async () => [await begin(bundle(1)), await begin(bundle(1))] as const);
  await sql`update import_run set handling = replace(handling, '"5"', '"99"') where id = ${id}`.execute(node.deps.db);
  await node.goOnWithImports();
  await node.goOnWithImports();
  expect(await progress(id)).toMatchObject({ state: 'failed', why: expect.stringContaining('99') as string });
  expect((await ended(other.id)).state).toBe('finished');
});

test('a run that comes no further is not tried for ever', async () => {
  const { id } = await whileBusy(() => begin(bundle(1)));
  await sql`update import_run set attempts = ${maxAttempts} where id = ${id}`.execute(node.deps.db);
  await node.goOnWithImports();
  expect(await progress(id)).toMatchObject({
    state: 'failed',
    why: expect.stringContaining(`${maxAttempts} times`) as string,
  });
});

test('so many runs wait at most', async () => {
  const begun = await whileBusy(async () => {
    const all = [];
    for (let i = 0; i < 16; i++) all.push(await begin(bundle(1)));
    await expectProblem(begin(bundle(1)), 'imports-waiting', /16 imports/);
    return all;
  });
  for (const { id } of begun) await cancel(id);
  expect(keptTexts()).toEqual([]);
});

test('a node that stops ends an import at its next step; the next one goes on with it', async () => {
  const { id } = await whileBusy(() => begin(bundle(600)));
  node.pauseImports();
  expect(await node.goOnWithImports()).toBe(false);
  expect(await progress(id)).toMatchObject({ state: 'waiting' });
  net.restart('xa');
  node = net.node('xa');
  await node.goOnWithImports();
  expect(await ended(id)).toMatchObject({ state: 'finished', counts: { added: 600 } });
});
