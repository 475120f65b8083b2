import { expect } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import { incident } from '../federation/drafts.ts';
import { findBarriers } from './axe.ts';
import { browserTest } from './browser-test.ts';
import { openSite } from './site.ts';

browserTest('what a record says is translated beside it, and the original is one key away', async (desk) => {
  await using site = await openSite('xa');
  const [report] = await submitRecords(site.node('xa').deps, [incident('xa', { lang: 'en' })]);
  const page = await desk.signIn(site, 'xa');
  await page.goto(`/records/${report!.ref}`);
  await page.getByRole('link', { name: 'Translate' }).click();
  const form = page.getByRole('dialog', { name: 'Translate the record' });
  await form.getByRole('combobox', { name: 'Language' }).selectOption('ru');
  await form.getByRole('combobox', { name: 'Translated by' }).selectOption('certified');
  // Any one text is enough, whichever stands first; none is not.
  const isComplete = async () => (await form.locator('textarea:invalid').count()) === 0;
  expect(await isComplete()).toBe(false);
  const last = form.getByRole('textbox').last();
  await last.fill('Узлы зашифрованы');
  expect(await isComplete()).toBe(true);
  await last.fill('');
  await form.getByRole('textbox', { name: 'title' }).fill('Билетные залы закрыты');
  expect(await findBarriers(page)).toEqual([]);
  await form.getByRole('button', { name: 'Seal translation' }).click();
  await form.waitFor({ state: 'detached' });

  const choice = page.getByRole('group', { name: 'Original and translations' });
  await choice.getByRole('button', { name: 'Russian, certified, xa/cyber' }).waitFor();
  await page.getByRole('region', { name: 'Content', exact: true }).getByText('Ticket halls down').waitFor();
  await page.keyboard.press('o');
  const translated = page.getByRole('region', { name: 'Content in translation' });
  await translated.getByText('Билетные залы закрыты').waitFor();
  await translated.getByText('Only the original binds').waitFor();
  // What nobody translated stays in the words of the original.
  await translated.getByText('Hosts encrypted, halls closed.').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.keyboard.press('o');
  await page.getByRole('region', { name: 'Content', exact: true }).getByText('Ticket halls down').waitFor();
  expect(await translated.count()).toBe(0);
});
