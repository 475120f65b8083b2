import { expect, test } from 'vitest';
import { approvalsOf, rebuildProjections, submitRecords } from '#features/records/actions.ts';
import type { InboxItem } from '#features/inbox/model.ts';
import type { ApprovedProposal, ProposalSummary } from '#features/proposals/model.ts';
import type { Approval } from '#features/approvals/model.ts';
import { verifyRecord } from '#features/records/verify.ts';
import type { RecordDetail, RecordProof, RecordSummary } from '#features/records/view.ts';
import { releaseRecords } from '#features/releases/actions.ts';
import { transaction } from '#platform/db/db.ts';
import { SoftwareAuthenticator } from '#features/officers/software-authenticator.ts';
import { sha256, toBase64url } from '#platform/bytes.ts';
import { refOf } from '#test/alliance.ts';
import { expectProblem } from '#test/guards.ts';
import { tamga } from '../command-line.ts';
import { askAs } from './authorities.ts';
import {
  sealAnyway,
  signedBy,
  approve,
  assertion,
  draftOfAppointment,
  newPasskeys,
  officersOf,
  propose,
  proposeAppointment,
  verdictAt,
  warning,
} from './eyes.ts';
import type { Passkeys, Signing } from './eyes.ts';
import { incident } from './drafts.ts';
import { newWarningAt, releaseToXb, shareFourEyes } from './shared.ts';
import type { Net, TestNode } from './nodes.ts';

// Warnings of xa need two officers; xb verifies that two approved the very bytes that it was given.

const { author, approver, reviewer, admin } = officersOf('xa/cyber');
let net: Net;
let xa: TestNode;
let xb: TestNode;
let passkeys: Passkeys;
let founding: string;
shareFourEyes((eyes) => void ({ net, xa, xb, passkeys, founding } = eyes));

const newWarning = (): Promise<string> => newWarningAt(xa);
const release = (ref: string) => releaseToXb(xa, ref);

test('what two officers approved is sealed, and its recipient verifies who they were', async () => {
  const id = await newWarning();
  const first = await approve(xa, author, id, passkeys);
  expect(first).toMatchObject({ sealed: null, proposal: { state: 'open', places: [{ by: author }, { by: null }] } });
  const told = (await tamga(net, ['--node', 'xa', 'proposal', id])).out;
  expect(told).toMatch(new RegExp(`\\nplace 1 \\(.*\\): ${author} at .*\\nplace 2 \\(.*\\): nobody yet\\n`));
  const { sealed, proposal } = await approve(xa, reviewer, id, passkeys);
  expect(proposal).toMatchObject({ state: 'sealed', decidedBy: reviewer });
  const { ref } = sealed!;
  const released = await release(ref);
  expect(released).toMatchObject([{ to: 'xb', count: 2 }]); // with the record that appointed them
  await net.settle();
  expect((await tamga(net, ['--node', 'xa', 'verify', ref])).out).toContain(`; approved by ${author}, ${reviewer}`);
  const json = JSON.parse((await tamga(net, ['--node', 'xb', 'verify', ref, '--json'])).out) as object;
  expect(json).toMatchObject({ checked: 1, failed: 0, approvals: [{ ref, officers: [author, reviewer] }] });
  const { items } = await askAs<{ items: { places: { by: string; at: string }[] }[] }>(
    xa,
    author,
    `/api/proposals?ref=${ref}`,
  );
  expect(items.map(({ places }) => places.map(({ by }) => by))).toEqual([[author, reviewer]]);
  expect(await verdictAt(xb, ref)).toEqual({ verdict: 'accepted', code: null });
  expect(await verdictAt(xb, founding)).toEqual({ verdict: 'accepted', code: null });
  const proof = await xb.ask<RecordProof>(`/api/records/${ref}/proof`);
  expect(approvalsOf(proof.jws).map(({ officer }) => officer)).toEqual([author, reviewer]);
  const { id: alliance, profile, profileDigest: digest } = xb.deps.self.alliance;
  const context = {
    alliance: { id: alliance, profile: profile.number, digest },
    record: { ref, digest: proof.digest, body: null, facts: {} },
  };
  const outcomes = (await verifyRecord(proof, context)).map(({ name, outcome }) => [name, outcome]);
  expect(outcomes.filter(([, outcome]) => outcome !== 'pass')).toEqual([]);
  expect(outcomes.map(([name]) => name)).toContain('approvals');
});

