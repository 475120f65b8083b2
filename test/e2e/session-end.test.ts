import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { approve as approveAs, officersOf, propose, warning } from '../federation/eyes.ts';
import { findBarriers } from './axe.ts';
import { browserTest } from './browser-test.ts';
import { addAuthenticator } from './desk.ts';
import { foundWith } from './passkeys.ts';
import { openSite } from './site.ts';
import { SoftwareAuthenticator } from '#features/officers/software-authenticator.ts';

const { author, reviewer, approver } = officersOf('xa/cyber');
const idleMs = 31 * 60_000;

async function enter(page: Page, role: string): Promise<void> {
  await page.getByRole('heading', { name: 'Not signed in' }).waitFor();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByRole('button', { name: new RegExp(`^Officer: .*, ${role}$`) }).waitFor();
}

browserTest(
  'whose session ends while typing finds the text again after signing in, and another officer finds nothing of it',
  async (desk) => {
    await using site = await openSite('xa');
    const made = await foundWith(site);
    const of = (officer: string) => made.filter((one) => one.officer === officer);
    const xa = site.node('xa');
    const { id } = await propose(xa, author, warning);
    // Before the browser counts: a passkey's counter never goes backwards.
    const key = of(author)[0]!.pem;
    await approveAs(xa, author, id, new Map([[author, new SoftwareAuthenticator(site.origin('xa'), key)]]));
    const page = await desk.sitDown(site, 'xa');
    const authenticator = await addAuthenticator(page, of(author));

    await page.goto('/records/new?kind=warning.issue');
    await enter(page, 'case officer');
    const form = page.getByRole('form', { name: 'New record' });
    await form.getByRole('textbox', { name: 'Title' }).fill('Isolate port 4455');
    await form.getByText('Draft kept').waitFor();
    site.net.clock.advance(idleMs);
    await form.getByRole('textbox', { name: 'Summary' }).fill('It spreads.'); // nobody takes it any more
    await page.getByRole('heading', { name: 'Not signed in' }).waitFor();
    await page.getByText('Nobody did anything here for a while').waitFor();
    expect(await page.getByText('It spreads.').count()).toBe(0);
    expect(await findBarriers(page)).toEqual([]);
    await enter(page, 'case officer');
    const textOf = (name: string) => form.getByRole('textbox', { name }).inputValue();
    await form.getByText('Your draft is back').waitFor();
    expect([await textOf('Title'), await textOf('Summary')]).toEqual(['Isolate port 4455', 'It spreads.']);

    // A refusal that two officers could write, at one desk.
    await page.context().clearCookies();
    await page.goto(`/proposals/${id}/end`);
    await authenticator.hold(of(reviewer));
    await enter(page, 'legal reviewer');
    const reason = page.getByRole('dialog', { name: 'Refuse' }).getByRole('textbox', { name: 'Reason' });
    await reason.waitFor();
    await page.waitForLoadState('networkidle'); // what is under way would count as work of after the pause
    site.net.clock.advance(idleMs);
    await reason.fill('The port is 4454.');
    await page.getByRole('heading', { name: 'Not signed in' }).waitFor();

    await authenticator.hold(of(approver));
    await enter(page, 'approver');
    await reason.waitFor();
    await page.waitForLoadState('networkidle');
    expect(await reason.inputValue(), 'another officer, at the same page').toBe('');
    await page.context().clearCookies();
    await page.goto(`/proposals/${id}/end`);
    await authenticator.hold(of(reviewer));
    await enter(page, 'legal reviewer');
    await reason.waitFor();
    await page.waitForLoadState('networkidle');
    expect(await reason.inputValue(), 'what no node had taken is gone once another was here').toBe('');
    await reason.fill('The port is 4454.');
    await page.getByText('Draft kept').waitFor();
    site.net.clock.advance(idleMs);
    await page.reload();
    await enter(page, 'legal reviewer');
    await page.getByText('Your draft is back').waitFor();
    expect(await reason.inputValue()).toBe('The port is 4454.');
    await page.getByRole('dialog', { name: 'Refuse' }).getByRole('button', { name: 'Refuse' }).click();
    await page.getByRole('alert', { name: `refused by ${reviewer}` }).waitFor();
    expect((await xa.ask<{ items: object[] }>('/api/drafts')).items.length).toBeLessThan(2);
  },
);

browserTest(
  'a line typed into a dialog outlives an idle end, a sign-in by link in the same tab, and a reload',
  async (desk) => {
    await using site = await openSite('xa');
    const page = await desk.signIn(site, 'xa');
    await page.goto('/account/token');
    const name = page.getByRole('dialog').getByRole('textbox', { name: 'Which program' });
    await name.fill('nightly export');
    await page.getByText('Draft kept').waitFor();
    site.net.clock.advance(idleMs);
    await page.reload();
    await page.getByText('Nobody did anything here for a while').waitFor();
    await page.goto(await site.signInLink('xa'));
    await page.waitForURL('**/account/token');
    await page.getByText('Your draft is back').waitFor();
    expect(await name.inputValue()).toBe('nightly export');
  },
);
