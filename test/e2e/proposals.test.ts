import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { appointDemoOfficers } from '#features/proposals/actions.ts';
import type { Proposal } from '#features/proposals/model.ts';
import { askAs } from '../federation/authorities.ts';
import { handling as sealed, officersOf, propose } from '../federation/eyes.ts';
import { fillHandling, handling, review } from './acts.ts';
import { findBarriers } from './axe.ts';
import { actAs } from './desk.ts';
import { browserTest } from './browser-test.ts';
import { openSite } from './site.ts';
import type { Site } from './site.ts';

const { author, reviewer } = officersOf('xa/cyber');

async function openDesks(): Promise<Site> {
  const site = await openSite('xa');
  await appointDemoOfficers(site.node('xa').deps, site.node('xa').deps.authenticators!);
  site.net.clock.advance(60_000);
  return site;
}

/** Signs as the demonstration does, and gives what is said then. */
async function approve(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Approve' }).click();
  const dialog = page.getByRole('dialog', { name: 'Approve' });
  await dialog.getByText('A program signs, and asks nobody').waitFor();
  await dialog.getByRole('button', { name: 'Sign with the demonstration’s program' }).click();
  return dialog.getByRole('status').innerText();
}

const noBarriers = async (page: Page): Promise<void> => expect(await findBarriers(page)).toEqual([]);

