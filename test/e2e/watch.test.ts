import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { createSignInLink } from '#features/officers/actions.ts';
import { tellOfficers } from '#features/notices/actions.ts';
import { submitRecords } from '#features/records/actions.ts';
import { incident } from '../federation/drafts.ts';
import { startMailServer } from '../mail-server.ts';
import { fillHandling, handling } from './acts.ts';
import { findBarriers } from './axe.ts';
import { browserTest } from './browser-test.ts';
import type { Desk } from './desk.ts';
import { openStillSiteWith } from './site.ts';
import type { Site } from './site.ts';

async function signInAs(desk: Desk, site: Site, officer: string): Promise<Page> {
  const { deps } = site.node('xa');
  const page = await desk.sitDown(site, 'xa');
  const found = deps.officers.find(({ id }) => id === officer)!;
  await page.goto(`${site.origin('xa')}/sign-in#${await createSignInLink(deps, found)}`);
  await page.getByRole('navigation', { name: 'Pages' }).waitFor();
  return page;
}

browserTest(
  'the watch is handed over, a call becomes a record on a basis that the officer chose, and of two who correct one record the second is told',
  async (desk) => {
    await using mail = await startMailServer();
    const domains = new Map([['xa/cyber', ['cyber.xa.example']]]);
    const notices = { server: mail.server, domains, pagesUrl: 'https://tamga.xa.example' };
    await using site = await openStillSiteWith({ notices }, 'xa');
    const [duty, other] = await Promise.all(
      ['xa/cyber/o-7', 'xa/cyber/o-4'].map((officer) => signInAs(desk, site, officer)),
    );
    if (!duty || !other) throw new Error('nobody signed in');
    await duty.getByRole('link', { name: 'Duty watch' }).click();
    await duty.getByText('Nobody is on duty now').waitFor();
    await duty.getByRole('link', { name: 'Plan a shift' }).click();
    const plan = duty.getByRole('dialog', { name: 'Plan a shift' });
    await plan.getByRole('combobox', { name: 'Officer' }).fill('xa/cyber/o-7');
    await plan.getByLabel('Day').fill('2030-05-13');
    await plan.getByRole('button', { name: 'Plan it' }).click();
    await duty
      .getByRole('region', { name: 'On duty' })
      .getByText(/xa\/cyber\/o-7 until .*20:00/)
      .waitFor();

    await duty.getByRole('link', { name: 'Note a call' }).click();
    const call = duty.getByRole('dialog', { name: 'Note a call' });
    await call.getByRole('textbox', { name: 'With' }).fill('Arvenia Waterworks');
    await call.getByRole('textbox', { name: 'What was said' }).fill('Three stations answer no command.');
    await call.getByRole('checkbox', { name: 'Urgent request' }).check();
    await call.getByRole('button', { name: 'Note it' }).click();
    await duty.getByRole('table', { name: 'Telephone log' }).getByText('in writing before').waitFor();
    await duty.getByRole('table', { name: 'Telephone log' }).getByText('Anka Dummyson').waitFor();

    await duty.getByRole('link', { name: 'Write a note' }).click();
    const note = duty.getByRole('dialog', { name: 'Write a note' });
    await note.getByRole('textbox', { name: 'Note' }).fill('A record of the call is to be written.');
    await note.getByRole('button', { name: 'Leave the note' }).click();
    await duty.getByRole('cell', { name: 'A record of the call' }).waitFor();

    // Who comes finds both in the inbox, told beside its name, and takes over.
    const inbox = other.getByRole('link', { name: /^Inbox ?2 items wait$/ });
    await inbox.click();
    await askForMail(other);
    // Colleagues are offered by name and role; whoever is away names one.
    const deputies = other.getByRole('region', { name: 'Deputies' });
    await deputies
      .locator('option[value="xa/cyber/o-7"]', { hasText: /, duty officer$/ })
      .waitFor({ state: 'attached' });
    await deputies.getByRole('combobox', { name: 'My deputy' }).fill('xa/cyber/o-7');
    await deputies.getByLabel('First day').fill('2030-05-20');
    await deputies.getByLabel('Last day').fill('2030-05-24');
    await deputies.getByRole('button', { name: 'Name the deputy' }).click();
    await deputies.getByRole('table', { name: 'Deputies' }).getByRole('cell', { name: 'xa/cyber/o-7' }).waitFor();
    await tellOfficers({ ...site.node('xa').deps, notices });
    expect(mail.got.map(({ to }) => to)).toEqual([['o-4@cyber.xa.example']]);
    expect(mail.got[0]?.text).not.toMatch(/Waterworks|stations|record of the call/);
    await other.getByRole('link', { name: 'To the note' }).click();
    await other.waitForURL(/\/watch#note-[0-9a-f-]{36}$/);
    await other.getByRole('button', { name: 'Take over the watch' }).click();
    await other.getByRole('cell', { name: /^xa\/cyber\/o-4, / }).waitFor();
    // At once, also while the roster names another; and nobody's shift goes by one click.
    const onDuty = other.getByRole('region', { name: 'On duty' });
    await onDuty.getByText(/^Taken over by xa\/cyber\/o-4 at .*, until a shift of the roster begins$/).waitFor();
    await onDuty.getByText(/^By the roster: xa\/cyber\/o-7 until /).waitFor();
    await other.getByRole('button', { name: 'Take off' }).click();
    const question = other.getByRole('dialog', { name: 'Take a shift off the roster' });
    await question.getByText(/^xa\/cyber\/o-7 is on duty now/).waitFor();
    expect(await findBarriers(other)).toEqual([]);
    await question.getByRole('button', { name: 'Leave it' }).click();
    await question.waitFor({ state: 'detached' });
    await onDuty.getByText(/^By the roster: xa\/cyber\/o-7 until /).waitFor();
    expect(await findBarriers(other)).toEqual([]);
    await other.getByRole('link', { name: 'Write a record' }).click();
    await other.getByText('filled in once a kind is chosen').waitFor();
    await other.getByRole('combobox', { name: 'Kind' }).selectOption('incident.report');
    const form = other.getByRole('form', { name: 'New record' });
    await form.getByText('From the telephone log').waitFor();
    expect(await form.getByRole('textbox', { name: 'Description' }).inputValue()).toBe(
      'Three stations answer no command.',
    );
    expect(await other.getByRole('combobox', { name: 'Legal basis' }).inputValue()).toBe('');
    await form.getByRole('textbox', { name: 'Title' }).fill('Pumps at a standstill');
    await form.getByRole('textbox', { name: 'Operator' }).fill('Arvenia Waterworks');
    await form.getByRole('combobox', { name: 'Sector' }).selectOption('water');
    await form.getByRole('textbox', { name: 'Service' }).fill('supply');
    await form.getByRole('combobox', { name: 'Severity' }).selectOption('critical');
    await form.getByRole('spinbutton', { name: 'Hosts affected' }).fill('17');
    await fillHandling(other, { ...handling, retainUntil: '2031-05-13' });
    await form.getByRole('button', { name: 'See what is sealed' }).click();
    expect(await findBarriers(other)).toEqual([]);
    await other.getByRole('button', { name: 'Seal record' }).click();
    await other.getByRole('heading', { name: 'Pumps at a standstill', level: 1 }).waitFor();
    await other.getByRole('region', { name: 'How the incident stands' }).getByText('notified').waitFor();
    await duty.getByRole('table', { name: 'Telephone log' }).getByRole('link', { name: 'To the record' }).waitFor();
    await duty.getByRole('link', { name: 'Inbox', exact: true }).waitFor();

    // Both look at one record and correct it: the second sees the first's word and overwrites nothing.
    const [report] = await submitRecords(site.node('xa').deps, [incident('xa')]);
    const address = `${site.origin('xa')}/records/${report!.ref}`;
    for (const page of [duty, other]) {
      await page.goto(address);
      await page.getByRole('link', { name: 'Correct' }).click();
      await correct(page);
    }
    await duty.getByRole('button', { name: 'Seal record' }).click();
    await duty.getByRole('heading', { name: 'Halls open again', level: 1 }).waitFor();
    await other.getByRole('button', { name: 'Seal record' }).click();
    await other.getByRole('alert', { name: 'Not sealed' }).getByText('replaced-already').waitFor();
    await other.goto(address);
    await other.getByText('Halls open again').first().waitFor();
  },
);

/** By mail, where the operator lets it go, and not elsewhere; what was asked for is shown, and can be ended. */
async function askForMail(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'E-mail' }).click();
  const form = page.getByRole('dialog', { name: 'E-mail' });
  await form.getByText('In a domain of your authority: cyber.xa.example').waitFor();
  await form.getByRole('textbox', { name: 'Address' }).fill('o-4@elsewhere.example');
  await form.getByRole('button', { name: 'Tell me there' }).click();
  await form.getByText('mail-domain').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await form.getByRole('textbox', { name: 'Address' }).fill('o-4@cyber.xa.example');
  await form.getByRole('button', { name: 'Tell me there' }).click();
  await form.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'E-mail' }).click();
  expect(await form.getByRole('textbox', { name: 'Address' }).inputValue()).toBe('o-4@cyber.xa.example');
  await form.getByRole('button', { name: 'Tell me no longer' }).waitFor();
  await page.keyboard.press('Escape');
  await form.waitFor({ state: 'detached' });
}

async function correct(page: Page): Promise<void> {
  const form = page.getByRole('form', { name: 'New record' });
  await form.getByRole('textbox', { name: 'Title' }).fill('Halls open again');
  await form.getByRole('textbox', { name: 'Operator' }).fill('Arvenia Rail');
  await form.getByRole('combobox', { name: 'Sector' }).selectOption('rail');
  await form.getByRole('textbox', { name: 'Service' }).fill('ticketing');
  await form.getByRole('combobox', { name: 'Severity' }).selectOption('high');
  await form.getByRole('spinbutton', { name: 'Hosts affected' }).fill('400');
  await form.getByLabel('Detected at (UTC)').fill('2030-05-13T05:40');
  await form.getByRole('textbox', { name: 'Description' }).fill('Open again.');
  await fillHandling(page, { ...handling, retainUntil: '2031-05-13' });
  await form.getByRole('button', { name: 'See what is sealed' }).click();
  await page.getByRole('button', { name: 'Seal record' }).waitFor();
}
