import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net } from '#test/federation/nodes.ts';
import { checkGuards, everyone, expectProblem } from '#test/guards.ts';

let net: Net;
beforeAll(async () => {
  net = await startNodes('xa');
});
afterAll(() => net[Symbol.asyncDispose]());

checkGuards(() => net.node('xa'), [{ method: 'GET', path: '/api/alarms/1', roles: everyone }]);

test('an alarm is handed out with both notes and the proof', async () => {
  const node = net.node('xa');
  const evidence = { notes: ['one', 'other'], root: 'AAAA', proof: ['BBBB'] };
  await sql`insert into alarm (participant, code, why, evidence, at)
    values ('xb', 'log-forked', 'two roots', ${JSON.stringify(evidence)}, ${net.clock.now})`.execute(node.deps.db);
  const { alarms } = await node.ask<{ alarms: { id: number }[] }>('/api/alliance');
  const told = {
    participant: 'xb',
    code: 'log-forked',
    why: 'two roots',
    at: net.clock.now.toISOString(),
    provable: null,
    resumed: null,
  };
  expect(alarms).toEqual([{ id: alarms[0]!.id, ...told }]);
  expect(await node.ask(`/api/alarms/${alarms[0]!.id}`)).toEqual({ id: alarms[0]!.id, ...told, evidence });
});

test.each(['999', '0', 'x', '1.5', '9'.repeat(30)])('alarm %s is not there: not-found', async (id) => {
  await expectProblem(net.node('xa').ask(`/api/alarms/${id}`), 'not-found');
});
