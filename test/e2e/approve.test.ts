import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { SoftwareAuthenticator } from '#features/officers/software-authenticator.ts';
import { kinds } from '#kinds.ts';
import type { AnyKind } from '#features/records/model.ts';
import { askAs } from '../federation/authorities.ts';
import { officersOf, propose, warning } from '../federation/eyes.ts';
import { findBarriers } from './axe.ts';
import { browserTest } from './browser-test.ts';
import { actAs, addAuthenticator } from './desk.ts';
import type { Role } from './desk.ts';
import { foundWith } from './passkeys.ts';
import { openSiteWith } from './site.ts';
import { isFocused } from './keys.ts';

// Approvals by passkeys that a browser asks: the same keys as the officers are appointed by, in an authenticator of Chromium.

const { author, reviewer } = officersOf('xa/cyber');

/** Forms lie over the menu. */
async function become(page: Page, role: Role): Promise<void> {
  const form = page.getByRole('dialog');
  if ((await form.count()) > 0) {
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
  }
  await actAs(page, role);
}

/** Signs by the passkey of whom the page acts as, and gives what is said then. */
async function sign(page: Page, address: string): Promise<string> {
  await page.goto(`${address}/approve`);
  const dialog = page.getByRole('dialog', { name: 'Approve' });
  await dialog.getByRole('button', { name: 'Sign with passkey' }).click();
  return dialog.getByRole('status').or(dialog.getByRole('alert')).first().innerText();
}

/** What stands under the approvals of a proposal: why this officer cannot, and what to do. */
async function refusalAt(page: Page, address: string): Promise<string> {
  if (new URL(page.url()).pathname !== address) await page.goto(address);
  const told = await page.getByText('You cannot approve it now', { exact: false }).innerText();
  expect(await page.getByRole('link', { name: 'Approve' }).count()).toBe(0);
  return told;
}

browserTest(
  'two passkeys seal the very bytes; who may not sign is told why, with the code, and what to do',
  async (desk) => {
    const known = new Map<string, AnyKind>(kinds);
    await using site = await openSiteWith({ kinds: known }, 'xa');
    const made = await foundWith(site);
    const xa = site.node('xa');
    const page = await desk.signIn(site, 'xa');
    await addAuthenticator(page, made);
    const { id } = await propose(xa, author, warning);
    const address = `/proposals/${id}`;

    await become(page, 'legal reviewer');
    expect(await refusalAt(page, address), 'before its author').toMatch(
      /\(approval-author\)\. Wait until xa\/cyber\/o-1 has signed it/,
    );
    await become(page, 'node administrator');
    expect(await refusalAt(page, address), 'the wrong role, before its author').toMatch(
      /\(approval-role\)\. Hand it to somebody in one of these roles: approver or legal reviewer\.$/,
    );
    await become(page, 'case officer');
    expect(await sign(page, address)).toBe('Signed. It waits for approver or legal reviewer.');
    expect(await refusalAt(page, address), 'the author, twice').toMatch(
      /\(approval-twice\)\. The next signature is another officer’s: approver or legal reviewer\./,
    );
    await become(page, 'node administrator');
    expect(await refusalAt(page, address), 'the wrong role').toMatch(
      /\(approval-role\)\. Hand it to somebody in one of these roles: approver or legal reviewer\./,
    );

    // What a changed page would send: what was signed are other bytes, or it was another's passkey that signed them.
    await become(page, 'legal reviewer');
    const other = (await propose(xa, author, warning)).id;
    const { digest } = await askAs<{ digest: string }>(xa, author, `/api/proposals/${other}`);
    const sent = `**/api/proposals/${id}/approvals`;
    const sends = async (officer: string, over: string) => {
      const { pem } = made.find((one) => one.officer === officer)!;
      const body = new SoftwareAuthenticator(site.origin('xa'), pem).assert(Buffer.from(over, 'base64url'));
      await page.unroute(sent);
      await page.route(sent, (route) => route.continue({ postData: JSON.stringify(body) }));
      return sign(page, address);
    };
    const told = await sends(reviewer, digest);
    expect(told).toMatch(/other bytes/);
    expect(told).toMatch(/Do not sign again before an administrator has looked at it/);
    expect(told).toMatch(/Code approval What this code means$/);
    expect(await findBarriers(page)).toEqual([]);
    const honest = await askAs<{ digest: string }>(xa, author, address.replace('/', '/api/'));
    expect(await sends(author, honest.digest)).toMatch(/Sign with the passkey that your appointment names/);
    await page.unroute(sent);

    expect(await sign(page, address)).toBe('Nobody is missing any more: the record is sealed.');
    await page.getByRole('dialog').getByRole('link', { name: 'To the record' }).click();
    await page.getByRole('button', { name: 'Verify in this browser' }).click();
    await page.getByText(/^Proved: all \d checks hold/).waitFor();

    // Of a measure, which takes more than any passkey.
    const { approval, ...plain } = known.get('warning.issue')!;
    known.set('warning.issue', { ...plain, approval: { ...approval!, measure: true } });
    const measure = `/proposals/${other}`;
    await become(page, 'case officer');
    expect(await refusalAt(page, measure), 'a passkey of a minute').toMatch(
      /\(approval-young\)\. A passkey counts for measures a day after its appointment/,
    );
    known.set('warning.issue', { ...plain, approval: approval! });
    await sign(page, measure);
    known.set('warning.issue', { ...plain, approval: { ...approval!, measure: true } });
    await become(page, 'legal reviewer');
    expect(await refusalAt(page, measure), 'a passkey that no maker vouches for').toMatch(
      /\(approval-unattested\)\. Register a security key whose maker this node knows/,
    );
    await page.goto(`${measure}/approve`); // by its address
    const form = page.getByRole('dialog', { name: 'Approve' });
    await form.getByText('(approval-unattested)', { exact: false }).waitFor();
    expect(await form.getByRole('button', { name: /^Sign/ }).count()).toBe(0);
    expect(await findBarriers(page)).toEqual([]);

    // What disturbs is folded until it is asked for: before that it was not shown, and nobody signs it.
    known.set('warning.issue', { ...plain, approval: approval! });
    const hard = await propose(xa, author, { ...warning, body: { ...warning.body, disturbing: true } });
    await become(page, 'case officer');
    await page.goto(`/proposals/${hard.id}/approve`);
    await form.getByText('nobody approves what was not shown', { exact: false }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Show the text' }).click();
    await page.getByRole('link', { name: 'Approve' }).click();
    await form.getByRole('button', { name: 'Sign with passkey' }).click();
    await form.getByText('Signed. It waits for', { exact: false }).waitFor();
    // The button that opened it is gone: the focus goes to the page's name, and not to nowhere.
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
    expect(await page.getByRole('heading', { level: 1 }).evaluate(isFocused)).toBe(true);
  },
);
