import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net } from '#test/federation/nodes.ts';
import { checkGuards, everyone } from '#test/guards.ts';

let net: Net;
beforeAll(async () => {
  net = await startNodes('xa');
});
afterAll(() => net[Symbol.asyncDispose]());

checkGuards(() => net.node('xa'), [{ method: 'GET', path: '/api/refused', roles: everyone }]);

test('refused lines are listed newest first, with the reason and without their bytes', async () => {
  const node = net.node('xa');
  expect(await node.ask('/api/refused')).toEqual({ items: [], next: null });
  for (const seq of [1, 2])
    await sql`insert into refused_line (peer, seq, code, why, line, at) values ('xb', ${seq}, 'seal', 'a reason', ${Buffer.from('{}')}, ${net.clock.now})`.execute(
      node.deps.db,
    );
  const item = { at: net.clock.now.toISOString(), peer: 'xb', code: 'seal', why: 'a reason', ref: null };
  expect(await node.ask('/api/refused')).toEqual({
    items: [
      { ...item, seq: 2 },
      { ...item, seq: 1 },
    ],
    next: null,
  });
  const first = await node.ask<{ next: string }>('/api/refused?limit=1');
  expect(first).toMatchObject({ items: [{ ...item, seq: 2 }] });
  expect(await node.ask(`/api/refused?limit=1&before=${first.next}`)).toEqual({
    items: [{ ...item, seq: 1 }],
    next: null,
  });
});
