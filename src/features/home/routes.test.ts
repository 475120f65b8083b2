import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isShown } from '#features/inbox/views/shown.ts';
import { submitRecords } from '#features/records/actions.ts';
import { incident } from '#test/federation/drafts.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { checkGuards, everyone } from '#test/guards.ts';
import { speak } from '#test/speak.ts';
import type { Home } from './model.ts';
import { figuresOf } from './views/figures.ts';

let net: Net;
let node: TestNode;
beforeAll(async () => {
  net = await startNodes('xa');
  node = net.node('xa');
});
afterAll(() => net[Symbol.asyncDispose]());

checkGuards(
  () => node,
  [
    { method: 'GET', path: '/api/home', roles: everyone },
    { method: 'GET', path: '/api/records/all/timeline/counts', roles: everyone },
  ],
);

const hourMs = 3_600_000;
const ago = (hours: number): Date => new Date(net.clock.now.getTime() - hours * hourMs);

/** A row of a record, as if it had come so many hours ago. */
const insert = (n: number, kind: string, verdict: string, hours: number, retain: string | null = null) =>
  sql`insert into record (ref, digest, jws, kind, participant, author, issued_at, realm, verdict, stored_at, retain_until, body, body_key, title)
    values ('xb/01890000-0000-7000-8000-00000000000' || ${n}::int, sha256(${n}::text::bytea), '', ${kind}, 'xb', 'xb/cyber', ${ago(hours + 48)}, 'live', ${verdict},
      ${ago(hours)}, ${retain}::date, ${retain === null ? null : Buffer.from('{}')}, ${retain === null ? null : Buffer.alloc(32)}, 'a title')`.execute(
    node.deps.db,
  );

async function fill(): Promise<void> {
  const day = (days: number): string =>
    ago(-days * 24)
      .toISOString()
      .slice(0, 10);
  await insert(1, 'incident.report', 'accepted', 25);
  await insert(2, 'incident.report', 'accepted', 24, day(7));
  await insert(3, 'threat.object', 'accepted', 1, day(8));
  await insert(4, 'threat.object', 'waiting', 100);
  await insert(5, 'threat.object', 'quarantined', 2);
  await insert(6, 'incident.report', 'waiting', 30);
  await submitRecords(node.deps, [incident('xa')]);
  const { db } = node.deps;
  for (const [seq, hours] of [
    [1, 2],
    [2, 23],
    [3, 25],
  ] as const)
    await sql`insert into refused_line (peer, seq, code, why, line, at) values ('xb', ${seq}, 'seal', 'a reason', ${Buffer.from('{}')}, ${ago(hours)})`.execute(
      db,
    );
  for (const hours of [1, 30])
    await sql`insert into alarm (participant, code, why, evidence, at) values ('xb', 'log-forked', 'two logs', '{"notes":[]}', ${ago(hours)})`.execute(
      db,
    );
  for (const hours of [80, 60, 50])
    await node.ask('/api/watch/calls', {
      method: 'POST',
      body: { at: ago(hours).toISOString(), direction: 'in', party: 'XB desk', urgent: true, text: 'Keep this' },
    });
}

type Items<T> = { items: T[]; next: string | null };

async function readAll<T>(path: string): Promise<T[]> {
  const items: T[] = [];
  for (let next: string | null = ''; next !== null;) {
    const at = next === '' ? '' : `&before=${next}`;
    const page: Items<T> = await node.ask(`${path}${path.includes('?') ? '&' : '?'}limit=3${at}`);
    items.push(...page.items);
    next = page.next;
  }
  return items;
}

type Due = { due: string | null; state: 'open' | 'escalated' | 'overdue' };

/** How many the list has to which a figure leads, and how many the page says that it has. */
async function countList(to: string): Promise<number[]> {
  const { pathname, searchParams } = new URL(to, 'http://localhost');
  const since = searchParams.get('since') ?? '';
  if (pathname === '/records') {
    const { total } = await node.ask<{ total: { count: number } }>(
      to.replace('/records', '/api/records/all/timeline/counts'),
    );
    return [(await readAll(`/api${to}`)).length, total.count];
  }
  if (pathname === '/arrivals') return [(await readAll(`/api/refused?since=${since}`)).length];
  if (pathname === '/alliance') {
    const participants = await readAll<{ alarms: { at: string }[] }>('/api/alliance/participants');
    return [participants.flatMap(({ alarms }) => alarms).filter(({ at }) => at >= since).length];
  }
  expect(pathname).toBe('/inbox');
  const items = await readAll<Due>('/api/inbox');
  return [items.filter((item) => isShown(item, searchParams.get('show'), net.clock.now.getTime())).length];
}

test('every figure of the first page leads to a list of exactly what it counts', async () => {
  await fill();
  const home = await node.ask<Omit<Home, 'since'> & { since: string }>('/api/home');
  expect(home.since).toBe(ago(24).toISOString());
  const { since: _s, keptTo: _k, ...figures } = home;
  expect(Object.fromEntries(Object.entries(figures).map(([name, { count }]) => [name, count]))).toEqual({
    arrived: 2,
    written: 1,
    objects: 2,
    waiting: 2,
    setAside: 1,
    refused: 2,
    alarms: 1,
    due: 2,
    overdue: 1,
    expiring: 1,
  });
  const shown = figuresOf(speak('en'), home);
  expect(shown.length).toBe(Object.keys(figures).length);
  for (const { name, to, figure } of shown)
    for (const count of await countList(to)) expect([name, count]).toEqual([name, figure.count]);
});

type Timeline = { unit: string; spans: { from: string; to: string; count: number }[]; without: number };

test('records are told over time by when they came, were sealed or were released, and each bar is a list', async () => {
  const ask = (query: string): Promise<Timeline> => node.ask(`/api/records/all/timeline/counts?${query}`);
  for (const by of ['arrived', 'sealed'] as const) {
    const { unit, spans, without } = await ask(`kind=threat.object&by=${by}`);
    expect([unit, without, spans.reduce((sum, { count }) => sum + count, 0)]).toEqual(['day', 0, 3]);
    for (const { from, to, count } of spans) {
      const items = await readAll(`/api/records?kind=threat.object&by=${by}&from=${from}&to=${to}`);
      expect([from, items.length]).toEqual([from, count]);
    }
  }
  expect(await ask('kind=threat.object&by=released')).toMatchObject({ spans: [], without: 3 });
});
