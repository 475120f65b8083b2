import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Hono } from 'hono';
import { createApi } from '#app.ts';
import { createProofs } from '#features/log/actions.ts';
import { askAs } from '#test/federation/authorities.ts';
import { assertion, found, officersOf, propose, warning } from '#test/federation/eyes.ts';
import type { Passkeys } from '#test/federation/eyes.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { expectProblem } from '#test/guards.ts';
import { aaguid, asRoot, attesting, derOf, makeAuthority, makeLeaf } from '#test/made-attestation.ts';
import { registrationOf } from '#test/registration.ts';
import type { Proposal } from '#features/proposals/model.ts';
import type { OfficerRow } from './enrolment-model.ts';
import { isVouchedFor } from './attestation.ts';
import { SoftwareAuthenticator } from './software-authenticator.ts';

// What is known of an authenticator: whether its maker vouches for it, and whether there may be a copy of it.

const origin = 'http://localhost';
const now = new Date('2030-05-13T06:00:00Z');
const root = await makeAuthority('Meridian Keys Root');
const line = await makeAuthority('Meridian Keys Line 1', root);
const leaf = await makeLeaf(line);
const chain = [derOf(leaf), derOf(line)];

test('a maker vouches by certificates that lead to one of those that the operator put there', () => {
  expect(isVouchedFor(chain, [asRoot(root)], now)).toBe(true);
  expect(isVouchedFor([...chain, derOf(root)], [asRoot(root)], now)).toBe(true);
  expect(isVouchedFor(chain, [asRoot(line)], now)).toBe(true);
  expect(isVouchedFor(chain, [], now)).toBe(false);
  expect(isVouchedFor([], [asRoot(root)], now)).toBe(false);
  expect(isVouchedFor([derOf(leaf)], [asRoot(root)], now), 'a link is missing').toBe(false);
  expect(isVouchedFor([derOf(line), derOf(leaf)], [asRoot(root)], now), 'in another order').toBe(false);
  expect(isVouchedFor([derOf(root)], [asRoot(root)], now), 'the root itself is no authenticator').toBe(false);
  expect(isVouchedFor([...chain, new Uint8Array([1])], [asRoot(root)], now)).toBe(false);
});

test('others’ names, certificates that are over or not yet, and such as may certify nobody vouch for nothing', async () => {
  const impostor = await makeAuthority('Meridian Keys Root');
  expect(isVouchedFor(chain, [asRoot(impostor)], now), 'of the same name').toBe(false);
  const barred = await makeAuthority('Meridian Keys Line 2', root, { isCa: false });
  expect(isVouchedFor([derOf(await makeLeaf(barred)), derOf(barred)], [asRoot(root)], now)).toBe(false);
  for (const validity of [
    { notAfter: new Date('2030-01-01T00:00:00Z') },
    { notBefore: new Date('2031-01-01T00:00:00Z') },
  ]) {
    const one = await makeLeaf(line, validity);
    expect(isVouchedFor([derOf(one), derOf(line)], [asRoot(root)], now)).toBe(false);
  }
  const old = await makeAuthority('Old Root', undefined, { notAfter: new Date('2030-01-01T00:00:00Z') });
  expect(isVouchedFor([derOf(await makeLeaf(old))], [asRoot(old)], now)).toBe(false);
});

const { author, admin, reviewer, approver } = officersOf('xa/cyber');
let net: Net;
let node: TestNode;
let api: Hono;
let passkeys: Passkeys;
beforeAll(async () => {
  net = await startNodes('xa');
  node = net.node('xa');
  const roots = { attestationRoots: [asRoot(root)] };
  api = createApi({ ...node.deps, ...roots, proofs: createProofs(node.deps.db), hosts: [] });
  ({ passkeys } = await found(node, 'xa/cyber'));
});
afterAll(() => net[Symbol.asyncDispose]());

