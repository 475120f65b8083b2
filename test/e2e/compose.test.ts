import { expect } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import { releaseRecords } from '#features/releases/actions.ts';
import { count, incident } from '../federation/drafts.ts';
import { fillHandling, handling } from './acts.ts';
import { browserTest } from './browser-test.ts';
import { actAs } from './desk.ts';
import { openSite } from './site.ts';

browserTest(
  'a record is composed by the form of its kind; what a rule refuses is not sealed, and its code is shown',
  async (desk) => {
    await using site = await openSite('xa');
    const page = await desk.signIn(site, 'xa');
    await page.getByRole('link', { name: 'Records', exact: true }).click();
    await page.getByRole('link', { name: 'New record' }).click();
    await page.getByRole('heading', { name: 'New record', level: 1 }).waitFor();
    await page.getByRole('combobox', { name: 'Kind' }).selectOption('incident.report');
    const form = page.getByRole('form', { name: 'New record' });
    await form.getByRole('textbox', { name: 'Title' }).fill('Pumps at a standstill');
    await form.getByRole('textbox', { name: 'Operator' }).fill('Arvenia Waterworks');
    await form.getByRole('combobox', { name: 'Sector' }).selectOption('water');
    await form.getByRole('textbox', { name: 'Service' }).fill('supply');
    await form.getByRole('combobox', { name: 'Severity' }).selectOption('critical');
    await form.getByRole('spinbutton', { name: 'Hosts affected' }).fill('17');
    await form.getByLabel('Detected at (UTC)').fill('2030-05-13T05:40');
    await form.getByRole('textbox', { name: 'Description' }).fill('Three stations answer no command.');
    await fillHandling(page, { ...handling, retainUntil: '2030-05-12' });
    await form.getByRole('textbox', { name: 'Case' }).fill('xa/018f9f5e-0000-7000-8000-000000000000');
    await form.getByText('Draft kept').waitFor();
    await form.getByRole('button', { name: 'See what is sealed' }).click();
    const refusal = form.getByRole('alert', { name: 'Not sealed' });
    await refusal.getByText('Code retention').waitFor();
    const wrong = form.getByLabel('Retain until');
    expect(await wrong.getAttribute('aria-invalid')).toBe('true');
    expect(await wrong.evaluate((field) => field.matches(':focus'))).toBe(true);
    await page.getByRole('region', { name: 'Law' }).getByText('Article 5').first().waitFor();

    // Left and opened again: what was typed is there, for this officer and no other.
    await form.getByText('Draft kept').waitFor();
    await page.goto('/records/new');
    await page.getByRole('region', { name: 'Unfinished' }).getByRole('link').click();
    await form.getByText('Your draft is back').waitFor();
    expect(await form.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Pumps at a standstill');
    await actAs(page, 'approver');
    await page.goto('/records/new?kind=incident.report');
    await page.getByText('Your role writes no records').waitFor();
    await actAs(page, 'case officer');
    await form.getByText('Your draft is back').waitFor();

    await form.getByLabel('Retain until').fill('2031-05-13');
    await form.getByRole('textbox', { name: 'Case' }).fill('');
    await form.getByRole('button', { name: 'See what is sealed' }).click();
    const preview = page.getByRole('region', { name: 'What will be sealed' }).first();
    await preview.getByRole('list', { name: 'Who gets it' }).getByText('Nobody else gets it').waitFor();
    await preview
      .getByRole('group', { name: 'Envelope, byte for byte' })
      .getByText('"kind":"incident.report"')
      .waitFor();
    await preview.getByRole('button', { name: 'Back to the form' }).click();
    expect(await form.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Pumps at a standstill');
    await form.getByRole('button', { name: 'See what is sealed' }).click();
    await page.getByRole('button', { name: 'Seal record' }).click();
    await page.getByRole('heading', { name: 'Pumps at a standstill', level: 1 }).waitFor();
    await page.getByRole('region', { name: 'Content' }).getByText('2030-05-13 05:40:00 UTC').waitFor();
    await page.getByText('Not released to anyone').waitFor();

    await page.getByRole('link', { name: 'Write a record about this' }).click();
    await page.getByRole('combobox', { name: 'Kind' }).selectOption('incident.count');
    expect(await page.getByRole('textbox', { name: 'About' }).inputValue()).toMatch(/^xa\//);
    // A count belongs to a case: the report's own; also where only the palette says what it is about.
    const ofCase = await page.getByRole('textbox', { name: 'Case' }).inputValue();
    expect(ofCase).toBe(await page.getByRole('textbox', { name: 'About' }).inputValue());
    await page.goto(`${site.origin('xa')}/records/new?about=${encodeURIComponent(ofCase)}&kind=warning.issue`);
    await page.getByRole('textbox', { name: 'About' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Case' }).inputValue()).toBe(ofCase);
  },
);

browserTest('a correction goes to whoever has the record, and who may not have it is named', async (desk) => {
  await using site = await openSite('xa', 'xb', 'iop');
  const { deps } = site.node('xa');
  const green = { tlp: 'GREEN', base: 'unclassified' };
  const [report] = await submitRecords(deps, [incident('xa')]);
  const [hosts] = await submitRecords(deps, [{ ...count('xa', report!.ref, 412), marking: green }]);
  await releaseRecords(deps, { authority: 'xa/cyber', officer: 'xa/cyber/o-1' }, [hosts!.ref], ['xb', 'iop']);

  const page = await desk.signIn(site, 'xa');
  await page.goto(`${site.origin('xa')}/records/${hosts!.ref}`);
  await page.getByRole('link', { name: 'Correct' }).click();
  const form = page.getByRole('form', { name: 'New record' });
  // It begins with all that the record says: only what was wrong is typed.
  expect(await form.getByRole('spinbutton', { name: 'Hosts' }).inputValue()).toBe('412');
  expect(await form.getByLabel('As of (UTC)').inputValue()).toMatch(/^2030-05-13T/);
  await form.getByRole('spinbutton', { name: 'Hosts' }).fill('421');
  await fillHandling(page, { ...handling, retainUntil: '2031-05-13' });
  expect(await form.getByRole('textbox', { name: 'Replaces' }).inputValue()).toBe(hosts!.ref);
  await form.getByRole('button', { name: 'See what is sealed' }).click();
  await page.getByRole('list', { name: 'Who gets it' }).getByText('iop').waitFor();
  await page.getByRole('button', { name: 'Seal record' }).click();
  await page.getByRole('alert').getByText('iop: TLP:AMBER does not go to iop').waitFor();
  await page.getByRole('link', { name: 'To the new record' }).click();
  await page.getByRole('table', { name: 'Releases' }).getByText('xb').waitFor();

  await page.goto(`${site.origin('xa')}/records?kind=incident.count`);
  await page.getByRole('row', { name: /412/ }).getByText('replaced').waitFor();
  expect(await page.getByRole('row', { name: /421/ }).getByText('replaced').count()).toBe(0);
  await page.goto(`${site.origin('xa')}/records/${hosts!.ref}`);
  await page.getByRole('link', { name: 'What it says now' }).click();
  await page.getByRole('heading', { name: /421/, level: 1 }).waitFor();
});
