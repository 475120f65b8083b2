import { expect } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import { incident } from '../federation/drafts.ts';
import { browserTest } from './browser-test.ts';
import { isFocused, tabTo } from './keys.ts';
import { openSite } from './site.ts';

browserTest('from the sign-in link to a release, everything can be done with the keyboard alone', async (desk) => {
  await using site = await openSite('xa', 'xb');
  await submitRecords(site.node('xa').deps, [incident('xa')]);
  const page = await desk.signIn(site, 'xa');
  await page.keyboard.press('Tab');
  await tabTo(page, 'link', 'Skip to content');
  await tabTo(page, 'link', 'Records');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Records', level: 1 }).waitFor();
  await tabTo(page, 'link', 'Ticket halls down');
  await page.keyboard.press('Enter');
  await tabTo(page, 'link', 'Release');
  await page.keyboard.press('Enter');

  await tabTo(page, 'checkbox', 'xb Belmara');
  await page.keyboard.press('Space');
  await tabTo(page, 'button', 'Review release');
  await page.keyboard.press('Enter');
  await tabTo(page, 'button', 'Confirm release');
  await page.keyboard.press('Enter');
  await page.getByText('Released 1 record to xb Belmara').waitFor();
  await tabTo(page, 'button', 'Done');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText('delivered').waitFor();

  await tabTo(page, 'link', 'Release');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Release record' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const opener = page.getByRole('link', { name: 'Release', exact: true });
  await expect.poll(() => opener.evaluate(isFocused)).toBe(true);
});
