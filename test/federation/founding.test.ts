import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSession } from '#features/officers/actions.ts';
import type { Officer, Role, SessionView } from '#features/officers/model.ts';
import { roles } from '#features/officers/model.ts';
import { SoftwareAuthenticator } from '#features/officers/software-authenticator.ts';
import { routesOf } from '#platform/http/operation.ts';
import { whoMay, anyone } from './authorisations.ts';
import { found } from './eyes.ts';
import { startNodes } from './nodes.ts';
import type { Net, TestNode } from './nodes.ts';

// One administrator invites whom he likes, and takes the links himself: until two have appointed anybody, what does that open?

let net: Net;
let node: TestNode;
beforeAll(async () => {
  net = await startNodes('xa');
  node = net.node('xa');
});
afterAll(() => net[Symbol.asyncDispose]());

const authority = 'xa/cyber';
const numberOf = (role: Role): string => `${authority}/o-${80 + roles.indexOf(role)}`;

/** An officer whom the administrator invited, and who comes by the passkey that was registered by the link. */
async function cookieOf(role: Role): Promise<string> {
  const { db } = node.deps;
  const officer: Officer = { id: numberOf(role), name: role, role, authority };
  const { passkey } = new SoftwareAuthenticator('http://localhost');
  await sql`insert into officer (id, name, authority, role, invited_by, invited_at)
    values (${officer.id}, ${role}, ${authority}, ${role}, 'xa/cyber/o-3', now()) on conflict do nothing`.execute(db);
  await sql`insert into enrolled_passkey (credential, officer, passkey, enrolled_at)
    values (${passkey.id}, ${officer.id}, ${JSON.stringify(passkey)}, now())`.execute(db);
  return openSession(node.deps, officer.id, passkey.id);
}
const ask = async (cookie: string, route: string) => {
  const [method = 'GET', path = ''] = route.split(' ');
  const headers = { cookie: `tamga_session=${cookie}`, origin: 'http://localhost' };
  const here = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };
  const asked = path
    .replace(/:(participant|to|from)/, 'xb')
    .replace(/:sha256|:hash/, 'A'.repeat(43))
    .replace(/:\w+/g, '1');
  const answer = await node.api.request(`http://localhost${asked}`, { method, headers }, here);
  return { status: answer.status, text: await answer.text() };
};

/** What is done before there are officers: who one is and with whom, and who the officers are to be. */
const founding = [
  'GET /api/session',
  'DELETE /api/session',
  'GET /api/openapi.json',
  'GET /api/kinds',
  'GET /api/alliance/participants',
  'GET /api/care',
  'PUT /api/care',
  'GET /api/officers',
  'GET /api/officers/colleagues',
  'POST /api/officers/invitations',
  'GET /api/officers/passkeys',
  'POST /api/officers/passkeys/stop',
  'POST /api/proposals/appointments',
  'GET /api/proposals',
  'GET /api/proposals/:id',
  'POST /api/proposals/:id/approvals',
  'POST /api/proposals/:id/end',
];

test('before an authority has appointed anybody, who came by an invitation says who its officers are and does nothing else, in any role', async () => {
  for (const role of roles) {
    const cookie = await cookieOf(role);
    const letIn: string[] = [];
    for (const { method, path } of routesOf(node.api)) {
      const route = `${method} ${path}`;
      if (route === 'DELETE /api/session' || (whoMay[route] === anyone && route !== 'GET /api/session')) continue;
      const { status, text } = await ask(cookie, route);
      if (!(status === 403 && text.includes('"not-founded"'))) letIn.push(route);
    }
    expect([role, letIn.toSorted()]).toEqual([
      role,
      founding.filter((one) => one !== 'DELETE /api/session').toSorted(),
    ]);
    const { powers, isFounding } = JSON.parse((await ask(cookie, 'GET /api/session')).text) as SessionView;
    expect(isFounding).toBe(true);
    expect(powers.filter((one) => !['see-alliance', 'approve', 'appoint', 'invite'].includes(one))).toEqual([]);
    expect((await ask(cookie, 'DELETE /api/session')).status).toBe(204);
  }
});

test('once two have appointed the first officers, a session of one whom nobody appointed is over', async () => {
  const cookie = await cookieOf('case-officer');
  expect((await ask(cookie, 'GET /api/session')).status).toBe(200);
  await found(node, authority);
  expect((await ask(cookie, 'GET /api/session')).status).toBe(401);
});