browserTest('what two officers approved, each in a browser, is sealed; one alone does not do', async (desk) => {
  await using site = await openDesks();
  const page = await desk.signIn(site, 'xa');
  await page.goto('/records/new?kind=warning.issue');
  await page.getByText('Sealed once others have approved it').waitFor();
  const form = page.getByRole('form', { name: 'New record' });
  await form.getByRole('textbox', { name: 'Title' }).fill('Isolate port 4455');
  await form.getByRole('spinbutton', { name: 'Number' }).fill('1');
  await form.getByRole('combobox', { name: 'Severity' }).selectOption('high');
  await form.getByRole('textbox', { name: 'Products' }).fill('LegacyShare v1');
  await form.getByRole('textbox', { name: 'Summary' }).fill('It spreads.');
  await form.getByRole('textbox', { name: 'Mitigation' }).fill('Isolate.');
  await fillHandling(page, { ...handling, retainUntil: '2031-05-13' });
  // The very bytes before anybody is asked to sign them: their digest is what is proposed then.
  await form.getByRole('button', { name: 'See what is sealed' }).click();
  const preview = page.getByRole('region', { name: 'What will be sealed' }).first();
  await preview.getByText('Nothing is proposed yet').waitFor();
  await preview.getByRole('list', { name: 'Who gets it' }).getByText('Nobody else gets it').waitFor();
  const digest = await preview
    .getByRole('definition')
    .filter({ hasText: /^[\w-]{43}$/ })
    .innerText();
  await noBarriers(page);
  await preview.getByRole('button', { name: 'Propose' }).click();
  await page.getByRole('definition').filter({ hasText: digest }).waitFor();
  await page.getByRole('heading', { name: 'Isolate port 4455 (v1)', level: 1 }).waitFor();
  expect(await approve(page)).toBe('Signed. It waits for approver or legal reviewer.');
  await page.getByRole('button', { name: 'Done' }).click();
  const address = page.url();

  // Its author is not the second person, and who only keeps the node running approves no warning.
  await page.getByText('approval-twice').waitFor();
  expect(await page.getByRole('link', { name: 'Approve' }).count()).toBe(0);
  await noBarriers(page);
  await page.goto(`${address}/approve`);
  await page.getByRole('dialog').getByText('approved it already').waitFor();
  expect(await page.getByRole('button', { name: /^Sign/ }).count()).toBe(0);
  await page.goto(address);
  await actAs(page, 'node administrator');
  await page.getByText('approval-role').waitFor();
  await page.getByText('Content is not shown to your role').waitFor();
  expect(await page.getByRole('link', { name: /^(Approve|Refuse)$/ }).count()).toBe(0);

  await actAs(page, 'legal reviewer');
  await page.getByRole('link', { name: 'Proposals' }).click();
  await page.getByRole('table', { name: 'Waits for you' }).waitFor();
  await noBarriers(page);
  await page.getByRole('link', { name: 'Isolate port 4455 (v1)' }).click();
  await page.getByRole('region', { name: 'Content' }).getByText('It spreads.').waitFor();
  await page.getByRole('link', { name: 'Approve' }).click();
  await page.getByRole('dialog').getByText('Signed digest', { exact: true }).waitFor();
  await noBarriers(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  expect(await approve(page)).toBe('Nobody is missing any more: the record is sealed.');
  await page.getByRole('dialog').getByRole('link', { name: 'To the record' }).click();
  await page.getByRole('button', { name: 'Verify in this browser' }).waitFor(); // no proposal's page has it
  const approvals = page.getByRole('table', { name: 'Approvals' });
  for (const officer of [author, reviewer]) await approvals.getByRole('cell', { name: officer }).waitFor();
  await approvals.getByRole('cell', { name: 'legal reviewer' }).waitFor();
  // What they signed is found again on the record; its own digest is over the approvals too.
  await page.getByRole('region', { name: 'Approvals' }).getByRole('definition').filter({ hasText: digest }).waitFor();
  const times = approvals.getByRole('cell', { name: /^2030-05-13 .* UTC$/ });
  await times.first().waitFor();
  expect(await times.count(), 'when each of them did').toBe(2);
  await noBarriers(page);
  await page.getByRole('button', { name: 'Verify in this browser' }).click();
  await page.getByText(/^Proved: all \d checks hold/).waitFor();

  const sealedAt = page.url();
  // Among what was decided it is called as it was while it waited, with all who approved it.
  await page.getByRole('link', { name: 'Proposals' }).click();
  const line = page.getByRole('table', { name: 'Decided' }).getByRole('row', { name: /^Isolate port 4455 \(v1\)/ });
  await line.getByText(`by ${author}, ${reviewer}`).waitFor();
  await line.getByRole('link', { name: 'Isolate port 4455 (v1)' }).waitFor();
  await page.goto(sealedAt);

  // Who approved is known wherever it goes: what goes along is told before it does.
  await actAs(page, 'case officer');
  await page.getByRole('link', { name: 'Release', exact: true }).click();
  const release = await review(page, 'release', ['xb Belmara']);
  const along = release.getByRole('list', { name: 'What goes along to xb' });
  await along.getByText('it says who the officers are that approved').first().waitFor();
  await noBarriers(page);
});

const warning = (title: string) => ({
  kind: 'warning.issue',
  ...sealed,
  purpose: 'cii-protection',
  body: { title, number: 1, severity: 'high', products: ['x'], summary: 'It spreads.', mitigation: 'Isolate.' },
});

browserTest(
  'who could approve it refuses with a reason, who wrote it withdraws it, and bytes that are not what they seem are not signed',
  async (desk) => {
    await using site = await openDesks();
    const xa = site.node('xa');
    const page = await desk.signIn(site, 'xa', 'legal reviewer');
    const refused = await propose(xa, author, warning('Port 4455'));
    await page.goto(`/proposals/${refused.id}`);
    await page.getByText('approval-author').waitFor(); // not before its author
    await page.getByRole('link', { name: 'Refuse' }).click();
    const dialog = page.getByRole('dialog', { name: 'Refuse' });
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('The port is 4454.');
    await noBarriers(page);
    await dialog.getByRole('button', { name: 'Refuse' }).click();
    await page
      .getByRole('alert', { name: `refused by ${reviewer}` })
      .getByText('The port is 4454.')
      .waitFor();
    await page.getByText('The content is not kept here any more').waitFor();

    await actAs(page, 'case officer');
    const other = await propose(xa, author, warning('Port 4454'));
    await page.goto(`/proposals/${other.id}`);
    await page.getByRole('heading', { name: 'Port 4454 (v1)', level: 1 }).waitFor();
    // The node shows another text than the one that it wants signed.
    const honest = await askAs<Proposal>(xa, author, `/api/proposals/${other.id}`);
    const json = { ...honest, body: honest.body!.replace('Isolate.', 'Do nothing.') };
    await page.route(`**/api/proposals/${other.id}`, (route) => route.fulfill({ json }));
    await page.getByText('Do not sign: this is not what would be sealed').waitFor();
    expect(await page.getByRole('link', { name: 'Approve' }).count()).toBe(0);
    await page.goto(`/proposals/${other.id}/approve`);
    await page.getByText('They cannot be signed here').waitFor();
    await page.unroute(`**/api/proposals/${other.id}`);
    await page.goto(`/proposals/${other.id}`);
    await page.getByRole('link', { name: 'Withdraw' }).click();
    await page.getByRole('textbox', { name: 'Reason' }).fill('written twice');
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
    await page.getByRole('alert', { name: `withdrawn by ${author}` }).waitFor();
    await page.getByRole('link', { name: 'Proposals' }).click();
    const decided = page.getByRole('table', { name: 'Decided' });
    for (const reason of ['The port is 4454.', 'written twice']) await decided.getByText(reason).waitFor();
    // What was never sealed left no words: it is called by its kind, and says who ended it.
    await decided.getByText(`by ${reviewer}`, { exact: true }).waitFor();
    await decided.getByText(`by ${author}`, { exact: true }).waitFor();
    expect(await decided.getByText('Never sealed: what it said is not kept.').count()).toBe(2);
    expect(await decided.getByText(other.ref).count()).toBe(0);
    expect(await askAs(xa, author, `/api/proposals/${other.id}`)).toMatchObject({ state: 'withdrawn', body: null });
  },
);

browserTest(
  'what its author puts into force alone says that it lapses, until a second officer confirms it',
  async (desk) => {
    await using site = await openDesks();
    const xa = site.node('xa');
    const page = await desk.signIn(site, 'xa');
    const { id, ref } = await propose(xa, author, warning('Port 4455'));
    await page.goto(`/proposals/${id}`);
    await page.getByRole('heading', { name: 'Port 4455 (v1)', level: 1 }).waitFor();
    expect(await page.getByRole('link', { name: 'Put into force alone' }).count()).toBe(0); // not before its own signature
    await approve(page);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('link', { name: 'Put into force alone' }).click();
    const dialog = page.getByRole('dialog', { name: 'Put into force alone' });
    await dialog.getByText('It lapses after 24 hours').waitFor();
    await noBarriers(page);
    await dialog.getByRole('button', { name: 'Put into force' }).click();
    await dialog.getByRole('link', { name: 'To the record' }).click();
    await page.getByRole('alert', { name: 'One officer put this into force' }).getByText('it lapses').waitFor();
    expect(await page.getByRole('button', { name: 'Confirm' }).count()).toBe(0); // not its author
    await actAs(page, 'approver');
    await page.getByRole('link', { name: 'Records', exact: true }).click();
    const row = page.getByRole('row').filter({ hasText: 'Port 4455' });
    await row.getByText('emergency, not confirmed').waitFor();
    await row.getByRole('link', { name: 'Port 4455' }).click();
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('heading', { name: /^Confirmation: .*Port 4455/ }).waitFor();
    await approve(page);
    await page.getByRole('dialog').getByRole('link', { name: 'To the record' }).click();
    await page.getByRole('region', { name: 'Sealed facts' }).getByRole('link', { name: ref }).first().click();
    await page.getByRole('alert', { name: 'a second confirmed it' }).waitFor();
    await page.getByRole('link', { name: 'The confirmation' }).waitFor();
    await noBarriers(page);
    // Its proposal says how it was decided, and is called as it was.
    await page.goto('/proposals');
    const decided = page.getByRole('table', { name: 'Decided' }).getByRole('row', { name: /^Port 4455/ });
    await decided.getByText('put into force alone, and confirmed').waitFor();
    await page.goto(`/proposals/${id}`);
    await page.getByRole('heading', { name: 'Port 4455 (v1)', level: 1 }).waitFor();
    await page.getByText('It stands with the record that was sealed.').waitFor();
  },
);
