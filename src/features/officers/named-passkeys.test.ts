import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProposalSummary } from '#features/proposals/model.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { expectProblem } from '#test/guards.ts';
import { registrationOf } from '#test/registration.ts';
import { beginEnrolment, enrol } from './actions/enrol.ts';
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
