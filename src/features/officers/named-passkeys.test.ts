import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProposalSummary } from '#features/proposals/model.ts';
import { publicKeySchema } from '#features/approvals/model.ts';
import { handling } from '#test/federation/eyes.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { expectProblem } from '#test/guards.ts';
import { registrationOf } from '#test/registration.ts';
import { beginEnrolment, enrol } from './actions/enrol.ts';
import { readPasskeys } from './enrolment-store.ts';
import type { Invited } from './enrolment-model.ts';
import { SoftwareAuthenticator } from './software-authenticator.ts';
import type { PasskeyRow } from './stop-model.ts';

const site = { origin: 'http://localhost', rpId: 'localhost' };
const [admin, number] = ['xa/cyber/o-3', 'xa/cyber/o-35'];
let net: Net;
let node: TestNode;
beforeAll(async () => {
  net = await startNodes('xa');
  node = net.node('xa');
});
afterAll(() => net[Symbol.asyncDispose]());

/** An officer registers one more passkey by a link of the administrator's. */
async function register(): Promise<string> {
  net.clock.advance(60_000);
  const body = { officer: number, name: 'Marn Exemplar', role: 'auditor' };
  const asked = { method: 'POST', role: 'node-admin', body } as const;
  const { url } = await node.ask<Invited>('/api/officers/invitations', asked);
  const token = new URL(url).hash.slice(1);
  const one = new SoftwareAuthenticator(site.origin);
  const { publicKey } = await beginEnrolment(node.deps, site, token);
  await enrol(node.deps, site, token, registrationOf(one, publicKey.challenge));
  return one.passkey.id;
}
const appoint = (officers: string[], more = {}) =>
  node.ask<ProposalSummary>('/api/proposals/appointments', {
    method: 'POST',
    role: 'node-admin',
    body: { officers, ...more },
  });

test('an appointment takes the passkeys that it names, and shows by whose link each was registered', async () => {
  const [looked, later] = [await register(), await register()];
  const rows = await node.ask<{ items: PasskeyRow[] }>('/api/officers/passkeys?all=true', { role: 'approver' });
  expect(rows.items.find(({ credential }) => credential === later)).toMatchObject({
    state: 'waiting',
    invitedBy: admin,
    invitedAt: net.clock.now.toISOString(),
    registeredAt: net.clock.now.toISOString(),
  });
  const { id } = await appoint([number], { passkeys: [looked] });
  const { body } = await node.ask<{ body: string }>(`/api/proposals/${id}`, { role: 'node-admin' });
  expect([body.includes(looked), body.includes(later)]).toEqual([true, false]);
  await expectProblem(appoint([number], { passkeys: [looked, 'AAAA'] }), 'nothing-to-appoint');
  await expectProblem(appoint([admin], { passkeys: [later] }), 'nothing-to-appoint');
});

/** What a proposer may type into a body by himself, past the form. */
const proposeRaw = (officer: string, role: string, ...passkeys: object[]) => {
  const body = { officers: [{ officer, role, passkeys }] };
  const asked = { method: 'POST', role: 'node-admin', body: { kind: 'officer.appoint', ...handling, body } } as const;
  return node.ask<ProposalSummary>('/api/proposals', asked);
};
const registeredAs = async (id: string) =>
  (await readPasskeys(node.deps.db, [number])).find(({ passkey }) => passkey.id === id)!.passkey;

test('no passkey is appointed but as this node registered it: same officer, key, site, attestation and role', async () => {
  const honest = await registeredAs(await register());
  const other = new SoftwareAuthenticator(site.origin).passkey;
  const forged = [
    { ...honest, key: other.key },
    { ...honest, key: other.key, attestation: 'attested' },
    { ...honest, attestation: 'attested' },
    { ...honest, rpId: 'elsewhere.example' },
    { ...honest, aaguid: '00000000-0000-4000-8000-000000000009' },
    { ...honest, id: other.id },
    other,
  ];
  for (const one of forged) await expectProblem(proposeRaw(number, 'auditor', one), 'passkey-unregistered');
  await expectProblem(proposeRaw(number, 'auditor', honest, other), 'passkey-unregistered');
  await expectProblem(proposeRaw('xa/cyber/o-36', 'auditor', honest), 'passkey-unregistered');
  await expectProblem(proposeRaw(number, 'approver', honest), 'officer-differs');
  await proposeRaw(number, 'auditor', honest);
  const body = { officer: number, credential: honest.id, reason: 'doubted' };
  await node.ask('/api/officers/passkeys/stop', { method: 'POST', role: 'node-admin', body });
  await expectProblem(proposeRaw(number, 'auditor', honest), 'passkey-unregistered');
});

test('a key has one spelling: no bits behind the last digit, no bytes behind the sequence', async () => {
  const { key } = await registeredAs(await register());
  const bytes = Buffer.from(key, 'base64url');
  const spelt = [
    Buffer.concat([bytes, Buffer.from([0])]).toString('base64url'),
    bytes.subarray(0, -1).toString('base64url'),
    `${key}A`,
    key.replace(/.$/, 'B'),
  ];
  expect(publicKeySchema.safeParse(key).success).toBe(true);
  for (const one of spelt) expect([one, publicKeySchema.safeParse(one).success]).toEqual([one, false]);
});

test('keys of every algorithm that passkeys have are taken in their one spelling', () => {
  const made = [
    generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    generateKeyPairSync('ed25519'),
    generateKeyPairSync('rsa', { modulusLength: 2048 }),
    generateKeyPairSync('rsa', { modulusLength: 4096 }),
  ];
  for (const { publicKey } of made) {
    const key = publicKey.export({ type: 'spki', format: 'der' });
    expect(publicKeySchema.safeParse(key.toString('base64url')).success).toBe(true);
    const more = Buffer.concat([key, Buffer.from([1])]).toString('base64url');
    expect(publicKeySchema.safeParse(more).success).toBe(false);
  }
});
