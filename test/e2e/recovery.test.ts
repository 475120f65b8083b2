import type { Page } from 'playwright-core';
import { officersOf } from '../federation/eyes.ts';
import { browserTest } from './browser-test.ts';
import { addAuthenticator } from './desk.ts';
import { foundWith } from './passkeys.ts';
import { openSite } from './site.ts';

const { admin, approver, reviewer } = officersOf('xa/cyber');

async function enter(page: Page): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
}

async function sign(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/approve`);
  const form = page.getByRole('dialog', { name: 'Approve' });
  await form.getByRole('button', { name: 'Sign with passkey' }).click();
  await form.getByRole('status').waitFor();
}

browserTest(
  'who lost a passkey gets another by two who answer for the officers, and the lost one opens nothing any more',
  async (desk) => {
    await using site = await openSite('xa');
    const made = await foundWith(site);
    const of = (officer: string) => made.filter((one) => one.officer === officer);
    const clerk = await desk.sitDown(site, 'xa');
    const hand = await addAuthenticator(clerk, of(admin));
    await enter(clerk);
    await clerk.getByRole('button', { name: /^Officer: .*node administrator$/ }).waitFor();
    await clerk.goto('/officers');
    await clerk.getByRole('link', { name: `Lost passkey ${reviewer}` }).click();
    const form = clerk.getByRole('dialog', { name: 'Replace a lost passkey' });
    await form.getByText('Two of node administrators and approvers').waitFor();
    await form.getByRole('button', { name: 'Make the link' }).click();
    const link = await form.getByText(/\/enrol#/).textContent();

    const page = await desk.sitDown(site, 'xa');
    await addAuthenticator(page);
    await page.goto(link ?? '');
    await page.getByRole('button', { name: 'Register a passkey' }).click();
    await page.getByText('once two officers have approved your appointment', { exact: false }).waitFor();
    await enter(page);
    await page.getByText('passkey-unknown').waitFor(); // two have not approved it

    await form.getByRole('button', { name: 'Done' }).click();
    await clerk.getByRole('link', { name: `Appoint ${reviewer}` }).click();
    const appointing = clerk.getByRole('dialog', { name: 'Propose an appointment' });
    await appointing.getByRole('button', { name: 'Propose' }).click();
    const proposal = appointing.getByRole('link', { name: /^[0-9a-f-]{36}$/ });
    const address = (await proposal.getAttribute('href')) ?? '';
    await sign(clerk, address);
    await clerk.context().clearCookies();
    await hand.hold(of(approver));
    await enter(clerk);
    await clerk.getByRole('button', { name: /^Officer: .*approver$/ }).waitFor();
    await sign(clerk, address);

    await enter(page);
    await page.getByRole('button', { name: /^Officer: .*legal reviewer$/ }).waitFor();
    await clerk.context().clearCookies();
    await hand.hold(of(reviewer)); // whoever found it
    await enter(clerk);
    await clerk.getByRole('alert').getByText('passkey-unknown').waitFor();
    await page.reload();
    await page.getByRole('button', { name: /^Officer: .*legal reviewer$/ }).waitFor();
  },
);
