import { expect } from 'vitest';
import { findBarriers } from './axe.ts';
import { browserTest } from './browser-test.ts';
import { openFullSite } from './full-site.ts';
import { tabTo } from './keys.ts';

browserTest(
  'what is found is narrowed by facets, saved under a name, opened, renamed and deleted, by keyboard alone',
  async (desk) => {
    const { site } = await openFullSite();
    await using _ = site;
    const page = await desk.signIn(site, 'xa', 'case officer', { viewport: { width: 390, height: 780 } });
    const objects = page.getByRole('grid', { name: 'Objects' });
    await page.goto('/threats');
    await objects.getByText('Stillwater beacon').waitFor();
    await tabTo(page, 'link', /^malware 1$/);
    await page.keyboard.press('Enter');
    await page.getByText('Objects found: 1').waitFor();
    expect(await objects.getByText('Stillwater beacon').count()).toBe(0);
    expect(new URL(page.url()).search).toBe('?type=malware');

    const more = page.getByText('Markings, members, phases and labels');
    await more.focus();
    await page.keyboard.press('Enter');
    await tabTo(page, 'link', /^xa 1$/);
    await page.getByText('Saved selections').focus();
    await page.keyboard.press('Enter');
    await tabTo(page, 'textbox', 'Save this selection as');
    await page.keyboard.type('Loaders');
    await tabTo(page, 'button', 'Save');
    await page.keyboard.press('Enter');
    const saved = page.getByRole('list', { name: 'Saved selections' });
    await saved.getByRole('link', { name: 'Loaders' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);

    await page.goto('/threats');
    await objects.getByText('Stillwater beacon').waitFor();
    await page.getByText('Saved selections').focus();
    await page.keyboard.press('Enter');
    await tabTo(page, 'link', 'Loaders');
    await page.keyboard.press('Enter');
    await page.getByText('Objects found: 1').waitFor();
    await tabTo(page, 'button', 'Rename: Loaders');
    await page.keyboard.press('Enter');
    await tabTo(page, 'textbox', 'New name of Loaders');
    await page.keyboard.type('Wipers');
    await page.keyboard.press('Enter');
    await saved.getByRole('link', { name: 'Wipers' }).waitFor();
    await tabTo(page, 'button', /^Share: /);
    await page.keyboard.press('Enter');
    await saved.getByText('shared', { exact: true }).waitFor();
    await tabTo(page, 'button', /^Delete: /);
    await page.keyboard.press('Enter');
    await page.getByText('Nothing is saved yet').waitFor();
  },
);