test('without approvals nothing of its kind is sealed', async () => {
  await expectProblem(askAs(xa, author, '/api/records', { method: 'POST', body: warning }), 'approval-missing');
});

test('the author is not the second person, and nobody approves before the author', async () => {
  const id = await newWarning();
  await expectProblem(approve(xa, approver, id, passkeys), 'approval-author');
  await expectProblem(approve(xa, admin, id, passkeys), 'approval-role');
  await approve(xa, author, id, passkeys);
  await expectProblem(approve(xa, author, id, passkeys), 'approval-twice');
});

test('the wrong role, another’s passkey and other bytes are refused', async () => {
  const id = await newWarning();
  await approve(xa, author, id, passkeys);
  await expectProblem(approve(xa, admin, id, passkeys), 'approval-role');
  const send = (officer: string, body: object) =>
    askAs(xa, officer, `/api/proposals/${id}/approvals`, { method: 'POST', body });
  await expectProblem(send(approver, await assertion(xa, approver, id, passkeys.get(reviewer)!)), 'approval-unknown');
  await expectProblem(send(approver, passkeys.get(approver)!.assert(sha256('other bytes'))), 'approval', /other bytes/);
  const other = await assertion(xa, approver, await newWarning(), passkeys.get(approver)!);
  await expectProblem(send(approver, other), 'approval', /other bytes/);
});

test('another authority’s officers neither see nor approve it', async () => {
  const id = await newWarning();
  await expectProblem(askAs(xb, officersOf('xb/cyber').approver, `/api/proposals/${id}`), 'not-found');
});

test('who could approve it may refuse it, with the reason; nobody decides twice', async () => {
  const id = await newWarning();
  const end = (officer: string) =>
    askAs(xa, officer, `/api/proposals/${id}/end`, { method: 'POST', body: { reason: 'The port is 4454.' } });
  await expectProblem(end(admin), 'approval-role');
  await approve(xa, author, id, passkeys);
  await end(reviewer);
  await expectProblem(approve(xa, approver, id, passkeys), 'decided');
  const alone = askAs(xa, author, `/api/proposals/${id}/emergency`, { method: 'POST' });
  await expectProblem(alone, 'decided');
  await expectProblem(end(author), 'decided');
  expect(await askAs(xa, author, `/api/proposals/${id}`)).toMatchObject({
    state: 'refused',
    decidedBy: reviewer,
    reason: 'The port is 4454.',
    body: null,
    bodyKey: null,
  });
});

test('what nobody approves within a week lapses, and its content is gone', async () => {
  const id = await newWarning();
  await xa.lapseProposals();
  expect(await askAs(xa, author, `/api/proposals/${id}`)).toMatchObject({ state: 'open' });
  net.clock.advance(7 * 86_400_000);
  await expectProblem(approve(xa, author, id, passkeys), 'decided', /lapsed/); // before the job came
  await xa.lapseProposals();
  expect(await askAs(xa, author, `/api/proposals/${id}`)).toMatchObject({ state: 'lapsed', body: null });
  await expectProblem(approve(xa, author, id, passkeys), 'decided');
});

test('an authority’s first officers appoint themselves once', async () => {
  const again = newPasskeys('xa/cyber');
  const { id } = await proposeAppointment(xa, admin, draftOfAppointment('xa/cyber', again));
  await expectProblem(approve(xa, admin, id, again), 'approval-unknown');
});

test('two administrators give an officer who lost a passkey another one; the lost one counts no more', async () => {
  const lost = passkeys.get(reviewer)!;
  const before = await newWarning();
  await approve(xa, author, before, passkeys);
  const renewed = new Map([[reviewer, new SoftwareAuthenticator('https://node.xa.mca.example')]]);
  net.clock.advance(60_000);
  const { id } = await proposeAppointment(xa, admin, draftOfAppointment('xa/cyber', renewed));
  await approve(xa, admin, id, passkeys);
  await approve(xa, approver, id, passkeys);
  passkeys = new Map([...passkeys, ...renewed]);
  const warned = await newWarning();
  await approve(xa, author, warned, passkeys);
  // Nor for what was written while it counted.
  for (const one of [warned, before])
    await expectProblem(approve(xa, reviewer, one, new Map([[reviewer, lost]])), 'approval-ended');
  expect((await approve(xa, reviewer, warned, passkeys)).sealed).not.toBeNull();
});