type Answer = Record<string, unknown>;
const post = async (path: string, body: object): Promise<Answer> => {
  const headers = { origin, 'content-type': 'application/json' };
  return (await (
    await api.request(`${origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  ).json()) as Answer;
};

/** Registers a passkey of `one` for a new officer, with what its maker says of it. */
async function enrol(officer: string, one: SoftwareAuthenticator, change: Parameters<typeof registrationOf>[2]) {
  const body = { officer, name: 'Marn Exemplar', role: 'case-officer' };
  const { url } = await node.ask<{ url: string }>('/api/officers/invitations', {
    method: 'POST',
    role: 'node-admin',
    body,
  });
  const token = new URL(url).hash.slice(1);
  const { publicKey } = (await post('/api/officers/enrolments/options', { token })) as {
    publicKey: { challenge: string };
  };
  return post('/api/officers/enrolments', { token, ...registrationOf(one, publicKey.challenge, change) });
}

test('a registration that its maker’s chain signed is attested; another’s signature or model is refused, a foreign chain is none', async () => {
  const packed = { format: 'packed', aaguid };
  const one = () => new SoftwareAuthenticator(origin);
  const attested = await enrol('xa/cyber/o-61', one(), { ...packed, attest: attesting(leaf, line) });
  expect(attested).toMatchObject({ attestation: 'attested' });
  const stranger = await makeAuthority('Nobody’s Keys');
  const foreign = { ...packed, attest: attesting(await makeLeaf(stranger), stranger) };
  expect(await enrol('xa/cyber/o-62', one(), foreign)).toMatchObject({ attestation: 'none' });
  const other = { ...packed, attest: attesting(await makeLeaf(line, { model: `${aaguid.slice(0, -1)}2` }), line) };
  expect(await enrol('xa/cyber/o-63', one(), other), 'another model’s certificate').toMatchObject({
    code: 'enrolment',
  });
  const signed = attesting(leaf, line);
  const forged = { ...packed, attest: () => signed(Buffer.from('other bytes')) };
  expect(await enrol('xa/cyber/o-64', one(), forged)).toMatchObject({ code: 'enrolment' });
});

const newProposal = async (): Promise<string> => (await propose(node, author, warning)).id;
const say = async (officer: string, id: string, counter: number) => {
  const { digest } = await askAs<Proposal>(node, officer, `/api/proposals/${id}`);
  const body = passkeys.get(officer)!.assert(Buffer.from(digest, 'base64url'), counter);
  return askAs(node, officer, `/api/proposals/${id}/approvals`, { method: 'POST', body });
};
const alarms = async (): Promise<string[]> => {
  const { rows } = await sql<{ why: string }>`select why from alarm where code = 'passkey-counter' order by id`.execute(
    node.deps.db,
  );
  return rows.map(({ why }) => why);
};

test('a passkey that counts on approves; one that counts backwards is told once and approves nothing any more', async () => {
  const [first, second, third] = [await newProposal(), await newProposal(), await newProposal()];
  await say(author, first, 0); // one without a counter
  await say(author, second, 0);
  await say(author, third, 0);
  await say(reviewer, first, 7);
  await say(reviewer, second, 8);
  expect(await alarms()).toEqual([]);
  await expectProblem(say(reviewer, third, 8), 'approval-counter');
  await expectProblem(say(reviewer, third, 9), 'approval-counter');
  expect(await alarms()).toEqual([
    expect.stringMatching(/^a passkey of xa\/cyber\/o-5 said 8 after 8: there may be a copy/),
  ]);
  const shown = await askAs<Proposal>(node, reviewer, `/api/proposals/${third}`);
  expect(shown.passkeys.map(({ notNow }) => notNow?.code)).toEqual(['approval-counter']);
  const { items } = await node.ask<{ items: OfficerRow[] }>('/api/officers', { role: 'node-admin' });
  expect(items.filter(({ isDoubted }) => isDoubted).map(({ id }) => id)).toEqual([reviewer]);
  await say(approver, third, 1); // another person does
});

test('a signature that does not hold counts for nothing, whatever number stands in it', async () => {
  const id = await newProposal();
  await say(author, id, 0);
  const good = await assertion(node, approver, id, passkeys.get(approver)!);
  const forged = { ...passkeys.get(approver)!.assert(Buffer.alloc(32), 4_000_000_000), clientData: good.clientData };
  const send = askAs(node, approver, `/api/proposals/${id}/approvals`, { method: 'POST', body: forged });
  await expectProblem(send, 'approval');
  await say(approver, id, 2);
});

test('who signs in by a passkey that counts backwards is let in, and told of', async () => {
  const site = 'https://node.xa.mca.example';
  const by = createApi({ ...node.deps, proofs: createProofs(node.deps.db), hosts: ['node.xa.mca.example'] });
  const ask = async (path: string, body: object) =>
    (await (
      await by.request(`${site}${path}`, {
        method: 'POST',
        headers: { origin: site, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).json()) as Answer;
  const enter = async (counter: number) => {
    const { challenge } = await ask('/api/session/passkey/options', {});
    return ask(
      '/api/session/passkey',
      passkeys.get(admin)!.assert(Buffer.from(String(challenge), 'base64url'), counter),
    );
  };
  for (const counter of [20, 21, 5]) expect(await enter(counter)).toMatchObject({ officer: { id: admin } });
  expect(await alarms()).toEqual([
    expect.stringContaining('xa/cyber/o-5'),
    expect.stringMatching(/^a passkey of xa\/cyber\/o-3 said 5 after 21/),
  ]);
});
