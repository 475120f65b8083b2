import { expect, test } from 'vitest';
import type { InboxCount, InboxItem } from '#features/inbox/model.ts';
import type { ApprovedProposal } from '#features/proposals/model.ts';
import { releaseRecords } from '#features/releases/actions.ts';
import { expectProblem } from '#test/guards.ts';
import { askAs } from './authorities.ts';
import { approve, officersOf, propose, sealAnyway, verdictAt, warning } from './eyes.ts';
import type { Passkeys } from './eyes.ts';
import { shareFourEyes } from './shared.ts';
import type { Net, TestNode } from './nodes.ts';

// What one officer put into force stands before the eyes of all who may confirm it, until one has or it lapsed.

const { author, approver, reviewer } = officersOf('xa/cyber');
const hourMs = 3_600_000;
let net: Net;
let xa: TestNode;
let xb: TestNode;
let passkeys: Passkeys;
shareFourEyes((eyes) => void ({ net, xa, xb, passkeys } = eyes));

async function putIntoForce(): Promise<string> {
  net.clock.advance(8 * 24 * hourMs); // The one before was confirmed by nobody.
  const { id } = await propose(xa, author, warning);
  await approve(xa, author, id, passkeys);
  return (await askAs<ApprovedProposal>(xa, author, `/api/proposals/${id}/emergency`, { method: 'POST' })).sealed!.ref;
}
const emergenciesOf = async (officer: string): Promise<InboxItem[]> =>
  (await askAs<{ items: InboxItem[] }>(xa, officer, '/api/inbox')).items.filter(({ kind }) => kind === 'emergency');
const refsFor = async (officer: string) => (await emergenciesOf(officer)).map(({ record }) => record);
const countOf = (officer: string) => askAs<InboxCount>(xa, officer, '/api/inbox/count');
const pathOf = (act: string): string => `/api/inbox/emergency/${act.slice(act.lastIndexOf('/') + 1)}`;

test('others’ records, however many, take no act out of the inbox of who may confirm it', async () => {
  const act = await putIntoForce();
  const others: string[] = [];
  for (let i = 0; i < 200; i++)
    others.push(await sealAnyway(xb, () => [], { author: 'xb/cyber', officers: ['xb/cyber/o-1'] }));
  await releaseRecords(xb.deps, { authority: 'xb/cyber', officer: 'xb/cyber/o-1' }, others, ['xa']);
  await net.settle();
  expect(await verdictAt(xa, others[0]!)).toMatchObject({ verdict: 'quarantined' });
  expect(await refsFor(approver)).toEqual([act]);
  expect(await countOf(approver)).toMatchObject({ count: 1, more: false });
});

test('who takes an act says so to the others, and takes it out of nobody’s sight', async () => {
  const act = await putIntoForce();
  await askAs(xa, approver, `${pathOf(act)}/taken`, { method: 'PUT' });
  expect(await emergenciesOf(reviewer)).toMatchObject([{ record: act, takenBy: approver, state: 'open' }]);
  expect(await Promise.all([approver, reviewer].map(countOf))).toMatchObject([{ urgent: 1 }, { urgent: 0 }]);
  // Half its time is over: it is escalated although one has taken it.
  net.clock.advance(12 * hourMs);
  expect(await emergenciesOf(reviewer)).toMatchObject([{ record: act, takenBy: approver, state: 'escalated' }]);
  expect(await countOf(reviewer)).toMatchObject({ urgent: 1 });
});

test('an act is handed over to nobody but who may confirm it, and stays in sight of the others', async () => {
  const act = await putIntoForce();
  const handOver = (to: string) =>
    askAs(xa, approver, `${pathOf(act)}/hand-over`, { method: 'PUT', body: { to, note: 'yours' } });
  await expectProblem(handOver(author), 'malformed', /^to:/);
  expect((await emergenciesOf(approver))[0]?.takenBy).toBeNull();
  await handOver(reviewer);
  net.clock.advance(23.5 * hourMs);
  expect([await refsFor(author), await refsFor(approver), await refsFor(reviewer)]).toEqual([[], [act], [act]]);
});
