import { expect, test } from 'vitest';
import type { ApprovedProposal, Proposal } from '#features/proposals/model.ts';
import { SoftwareAuthenticator } from '#features/officers/software-authenticator.ts';
import { toInit } from '#test/ask.ts';
import { expectProblem } from '#test/guards.ts';
import { askAs } from './authorities.ts';
import {
  approve,
  draftOfAppointment,
  draftOfDismissal,
  officersOf,
  propose,
  proposeAppointment,
  warning,
} from './eyes.ts';
import type { Passkeys } from './eyes.ts';
import { newWarningAt, shareFourEyes } from './shared.ts';
import type { Net, TestNode } from './nodes.ts';

// What is asked at the moment of sealing: whether approvals still count, and whether an appointment names what was registered.

const { author, approver, reviewer, admin } = officersOf('xa/cyber');
let net: Net;
let xa: TestNode;
let passkeys: Passkeys;
shareFourEyes((eyes) => void ({ net, xa, passkeys } = eyes));

/** A warning that its author approved, and nobody else yet. */
async function halfApproved(): Promise<string> {
  const id = await newWarningAt(xa);
  await approve(xa, author, id, passkeys);
  return id;
}
/** As its author, by a passkey that says how often it was asked. */
async function signAt(id: string, counter: number): Promise<unknown> {
  const { digest } = await askAs<Proposal>(xa, author, `/api/proposals/${id}`);
  const body = passkeys.get(author)!.assert(Buffer.from(digest, 'base64url'), counter);
  return askAs(xa, author, `/api/proposals/${id}/approvals`, { method: 'POST', body });
}
const emergency = (id: string) =>
  askAs<ApprovedProposal>(xa, author, `/api/proposals/${id}/emergency`, { method: 'POST' });
/** Two others decide what is proposed. */
async function decide({ id }: { id: string }): Promise<void> {
  await approve(xa, admin, id, passkeys);
  await approve(xa, approver, id, passkeys);
}
async function appointAnew(): Promise<void> {
  net.clock.advance(60_000);
  const renewed = new Map([[author, new SoftwareAuthenticator('https://node.xa.mca.example')]]);
  await decide(await proposeAppointment(xa, admin, draftOfAppointment('xa/cyber', renewed)));
  passkeys = new Map([...passkeys, ...renewed]);
}

test('an approval whose passkey was stopped since neither seals with a second person nor puts into force alone', async () => {
  const [alone, together, sealed] = [await halfApproved(), await halfApproved(), await halfApproved()];
  expect((await approve(xa, reviewer, sealed, passkeys)).sealed).not.toBeNull();
  const body = { officer: author, reason: 'stolen' };
  await askAs(xa, admin, '/api/officers/passkeys/stop', { method: 'POST', body });
  await expectProblem(emergency(alone), 'approval-void', new RegExp(`${author}.*stopped.*propose it again`));
  await expectProblem(approve(xa, reviewer, together, passkeys), 'approval-void');
  // Nothing of the refused attempt stays.
  const shown = await askAs<Proposal>(xa, reviewer, `/api/proposals/${together}`);
  expect([shown.state, shown.places.map(({ by }) => by)]).toEqual(['open', [author, null]]);
  // Nor when the officer has another passkey: what the stopped one signed is not hers.
  await appointAnew();
  await expectProblem(approve(xa, reviewer, together, passkeys), 'approval-void');
  const { id } = await propose(xa, author, warning);
  await approve(xa, author, id, passkeys);
  expect((await approve(xa, reviewer, id, passkeys)).sealed).not.toBeNull();
});

test('an approval counts on after an appointment that keeps its passkey, and ends with one that does not', async () => {
  const [kept, lost] = [await halfApproved(), await halfApproved()];
  net.clock.advance(60_000);
  await decide(await propose(xa, admin, draftOfAppointment('xa/cyber', passkeys, [author])));
  expect((await approve(xa, reviewer, kept, passkeys)).sealed).not.toBeNull();
  await appointAnew();
  await expectProblem(approve(xa, reviewer, lost, passkeys), 'approval-void', /no longer appointed/);
});

test('an approval whose passkey counted backwards since neither seals with a second person nor puts into force alone', async () => {
  const [alone, together, copied] = [await newWarningAt(xa), await newWarningAt(xa), await newWarningAt(xa)];
  await signAt(alone, 10);
  await signAt(together, 11);
  await expectProblem(signAt(copied, 5), 'approval-counter');
  await expectProblem(emergency(alone), 'approval-void', new RegExp(`${author}.*counted backwards.*propose it again`));
  await expectProblem(approve(xa, reviewer, together, passkeys), 'approval-void');
  await appointAnew();
  await expectProblem(approve(xa, reviewer, together, passkeys), 'approval-void');
});

