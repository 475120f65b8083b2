import { expect, test } from 'vitest';
import type { ApprovedProposal, ProposalSummary } from '#features/proposals/model.ts';
import { propose as proposeDraft } from '#features/proposals/actions.ts';
import type { RecordDetail } from '#features/records/view.ts';
import { releaseRecords } from '#features/releases/actions.ts';
import { dayMs } from '#platform/clock.ts';
import { expectProblem } from '#test/guards.ts';
import { askAs } from './authorities.ts';
import { approve, handling, officersOf, propose, sealAnyway, signedBy, verdictAt, warning } from './eyes.ts';
import type { Passkeys } from './eyes.ts';
import { shareFourEyes } from './shared.ts';
import type { Net, TestNode } from './nodes.ts';

// What confirms an act that one officer put into force is handled as that act is: nobody who may have the one is kept from the other.

const { author, approver } = officersOf('xa/cyber');
let net: Net;
let xa: TestNode;
let xb: TestNode;
let passkeys: Passkeys;
let founding: string;
shareFourEyes((eyes) => void ({ net, xa, xb, passkeys, founding } = eyes));

type Sealed = NonNullable<ApprovedProposal['sealed']>;
async function putIntoForce(): Promise<Sealed> {
  net.clock.advance(8 * dayMs);
  const { id } = await propose(xa, author, warning);
  await approve(xa, author, id, passkeys);
  return (await askAs<ApprovedProposal>(xa, author, `/api/proposals/${id}/emergency`, { method: 'POST' })).sealed!;
}
/** What confirms an act, handled as it is but for a change. */
const confirming = ({ ref, digest }: Sealed, change: object = {}) => ({
  kind: 'approval.confirmation',
  ...handling,
  purpose: warning.purpose,
  about: [ref],
  body: { record: { ref, digest } },
  ...change,
});
const emergencyAt = async (node: TestNode, ref: string) =>
  (await node.ask<RecordDetail>(`/api/records/${ref}`)).emergency?.state;
const release = async (ref: string): Promise<void> => {
  await releaseRecords(xa.deps, { authority: 'xa/cyber', officer: author }, [ref], ['xb']);
  await net.settle();
};

test('it is proposed by its act, and in no form of its own', async () => {
  const act = await putIntoForce();
  await expectProblem(propose(xa, approver, confirming(act)), 'malformed', /^kind:/);
});

test.each<[string, object]>([
  ['marking', { marking: { tlp: 'RED', base: 'unclassified' } }],
  ['basis', { basis: [{ instrument: 'mca-2029', article: '6' }] }],
  ['purpose', { purpose: 'coordination' }],
  ['retainUntil', { retainUntil: '2040-05-12' }],
  ['case', {}],
])('one with another %s than its act is refused, whoever proposes it', async (member, change) => {
  const act = await putIntoForce();
  const officer = await askAs<{ officer: { id: string; role: 'approver' } }>(xa, approver, '/api/session');
  const session = { officer: { ...officer.officer, authority: 'xa/cyber', name: '' }, demo: false };
  const draft = (by: object) => ({ ...confirming(act, by), author: 'xa/cyber', officers: [approver] });
  const refused = proposeDraft(xa.deps, session, draft(member === 'case' ? { case: act.ref } : change));
  await expect(refused).rejects.toMatchObject({ detail: { code: 'handled-otherwise' } });
  await expect(refused).rejects.toThrow(member);
  // The members of a label stand in any order.
  const { tlp, base } = handling.marking;
  expect(await proposeDraft(xa.deps, session, draft({ marking: { base, tlp } }))).toMatchObject({ state: 'open' });
});

test('who is given an act long after is given what confirms it', async () => {
  const { ref } = await putIntoForce();
  const body = { method: 'POST', body: { ref } } as const;
  const { id } = await askAs<ProposalSummary>(xa, approver, '/api/proposals/confirmations', body);
  await approve(xa, approver, id, passkeys);
  net.clock.advance(30 * dayMs);
  await release(ref);
  expect(await Promise.all([xa, xb].map((node) => emergencyAt(node, ref)))).toEqual(['confirmed', 'confirmed']);
});

test('one that was sealed before this was asked counts at recipients as it did', async () => {
  const act = await putIntoForce();
  const { ref } = act;
  const change = { ...confirming(act, { retainUntil: '2040-05-12' }), author: 'xa/cyber', officers: [approver] };
  const one = await sealAnyway(
    xa,
    (payload) => [signedBy(approver, founding, payload, passkeys.get(approver)!)],
    change,
  );
  await release(ref);
  expect(await verdictAt(xb, one)).toEqual({ verdict: 'accepted', code: null });
  expect(await emergencyAt(xb, ref)).toBe('confirmed');
});
