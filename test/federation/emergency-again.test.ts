import { expect, test } from 'vitest';
import type { ApprovedProposal, Proposal, ProposalSummary } from '#features/proposals/model.ts';
import type { Page } from '#platform/http/page.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { dayMs } from '#platform/clock.ts';
import { expectProblem } from '#test/guards.ts';
import { askAs } from './authorities.ts';
import { approve, officersOf, propose, sealAnyway, signedBy, verdictAt, warning } from './eyes.ts';
import type { Passkeys } from './eyes.ts';
import { shareFourEyes } from './shared.ts';
import type { Net, TestNode } from './nodes.ts';

// One officer alone keeps nothing in force from day to day: what nobody confirmed is followed by nothing of its kind for a week.

const { author, approver, reviewer } = officersOf('xa/cyber');
const warned = 'LegacyShare v1: isolate port 4455 (v1)';
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
  await releaseRecords(xa.deps, by, refs, ['xb']);
  await net.settle();
}
const by = { authority: 'xa/cyber', officer: author };
const good = { verdict: 'accepted', code: null };
const again = { verdict: 'quarantined', code: 'emergency-again' };
const toldOf = (...refs: string[]) => Promise.all(refs.map((ref) => verdictAt(xb, ref)));
/** Gives the confirmation. */
async function confirm(ref: string): Promise<string> {
  const body = { method: 'POST', body: { ref } } as const;
  const { id } = await askAs<ProposalSummary>(xa, approver, '/api/proposals/confirmations', body);
  return (await approve(xa, approver, id, passkeys)).sealed!.ref;
}

test('who put one into force alone, which nobody confirmed, puts in no other: neither while it runs nor when it lapsed', async () => {
  const prepared = await prepare();
  net.clock.advance(1_000); // What was written before counts no less.
  const first = await putIntoForce(await prepare());
  await expectProblem(putIntoForce(prepared), 'emergency-again', /nobody confirmed/);
  // What would be refused is not offered: its author is told why, and nobody else is.
  const shownTo = (officer: string) => askAs<Proposal>(xa, officer, `/api/proposals/${prepared}`);
  expect(await shownTo(author)).toMatchObject({ mayBeEmergency: true, notAlone: { code: 'emergency-again' } });
  expect(await shownTo(reviewer)).toMatchObject({ notAlone: null });
  net.clock.advance(dayMs - 1_000);
  await expectProblem(putIntoForce(await prepare({ replaces: first })), 'emergency-again');
  net.clock.advance(5 * dayMs);
  const id = await prepare();
  await expectProblem(putIntoForce(id), 'emergency-again');
  // Two may, at any time.
  expect((await approve(xa, reviewer, id, passkeys)).sealed).not.toBeNull();
  net.clock.advance(dayMs + 1_000);
  const alone = await prepare();
  expect(await askAs(xa, author, `/api/proposals/${alone}`)).toMatchObject({ notAlone: null, emergency: null });
  await confirm(await putIntoForce(alone));
  // What was decided says how, by the title that the record has.
  const decided = await askAs<Proposal>(xa, author, `/api/proposals/${alone}`);
  expect(decided).toMatchObject({ state: 'sealed', title: warned, emergency: { state: 'confirmed' } });
  const { items } = await askAs<Page<ProposalSummary>>(xa, author, '/api/proposals?state=sealed');
  const states = items.filter(({ kind }) => kind === 'warning.issue').map(({ emergency }) => emergency?.state ?? null);
  expect(states).toEqual(['confirmed', null, 'lapsed']);
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
  expect(await toldOf(first, second, third)).toEqual([good, good, again]);
  net.clock.advance(7 * dayMs);
  const later = await sealAlone();
  await release(later);
  expect(await verdictAt(xb, later)).toEqual(good);
  net.clock.advance(8 * dayMs);
});

test('what was confirmed after its recall stands in nobody’s way at who had it', async () => {
  const first = await putIntoForce(await prepare());
  await release(first);
  await recallRecords(xa.deps, by, [first], ['xb'], 'a number was wrong');
  await net.settle();
  net.clock.advance(60_000);
  const confirmation = await confirm(first);
  net.clock.advance(3_600_000);
  const second = await putIntoForce(await prepare());
  await release(second);
  expect(await toldOf(confirmation, second)).toEqual([good, good]);
  await confirm(second);
});

test('of two that waited for one record the earlier is confirmed before the later is judged', async () => {
  const { id } = await propose(xa, author, warning);
  await approve(xa, author, id, passkeys);
  const root = (await approve(xa, approver, id, passkeys)).sealed!.ref;
  const first = await putIntoForce(await prepare({ case: root }));
  const confirmation = await confirm(first);
  net.clock.advance(60_000);
  const second = await putIntoForce(await prepare({ case: root }));
  await release(first, second);
  const told = () => toldOf(first, confirmation, second);
  expect((await told()).map(({ verdict }) => verdict)).toEqual(['waiting', 'waiting', 'waiting']);
  await release(root);
  expect(await told()).toEqual([good, good, good]);
  await confirm(second);
});

test('one that was proposed after another, and confirmed before that, is let in at whoever was given the other first', async () => {
  const [waiting, prompt] = [await prepare(), (net.clock.advance(1_000), await prepare())];
  const second = await putIntoForce(prompt);
  const confirmation = await confirm(second);
  const first = await putIntoForce(waiting);
  await release(first);
  await release(second);
  expect(await toldOf(first, second, confirmation)).toEqual([good, good, good]);
  net.clock.advance(8 * dayMs);
});

test('one that was confirmed in time stands in the way of none that was given before it', async () => {
  const first = await putIntoForce(await prepare());
  await confirm(first);
  net.clock.advance(60_000);
  const second = await putIntoForce(await prepare());
  await release(second);
  await release(first);
  expect(await toldOf(first, second)).toEqual([good, good]);
  net.clock.advance(8 * dayMs);
});

test('whichever was given first, the earlier one stands, and once it is confirmed the later one too', async () => {
  const first = await sealAlone();
  net.clock.advance(1_000);
  const second = await sealAlone();
  await release(second);
  expect(await toldOf(second)).toEqual([good]);
  await release(first);
  expect(await toldOf(first, second)).toEqual([good, again]);
  await confirm(first);
  await net.settle();
  expect(await toldOf(first, second)).toEqual([good, good]);
  net.clock.advance(8 * dayMs);
});

test('what stands in the way of another does not once it is set aside itself, as if they had come in order', async () => {
  const given: string[] = [];
  for (let i = 0; i < 3; i++) {
    given.push(await sealAlone());
    net.clock.advance(5 * dayMs);
  }
  for (const ref of given.toReversed()) await release(ref);
  expect(await toldOf(...given)).toEqual([good, again, good]);
});
