import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import { refOf } from '#test/alliance.ts';
import { count, incident } from '#test/federation/drafts.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { checkGuards, expectProblem, readers } from '#test/guards.ts';

let net: Net;
let node: TestNode;
beforeAll(async () => {
  net = await startNodes('xa');
  node = net.node('xa');
});
afterAll(() => net[Symbol.asyncDispose]());

checkGuards(() => node, [{ method: 'GET', path: `/api/incidents/${refOf('xa')}`, roles: readers }]);

test('the state of an incident follows its case', async () => {
  const [report] = await submitRecords(node.deps, [incident('xa')]);
  expect(await node.ask(`/api/incidents/${report!.ref}`)).toEqual({
    ref: report!.ref,
    state: 'NOTIFIED',
    members: 1,
    warnings: 0,
    hosts: 412,
  });
  await submitRecords(node.deps, [count('xa', report!.ref, 500)]);
  expect(await node.ask(`/api/incidents/${report!.ref}`)).toMatchObject({ state: 'NOTIFIED', hosts: 500 });
});

test('a corrected report and its correction tell one incident, by what stands', async () => {
  const submit = async (draft: ReturnType<typeof incident>) => {
    net.clock.advance(1_000);
    return (await submitRecords(node.deps, [draft]))[0]!.ref;
  };
  const first = await submit(incident('xa'));
  await submit(count('xa', first, 500));
  const { body } = incident('xa');
  const correct = (replaces: string, hostsAffected: number) =>
    submit(incident('xa', { replaces, body: { ...(body as object), hostsAffected } }));
  const second = await correct(first, 7);
  const third = await correct(second, 3);
  for (const ref of [first, second, third])
    expect(await node.ask(`/api/incidents/${ref}`)).toMatchObject({ state: 'NOTIFIED', members: 1, hosts: 3 });
  // A count of the newest report is one of the same incident.
  await submit(count('xa', third, 4));
  expect(await node.ask(`/api/incidents/${first}`)).toMatchObject({ hosts: 4 });
});

test('a version by another participant stands in nobody’s place', async () => {
  const [first, other] = await submitRecords(node.deps, [incident('xa'), incident('xa')]);
  // No rule lets such a record in: the reading does not rely on that.
  await sql`update record set replaces = ${first!.ref}, participant = 'xb' where ref = ${other!.ref}`.execute(
    node.deps.db,
  );
  expect(await node.ask(`/api/incidents/${first!.ref}`)).toMatchObject({ members: 1, hosts: 412 });
});

test('what is no incident, or is not here, has no state: not-found', async () => {
  const [report] = await submitRecords(node.deps, [incident('xa')]);
  const [counted] = await submitRecords(node.deps, [count('xa', report!.ref, 5)]);
  for (const ref of [counted!.ref, refOf('xa'), refOf('zz'), 'xa/none'])
    await expectProblem(node.ask(`/api/incidents/${ref}`), 'not-found');
});
