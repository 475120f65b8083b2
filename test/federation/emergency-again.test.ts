import { expect, test } from 'vitest';
import type { ApprovedProposal, ProposalSummary } from '#features/proposals/model.ts';
import { releaseRecords } from '#features/releases/actions.ts';
import { expectProblem } from '#test/guards.ts';
import { askAs } from './authorities.ts';
import { approve, officersOf, propose, sealAnyway, signedBy, verdictAt, warning } from './eyes.ts';
import type { Passkeys } from './eyes.ts';
import { shareFourEyes } from './shared.ts';
import type { Net, TestNode } from './nodes.ts';

// One officer alone keeps nothing in force from day to day: what nobody confirmed is followed by nothing of its kind for a week.

const { author, approver, reviewer } = officersOf('xa/cyber');
const dayMs = 86_400_000;
let net: Net;
let xa: TestNode;
let xb: TestNode;
let passkeys: Passkeys;
let founding: string;
shareFourEyes((eyes) => void ({ net, xa, xb, passkeys, founding } = eyes));

/** A warning that its author approved. */
async function prepare(change: object = {}): Promise<string> {
  const { id } = await propose(xa, author, { ...warning, ...change });
  await approve(xa, author, id, passkeys);
  return id;
}
async function putIntoForce(id: string): Promise<string> {
  const path = `/api/proposals/${id}/emergency`;
  return (await askAs<ApprovedProposal>(xa, author, path, { method: 'POST' })).sealed!.ref;
}
/** As a changed node would: what its author alone signed, whatever its own rules say. */
const sealAlone = (): Promise<string> =>
  sealAnyway(xa, (payload) => [signedBy(author, founding, payload, passkeys.get(author)!)], {
    author: 'xa/cyber',
    officers: [author],
  });
/** All in one release. */
async function release(...refs: string[]): Promise<void> {
  await releaseRecords(xa.deps, { authority: 'xa/cyber', officer: author }, refs, ['xb']);
  await net.settle();
}
async function confirm(ref: string): Promise<void> {
  const body = { method: 'POST', body: { ref } } as const;
  const { id } = await askAs<ProposalSummary>(xa, approver, '/api/proposals/confirmations', body);
  await approve(xa, approver, id, passkeys);
}

test('who put one into force alone, which nobody confirmed, puts in no other: neither while it runs nor when it lapsed', async () => {
  const prepared = await prepare();
  net.clock.advance(1_000); // What was written before counts no less.
  const first = await putIntoForce(await prepare());
  await expectProblem(putIntoForce(prepared), 'emergency-again', /nobody confirmed/);
  net.clock.advance(dayMs - 1_000);
  await expectProblem(putIntoForce(await prepare({ replaces: first })), 'emergency-again');
  net.clock.advance(5 * dayMs);
  const id = await prepare();
  await expectProblem(putIntoForce(id), 'emergency-again');
  // Two may, at any time.
  expect((await approve(xa, reviewer, id, passkeys)).sealed).not.toBeNull();
  net.clock.advance(dayMs + 1_000);
  await confirm(await putIntoForce(await prepare()));
});

test('what was confirmed stands in nobody’s way, and of many at once one is put into force', async () => {
  const ids = [await prepare(), await prepare(), await prepare()];
  const done = await Promise.allSettled(ids.map(putIntoForce));
  expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  net.clock.advance(8 * dayMs);
});

test('a recipient sets aside what a changed node puts into force again, and knows what was confirmed before', async () => {
  const first = await sealAlone();
  await confirm(first);
  net.clock.advance(1_000);
  const second = await sealAlone();
  net.clock.advance(1_000);
  const third = await sealAlone();
  await release(first, second, third); // What confirms the first goes along, on the same page.
  const again = { verdict: 'quarantined', code: 'emergency-again' };
  const good = { verdict: 'accepted', code: null };
  const told = () => Promise.all([first, second, third].map((ref) => verdictAt(xb, ref)));
  expect(await told()).toEqual([good, good, again]);
  net.clock.advance(7 * dayMs);
  const later = await sealAlone();
  await release(later);
  expect(await verdictAt(xb, later)).toEqual(good);
});