test('rebuilding from the records appoints the same officers', async () => {
  const appointed = async () => (await askAs<{ items: object[] }>(xa, author, '/api/proposals')).items.length;
  const before = await appointed();
  await transaction(xa.deps.db, (tx) => rebuildProjections(tx, xa.deps));
  const id = await newWarning();
  await approve(xa, author, id, passkeys);
  expect((await approve(xa, approver, id, passkeys)).sealed).not.toBeNull();
  expect(await appointed()).toBe(before + 1);
});

const sealUnjudged = async (signing: Signing, change: object = {}): Promise<string> => {
  const ref = await sealAnyway(xa, signing, { author: 'xa/cyber', officers: [author], ...change });
  await release(ref);
  return ref;
};
const signed = (officer: string, payload: Uint8Array, by = passkeys.get(officer)!): Approval =>
  signedBy(officer, founding, payload, by);

test('a node that seals by itself what nobody approved does not get past its recipients', async () => {
  const stranger = new SoftwareAuthenticator('https://node.xa.mca.example');
  const none = await sealUnjudged(() => []);
  const twice = await sealUnjudged((p) => [signed(author, p), signed(author, p)]);
  const wrongRole = await sealUnjudged((p) => [signed(author, p), signed(admin, p)]);
  const forged = await sealUnjudged((p) => [signed(author, p), signed(approver, p, stranger)]);
  const needless = await sealUnjudged((p) => [signed(author, p), signed(approver, p)], {
    ...incident('xa'),
    officers: [author],
  });
  const otherBytes = await sealUnjudged((p) => [signed(author, p), signed(approver, sha256(p))]);
  const good = await sealUnjudged((p) => [signed(author, p), signed(approver, p)]);
  await net.settle();
  const codes = await Promise.all([none, twice, wrongRole, forged, needless].map((ref) => verdictAt(xb, ref)));
  expect(codes).toEqual([
    { verdict: 'quarantined', code: 'approval-missing' },
    { verdict: 'quarantined', code: 'approval-twice' },
    { verdict: 'quarantined', code: 'approval-role' },
    { verdict: 'quarantined', code: 'approval-unknown' },
    { verdict: 'quarantined', code: 'approvals' },
  ]);
  await expectProblem(verdictAt(xb, otherBytes), 'not-found');
  const { items } = await xb.ask<{ items: { code: string; ref: string }[] }>('/api/refused');
  expect(items).toMatchObject([{ code: 'approval', ref: otherBytes }]);
  expect(await verdictAt(xb, good)).toEqual({ verdict: 'accepted', code: null });
});

const emergencyAt = async (node: TestNode, ref: string) =>
  (await node.ask<RecordDetail>(`/api/records/${ref}`)).emergency;
const post = <T>(officer: string, path: string, body: object = {}): Promise<T> =>
  askAs(xa, officer, path, { method: 'POST', body });
/** Sealed with its author's approval alone; gives its ref. */
async function putIntoForce(change: object = {}): Promise<string> {
  const { id } = await propose(xa, author, { ...warning, ...change });
  await approve(xa, author, id, passkeys);
  const { sealed } = await post<ApprovedProposal>(author, `/api/proposals/${id}/emergency`);
  return sealed!.ref;
}
/** What stands in an officer's inbox to be confirmed. */
async function toConfirm(officer: string): Promise<(string | null)[]> {
  const { items } = await askAs<{ items: InboxItem[] }>(xa, officer, '/api/inbox');
  return items.filter(({ kind }) => kind === 'emergency').map(({ record }) => record);
}
const confirmation = (officer: string, ref: string) =>
  post<ProposalSummary>(officer, '/api/proposals/confirmations', { ref });