test('whom a dismissal names neither refuses it nor approves it as the second, and is not asked to; who leaves proposes it', async () => {
  net.clock.advance(60_000);
  const { id } = await propose(xa, admin, draftOfDismissal(approver));
  await approve(xa, admin, id, passkeys);
  const end = askAs(xa, approver, `/api/proposals/${id}/end`, { method: 'POST', body: { reason: 'no' } });
  await expectProblem(end, 'approval-named', new RegExp(approver));
  await expectProblem(approve(xa, approver, id, passkeys), 'approval-named');
  const shown = await askAs<Proposal>(xa, approver, `/api/proposals/${id}`);
  expect(shown).toMatchObject({ state: 'open', mayEnd: false, isMine: false, notMine: { code: 'approval-named' } });
  const { items } = await askAs<{ items: { id: string }[] }>(xa, approver, '/api/inbox');
  expect(items.map((one) => one.id)).not.toContain(id);
  await askAs(xa, admin, `/api/proposals/${id}/end`, { method: 'POST', body: { reason: 'withdrawn' } });
  const own = await propose(xa, admin, draftOfDismissal(admin));
  await approve(xa, admin, own.id, passkeys);
  expect(await askAs(xa, approver, `/api/proposals/${own.id}`)).toMatchObject({ isMine: true, mayEnd: true });
  await askAs(xa, admin, `/api/proposals/${own.id}/end`, { method: 'POST', body: { reason: 'stays' } });
});

test('a passkey that is appointed already is not appointed anew as another model than was registered', async () => {
  net.clock.advance(60_000);
  const { passkey } = passkeys.get(reviewer)!;
  for (const other of [{ aaguid: '2fc0579f-8113-47ea-b116-bb5a8db9202a' }, { attestationObject: 'Zm9yZ2Vk' }]) {
    const forged = new Map([[reviewer, { passkey: { ...passkey, ...other } } as SoftwareAuthenticator]]);
    const draft = draftOfAppointment('xa/cyber', forged);
    await expectProblem(propose(xa, admin, draft), 'passkey-unregistered', new RegExp(reviewer));
  }
  await propose(xa, admin, draftOfAppointment('xa/cyber', passkeys, [reviewer]));
});

test('what somebody approved who was dismissed since is not sealed, and who could approve it ends it', async () => {
  const id = await halfApproved();
  net.clock.advance(60_000);
  await decide(await propose(xa, admin, draftOfDismissal(author)));
  await expectProblem(approve(xa, reviewer, id, passkeys), 'approval-void', new RegExp(author));
  await askAs(xa, reviewer, `/api/proposals/${id}/end`, { method: 'POST', body: { reason: 'by who was dismissed' } });
  expect(await askAs(xa, reviewer, `/api/proposals/${id}`)).toMatchObject({ state: 'refused' });
});

test('what an appointment names is asked again when it is sealed', async () => {
  net.clock.advance(60_000);
  const fresh = new SoftwareAuthenticator('https://node.xa.mca.example');
  const { id } = await proposeAppointment(xa, admin, draftOfAppointment('xa/cyber', new Map([[reviewer, fresh]])));
  await approve(xa, admin, id, passkeys);
  const body = { officer: reviewer, credential: fresh.passkey.id, reason: 'doubted' };
  await askAs(xa, admin, '/api/officers/passkeys/stop', { method: 'POST', body });
  await expectProblem(approve(xa, approver, id, passkeys), 'passkey-unregistered', new RegExp(reviewer));
});

test('an administrator does not come to act as somebody else by a key of his own under the other’s registration', async () => {
  const [honest, thief] = [0, 1].map(() => new SoftwareAuthenticator('http://localhost'));
  const draft = draftOfAppointment('xa/cyber', new Map([['xa/cyber/o-21', honest!]]));
  await proposeAppointment(xa, admin, draft);
  const taken = { passkey: { ...honest!.passkey, key: thief!.passkey.key } } as SoftwareAuthenticator;
  const forged = draftOfAppointment('xa/cyber', new Map([['xa/cyber/o-21', taken]]));
  await expectProblem(propose(xa, admin, forged), 'passkey-unregistered');
  const asked = { name: 'program', scopes: ['read', 'propose'], days: 1 };
  const { token } = await askAs<{ token: string }>(xa, admin, '/api/tokens', { method: 'POST', body: asked });
  const { status, headers } = await xa.api.request('/api/proposals', toInit({ method: 'POST', body: forged }, token));
  expect([status, headers.get('content-type')]).toEqual([422, 'application/problem+json']);
});
