import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProposalSummary } from '#features/proposals/model.ts';
import { askAs } from '#test/federation/authorities.ts';
import { approve } from '#test/federation/eyes.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { expectProblem } from '#test/guards.ts';
import { registrationOf } from '#test/registration.ts';
import type { Enrolled, EnrolmentOptions, Invited, OfficerRow, SignInOptions } from './enrolment-model.ts';
import type { Assertion, Role, SessionView } from './model.ts';
import type { PasskeyRow } from './stop-model.ts';
import { SoftwareAuthenticator, softwareAaguid } from './software-authenticator.ts';

// From the invitation to the session, as a browser and its authenticator go through it, and each way in which that is refused.

const origin = 'http://localhost';
const [admin, approver, clerk] = ['xa/cyber/o-3', 'xa/cyber/o-32', 'xa/cyber/o-33'];
let net: Net;
let node: TestNode;
const passkeys = new Map<string, SoftwareAuthenticator>();
beforeAll(async () => {
  net = await startNodes('xa');
  node = net.node('xa');
});
afterAll(() => net[Symbol.asyncDispose]());

type Answered<T> = { status: number; answer: T; cookie: string };
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- what each route answers.
const post = async <T>(path: string, body: object, from = origin): Promise<Answered<T>> => {
  const response = await node.api.request(`${origin}${path}`, {
    method: 'POST',
    headers: { origin: from, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const cookie = /tamga_session=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1] ?? '';
  return { status: response.status, answer: (await response.json()) as T, cookie };
};
const codeOf = async (asked: Promise<{ status: number; answer: unknown }>): Promise<[number, string]> => {
  const { status, answer } = await asked;
  return [status, (answer as { code?: string }).code ?? 'ok'];
};
const nameOf = (officer: string): string =>
  node.deps.officers.find(({ id }) => id === officer)?.name ?? `Officer ${officer.slice(-2)}`;
const invite = (officer: string, role: Role, name = nameOf(officer)) =>
  node.ask<Invited>('/api/officers/invitations', { method: 'POST', role: 'node-admin', body: { officer, name, role } });
const tokenOf = async (officer: string, role: Role): Promise<string> =>
  new URL((await invite(officer, role)).url).hash.slice(1);
const optionsFor = async (token: string): Promise<EnrolmentOptions> =>
  (await post<EnrolmentOptions>('/api/officers/enrolments/options', { token })).answer;
const challengeFor = async (token: string): Promise<string> => (await optionsFor(token)).publicKey.challenge;
const enrolWith = (token: string, registration: object) =>
  post<Enrolled>('/api/officers/enrolments', { token, ...registration });

async function enrolled(officer: string, role: Role): Promise<Enrolled> {
  const token = await tokenOf(officer, role);
  const one = new SoftwareAuthenticator(origin);
  passkeys.set(officer, one);
  return (await enrolWith(token, registrationOf(one, await challengeFor(token)))).answer;
}

const signInOptions = async (): Promise<SignInOptions> =>
  (await post<SignInOptions>('/api/session/passkey/options', {})).answer;
const assertionOf = async (one: SoftwareAuthenticator): Promise<Assertion> =>
  one.assert(Buffer.from((await signInOptions()).challenge, 'base64url'));
const signIn = async (one: SoftwareAuthenticator) => post<SessionView>('/api/session/passkey', await assertionOf(one));
const sessionOf = async (cookie: string): Promise<[number, unknown]> => {
  const response = await node.api.request(`${origin}/api/session`, { headers: { cookie: `tamga_session=${cookie}` } });
  const answer = (await response.json()) as { officer?: { id: string; role: string }; code?: string };
  return [response.status, answer.code ?? answer.officer];
};
const rowOf = async (id: string): Promise<OfficerRow | undefined> =>
  (await node.ask<{ items: OfficerRow[] }>('/api/officers?limit=200', { role: 'node-admin' })).items.find(
    (one) => one.id === id,
  );
const appoint = (officers: string[], more = {}) =>
  node.ask<ProposalSummary>('/api/proposals/appointments', {
    method: 'POST',
    role: 'node-admin',
    body: { officers, ...more },
  });
const as = (officer: string) => async (path: string, body: object) => {
  const { cookie } = await signIn(passkeys.get(officer)!);
  const headers = { origin, cookie: `tamga_session=${cookie}`, 'content-type': 'application/json' };
  const response = await node.api.request(`${origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, answer: await response.json() };
};

test('an administrator invites officers of the own authority: others’ numbers, other roles and other persons are refused', async () => {
  await expectProblem(invite('xb/cyber/o-9', 'auditor'), 'forbidden');
  await expectProblem(invite('xa/cyber2/o-9', 'auditor'), 'forbidden');
  await expectProblem(invite('xa/cyber/o-1', 'auditor'), 'officer-differs');
  await expectProblem(invite('xa/cyber/o-1', 'case-officer', 'Somebody Else'), 'officer-differs');
  await invite('xa/cyber/o-39', 'auditor');
  await expectProblem(invite('xa/cyber/o-39', 'approver'), 'officer-differs');
  const body = { officer: clerk, name: 'Marn Exemplar', role: 'case-officer' };
  for (const role of ['case-officer', 'approver', 'auditor'] as const)
    await expectProblem(node.ask('/api/officers/invitations', { method: 'POST', role, body }), 'forbidden');
});

test('an invitation asks for a passkey that stays on its authenticator, asks its owner, and says its make', async () => {
  const token = await tokenOf(admin, 'node-admin');
  const { officer, publicKey } = await optionsFor(token);
  expect(officer).toEqual({ id: admin, name: nameOf(admin), role: 'node-admin', authority: 'xa/cyber' });
  expect(publicKey).toMatchObject({
    rp: { id: 'localhost' },
    attestation: 'direct',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  expect(await rowOf(admin)).toMatchObject({ standing: 'invited', passkeys: 0, waiting: 0 });
});

test('an invitation is used once, ends after three days, and a newer one takes its place', async () => {
  const one = new SoftwareAuthenticator(origin);
  const older = await tokenOf(clerk, 'case-officer');
  const token = await tokenOf(clerk, 'case-officer');
  const gone = [401, 'invitation'];
  expect(await codeOf(post('/api/officers/enrolments/options', { token: older }))).toEqual(gone);
  const registration = registrationOf(one, await challengeFor(token));
  expect((await enrolWith(token, registration)).status).toBe(201);
  expect(await codeOf(enrolWith(token, registration))).toEqual(gone);
  const late = await tokenOf(clerk, 'case-officer');
  const before = net.clock.now;
  net.clock.advance(3 * 86_400_000);
  expect(await codeOf(post('/api/officers/enrolments/options', { token: late }))).toEqual(gone);
  net.clock.now = before;
});

test('a registration holds for the page, the question and the person that were asked, and for nothing else', async () => {
  const one = new SoftwareAuthenticator(origin);
  const token = await tokenOf(clerk, 'case-officer');
  const wrong: Parameters<typeof registrationOf>[2][] = [
    { origin: 'http://localhost:8080' },
    { origin: 'https://evil.example' },
    { type: 'webauthn.get' },
    { flags: 0x41 }, // nobody was verified
    { format: 'packed', statement: new Map([['alg', -7]]) },
    { format: 'none', statement: new Map([['x', 1]]) },
  ];
  for (const change of wrong)
    expect(await codeOf(enrolWith(token, registrationOf(one, await challengeFor(token), change)))).toEqual([
      422,
      'enrolment',
    ]);
  const elsewhere = new SoftwareAuthenticator('http://other.example');
  const foreign = registrationOf(elsewhere, await challengeFor(token), { origin });
  expect(await codeOf(enrolWith(token, foreign))).toEqual([422, 'enrolment']);
});

test('a question is answered once, within five minutes, by whom it was put to', async () => {
  const one = new SoftwareAuthenticator(origin);
  const token = await tokenOf(clerk, 'case-officer');
  const bad = registrationOf(one, await challengeFor(token), { origin: 'http://other.example' });
  await enrolWith(token, bad);
  const { challenge } = JSON.parse(Buffer.from(bad.clientData, 'base64url').toString()) as { challenge: string };
  const refused = [422, 'enrolment'];
  expect(await codeOf(enrolWith(token, registrationOf(one, challenge)))).toEqual(refused);
  const late = registrationOf(one, await challengeFor(token));
  net.clock.advance(5 * 60_000);
  expect(await codeOf(enrolWith(token, late))).toEqual(refused);
  const other = await challengeFor(await tokenOf('xa/cyber/o-38', 'auditor'));
  expect(await codeOf(enrolWith(token, registrationOf(one, other)))).toEqual(refused);
  const { challenge: forSignIn } = await signInOptions();
  expect(await codeOf(enrolWith(token, registrationOf(one, forSignIn)))).toEqual(refused);
});

test('who vouches for an authenticator is found out here: what says nothing, or proves nothing, is none', async () => {
  const token = await tokenOf('xa/cyber/o-37', 'auditor');
  const android = { format: 'android-key', statement: new Map<string, unknown>([['x5c', []]]) };
  const one = new SoftwareAuthenticator(origin);
  const { answer } = await enrolWith(token, registrationOf(one, await challengeFor(token), android));
  expect(answer).toMatchObject({ attestation: 'none' });
  const next = await tokenOf('xa/cyber/o-37', 'auditor');
  const program = registrationOf(new SoftwareAuthenticator(origin), await challengeFor(next), {
    aaguid: softwareAaguid,
  });
  expect((await enrolWith(next, program)).answer).toMatchObject({ attestation: 'software' });
  const again = await tokenOf('xa/cyber/o-37', 'auditor');
  expect(await codeOf(enrolWith(again, registrationOf(one, await challengeFor(again))))).toEqual([422, 'enrolment']);
});

test('before an authority has officers, who registered a passkey signs in and founds them', async () => {
  expect(await enrolled(admin, 'node-admin')).toEqual({ officer: admin, attestation: 'none', mayEnter: true });
  await enrolled(approver, 'approver');
  const { status, answer } = await signIn(passkeys.get(admin)!);
  expect([status, answer.officer]).toEqual([
    200,
    { id: admin, name: nameOf(admin), role: 'node-admin', authority: 'xa/cyber' },
  ]);
  const made = await as(admin)('/api/proposals/appointments', { officers: [admin, approver] });
  expect(made.status).toBe(201);
  const { id } = made.answer as ProposalSummary;
  await approve(node, admin, id, passkeys);
  expect((await approve(nodeAs(approver), approver, id, passkeys)).sealed).not.toBeNull();
  expect(await rowOf(admin)).toMatchObject({ standing: 'appointed', passkeys: 1, waiting: 0, isAttested: false });
});

/** The helpers of approvals sign in by a link, which an invited officer has none of. */
function nodeAs(id: string): TestNode {
  const officers = [...node.deps.officers, { id, name: id, role: 'node-admin' as const, authority: 'xa/cyber' }];
  return { ...node, deps: { ...node.deps, officers } };
}

test('afterwards only who is appointed signs in', async () => {
  const registered = await enrolled(clerk, 'case-officer');
  expect(registered.mayEnter).toBe(false);
  expect(await codeOf(signIn(passkeys.get(clerk)!))).toEqual([401, 'passkey-unknown']);
  expect(await codeOf(signIn(new SoftwareAuthenticator(origin)))).toEqual([401, 'passkey-unknown']);
  await seal((await appoint([clerk])).id);
  const { status, answer } = await signIn(passkeys.get(clerk)!);
  expect([status, answer.officer.role]).toEqual([200, 'case-officer']);
});

async function seal(id: string): Promise<void> {
  await approve(node, admin, id, passkeys); // whose token wrote it
  await approve(nodeAs(approver), approver, id, passkeys);
}

test('an answer signs in once, within five minutes, at the page that asked', async () => {
  const one = passkeys.get(admin)!;
  const given = await assertionOf(one);
  expect((await post('/api/session/passkey', given)).status).toBe(200);
  expect(await codeOf(post('/api/session/passkey', given))).toEqual([401, 'passkey']);
  const late = await assertionOf(one);
  net.clock.advance(5 * 60_000);
  expect(await codeOf(post('/api/session/passkey', late))).toEqual([401, 'passkey']);
  const { signature } = await assertionOf(one);
  expect(await codeOf(post('/api/session/passkey', { ...(await assertionOf(one)), signature }))).toEqual([
    401,
    'passkey',
  ]);
  const made = one.assert(Buffer.alloc(32, 7));
  expect(await codeOf(post('/api/session/passkey', made))).toEqual([401, 'passkey']);
  expect(await codeOf(post('/api/session/passkey', await assertionOf(one), 'http://evil.example'))).toEqual([
    403,
    'forbidden',
  ]);
  expect(await codeOf(post('/api/session/passkey/options', {}, 'http://evil.example'))).toEqual([403, 'forbidden']);
});

test('two administrators give a new passkey to who lost one: the lost one signs in no more, and its sessions end', async () => {
  const lost = passkeys.get(clerk)!;
  const { cookie } = await signIn(lost);
  expect((await sessionOf(cookie))[0]).toBe(200);
  net.clock.advance(60_000);
  await enrolled(clerk, 'case-officer');
  await seal((await appoint([clerk])).id);
  expect(await sessionOf(cookie)).toEqual([401, 'passkey-unknown']);
  expect(await codeOf(signIn(lost))).toEqual([401, 'passkey-unknown']);
  expect((await signIn(passkeys.get(clerk)!)).status).toBe(200);
  await expectProblem(appoint([clerk]), 'nothing-to-appoint');
});

test('a further passkey stands beside the one there is, where that is asked for', async () => {
  const first = passkeys.get(clerk)!;
  net.clock.advance(60_000);
  await enrolled(clerk, 'case-officer');
  await seal((await appoint([clerk], { keep: true })).id);
  expect((await signIn(first)).status).toBe(200);
  expect((await signIn(passkeys.get(clerk)!)).status).toBe(200);
  expect(await rowOf(clerk)).toMatchObject({ passkeys: 2 });
});

const stop = (body: object, role: 'node-admin' | 'auditor' = 'node-admin') =>
  node.ask<{ stopped: string[] }>('/api/officers/passkeys/stop', { method: 'POST', role, body });

test('whose passkey it is stops it at once and alone: it signs in no more, its sessions end, and the other one goes on', async () => {
  const one = passkeys.get(clerk)!;
  const { cookie } = await signIn(one);
  const body = { officer: clerk, credential: one.passkey.id, reason: 'lost' };
  await expectProblem(stop(body, 'auditor'), 'forbidden');
  await expectProblem(stop({ ...body, officer: 'xb/cyber/o-1' }), 'forbidden');
  await expectProblem(stop({ ...body, credential: 'AA' }), 'not-found');
  const { status, answer } = await as(clerk)('/api/officers/passkeys/stop', body);
  expect([status, answer]).toEqual([200, { stopped: [one.passkey.id], tokensEnded: 0 }]);
  expect((await sessionOf(cookie))[0]).toBe(401);
  expect(await codeOf(signIn(one))).toEqual([401, 'passkey-stopped']);
  const path = '/api/officers/passkeys?all=true&limit=200';
  const { items } = await node.ask<{ items: PasskeyRow[] }>(path, { role: 'node-admin' });
  const those = items.filter(({ officer, state }) => officer === clerk && (state === 'live' || state === 'stopped'));
  expect(those.map(({ state, stoppedBy }) => [state, stoppedBy]).toSorted()).toEqual([
    ['live', null],
    ['stopped', clerk],
  ]);
  net.clock.advance(60_000);
  await enrolled(clerk, 'case-officer');
  const { id } = await appoint([clerk], { keep: true });
  await seal(id);
  expect((await signIn(passkeys.get(clerk)!)).status).toBe(200);
  expect(await codeOf(signIn(one))).toEqual([401, 'passkey-unknown']);
});

test('who is dismissed is out at once, by passkey and by the machine’s own ways, and is appointed anew or not at all', async () => {
  const { cookie } = await signIn(passkeys.get(clerk)!);
  net.clock.advance(60_000);
  const { id } = await node.ask<ProposalSummary>('/api/proposals/dismissals', {
    method: 'POST',
    role: 'node-admin',
    body: { officer: clerk, reason: 'left' },
  });
  expect((await sessionOf(cookie))[0], 'a proposal dismisses nobody').toBe(200);
  await seal(id);
  expect(await sessionOf(cookie)).toEqual([401, 'officer-ended']);
  expect(await codeOf(signIn(passkeys.get(clerk)!))).toEqual([401, 'officer-ended']);
  await expect(askAs(nodeAs(clerk), clerk, '/api/session')).rejects.toMatchObject({
    detail: { code: 'officer-ended' },
  });
  expect(await rowOf(clerk)).toMatchObject({ standing: 'ended' });
});

test('an appointment ends with its last day, and its sessions with it', async () => {
  const today = net.clock.now.toISOString().slice(0, 10);
  net.clock.now = new Date(`${today}T23:40:00.000Z`);
  await enrolled('xa/cyber/o-34', 'auditor');
  await seal((await appoint(['xa/cyber/o-34'], { until: today })).id);
  const { cookie } = await signIn(passkeys.get('xa/cyber/o-34')!);
  expect((await sessionOf(cookie))[0]).toBe(200);
  net.clock.advance(Date.parse(`${today}T24:00:00.000Z`) - net.clock.now.getTime());
  expect(await sessionOf(cookie)).toEqual([401, 'officer-ended']);
});