test('what one officer put into force stands for good once a second confirms it, and whoever has it is told', async () => {
  const ref = await putIntoForce();
  await release(ref);
  await net.settle();
  expect(await emergencyAt(xb, ref)).toMatchObject({ state: 'in-force', confirmation: null });
  await expectProblem(confirmation(author, ref), 'approval-role');
  expect([await toConfirm(author), await toConfirm(approver)]).toEqual([[], [ref]]);
  const { id } = await confirmation(approver, ref);
  const { sealed } = await approve(xa, approver, id, passkeys);
  expect(await toConfirm(approver)).toEqual([]);
  await net.settle();
  for (const node of [xa, xb])
    expect(await emergencyAt(node, ref)).toMatchObject({ state: 'confirmed', confirmation: sealed!.ref });
  expect(await verdictAt(xb, sealed!.ref)).toEqual({ verdict: 'accepted', code: null });
  const { items } = await xb.ask<{ items: RecordSummary[] }>('/api/records?kind=warning.issue&limit=5');
  expect(items.find((one) => one.ref === ref)?.emergency?.state).toBe('confirmed');
  net.clock.advance(25 * 3600_000);
  expect(await emergencyAt(xb, ref)).toMatchObject({ state: 'confirmed' });
  // Who is given it later is given the confirmation too, and who appointed these officers.
  const by = { authority: 'xa/cyber', officer: author };
  expect(await releaseRecords(xa.deps, by, [ref], ['xc'])).toMatchObject([{ to: 'xc', count: 3 }]);
});

test('what nobody confirms within 24 hours lapses, warns of nothing then, and is confirmed no more', async () => {
  const [report] = await submitRecords(xa.deps, [incident('xa')]);
  const ref = await putIntoForce({ case: report!.ref });
  const inTime = await confirmation(approver, ref);
  const waiting = await propose(xa, author, warning);
  await approve(xa, author, waiting.id, passkeys);
  net.clock.advance(86_400_000 - 1);
  expect(await emergencyAt(xa, ref)).toMatchObject({ state: 'in-force' });
  expect(await toConfirm(approver)).toEqual([ref]);
  expect(await xa.ask(`/api/incidents/${report!.ref}`)).toMatchObject({ state: 'WARNING_ISSUED' });
  net.clock.advance(1);
  expect(await emergencyAt(xa, ref)).toMatchObject({ state: 'lapsed' });
  expect(await toConfirm(approver)).toEqual([]);
  expect(await xa.ask(`/api/incidents/${report!.ref}`)).toMatchObject({ state: 'NOTIFIED', warnings: 0 });
  await expectProblem(confirmation(approver, ref), 'emergency-over');
  await expectProblem(approve(xa, approver, inTime.id, passkeys), 'emergency-over');
  await expectProblem(post(author, `/api/proposals/${waiting.id}/emergency`), 'emergency-over');
});

test('only what one officer put into force is confirmed, and only by one who is somebody else', async () => {
  const whole = await sealUnjudged((p) => [signed(author, p), signed(approver, p)]);
  await expectProblem(confirmation(approver, whole), 'not-emergency');
  await expectProblem(confirmation(approver, refOf('xa')), 'not-found');
  net.clock.advance(7 * 86_400_000); // The one before was confirmed by nobody.
  const ref = await putIntoForce();
  await release(ref);
  const digest = (await xa.ask<RecordDetail>(`/api/records/${ref}`)).digest;
  const confirm = (officer: string, record: object, about = ref) =>
    sealUnjudged((p) => [signed(officer, p)], {
      kind: 'approval.confirmation',
      officers: [officer],
      about: [about],
      body: { record },
    });
  const [same, role, otherBytes, nothing, good] = [
    await confirm(author, { ref, digest }),
    await confirm(admin, { ref, digest }),
    await confirm(approver, { ref, digest: toBase64url(sha256('other bytes')) }),
    await confirm(approver, { ref: whole, digest }, whole),
    await confirm(approver, { ref, digest }),
  ];
  net.clock.advance(86_400_000);
  const late = await confirm(approver, { ref, digest });
  await net.settle();
  const codes = await Promise.all([same, role, otherBytes, nothing, late, good].map((one) => verdictAt(xb, one)));
  expect(codes.map(({ code }) => code)).toEqual([
    'approval-twice',
    'approval-role',
    'not-emergency',
    'not-emergency',
    'emergency-over',
    null,
  ]);
  expect(await emergencyAt(xb, ref)).toMatchObject({ state: 'confirmed', confirmation: good });
});
