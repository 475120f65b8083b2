import { expect } from 'vitest';
import { appointDemoOfficers } from '#features/proposals/actions.ts';
import type { ProposalSummary, Proposal } from '#features/proposals/model.ts';
import { askAs } from '../federation/authorities.ts';
import type { TestNode } from '../federation/nodes.ts';
import { officersOf } from '../federation/eyes.ts';
import { startIdentityProvider } from '../identity-provider.ts';
import { findBarriers } from './axe.ts';
import { browserTest } from './browser-test.ts';
import { addAuthenticator } from './desk.ts';
import { openSiteWith } from './site.ts';

const { admin, approver } = officersOf('xa/cyber');
const marn = 'xa/cyber/o-51';

/** Two officers appoint whom a passkey was registered for. */
async function appoint(node: TestNode, officer: string): Promise<void> {
  const asked = { method: 'POST', body: { officers: [officer] } } as const;
  const { id } = await askAs<ProposalSummary>(node, admin, '/api/proposals/appointments', asked);
  for (const by of [admin, approver]) {
    const { digest } = await askAs<Proposal>(node, by, `/api/proposals/${id}`);
    const body = node.deps.authenticators!.of(by).assert(Buffer.from(digest, 'base64url'));
    await askAs(node, by, `/api/proposals/${id}/approvals`, { method: 'POST', body });
  }
}

browserTest(
  'who comes by the identity provider of a ministry registers a passkey, is appointed by two, and is back where they began',
  async (desk) => {
    await using provider = await startIdentityProvider('m.exemplar');
    await using site = await openSiteWith({ oidc: provider.oidc }, 'xa');
    provider.serve(site.origin('xa'));
    const xa = site.node('xa');
    await appointDemoOfficers(xa.deps, xa.deps.authenticators!);
    site.net.clock.advance(60_000);

    const clerk = await desk.signIn(site, 'xa', 'node administrator');
    await clerk.goto('/officers/invite');
    const form = clerk.getByRole('dialog', { name: 'Invite an officer' });
    await form.getByRole('textbox', { name: 'Number' }).fill(marn);
    await form.getByRole('textbox', { name: 'Name' }).fill('Marn Exemplar');
    await form.getByRole('combobox', { name: 'Role' }).selectOption('auditor');
    await form.getByRole('textbox', { name: 'Account at the identity provider' }).fill('m.exemplar');
    await form.getByRole('button', { name: 'Invite' }).click();
    await form.getByText(/\/enrol#/).waitFor();

    const page = await desk.sitDown(site, 'xa', { elsewhere: provider.oidc.issuer });
    await addAuthenticator(page);
    await page.goto('/oversight');
    await page.getByRole('heading', { name: 'Not signed in' }).waitFor();
    const button = page.getByRole('button', { name: 'Sign in with your organisation’s account' });
    await button.waitFor();
    expect(await findBarriers(page)).toEqual([]);

    // Whom the provider refuses stays outside, is told so, and tries again from there.
    provider.account = '';
    await button.click();
    await page.getByRole('alert', { name: 'The account did not sign in' }).getByText('oidc').waitFor();
    expect(page.url(), 'nothing of the answer stays in the address').toBe(`${site.origin('xa')}/sign-in`);
    provider.account = 'm.exemplar';
    await button.click();

    await page.getByRole('heading', { name: 'Not appointed yet' }).waitFor();
    expect(page.url()).toBe(`${site.origin('xa')}/oversight`);
    expect(await page.getByRole('navigation').count()).toBe(0);
    expect(await findBarriers(page)).toEqual([]);
    const own = (await page.context().cookies()).filter(({ domain }) => domain === 'xa.localhost');
    expect(own.map(({ name, sameSite, httpOnly }) => [name, sameSite, httpOnly])).toEqual([
      ['tamga_session', 'Strict', true],
    ]);
    await page.getByRole('button', { name: 'To registration' }).click();
    await page.getByRole('button', { name: 'Register a passkey' }).click();
    await page.getByText('once two officers have approved your appointment', { exact: false }).waitFor();

    await appoint(xa, marn);
    await page.goto('/oversight');
    await page.getByRole('heading', { name: 'Oversight', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Officer: Marn Exemplar, auditor' }).waitFor();
    await page.context().clearCookies({ domain: 'xa.localhost' });
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByRole('heading', { name: 'Oversight', level: 1 }).waitFor();
  },
);
