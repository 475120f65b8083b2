import { expect } from 'vitest';
import { findBarriers } from './axe.ts';
import { browserTest } from './browser-test.ts';
import { openFullSite } from './full-site.ts';
import { tabTo } from './keys.ts';

browserTest(
  'what is found is narrowed by facets, saved as a view with its order and columns, opened, changed, renamed and deleted, by keyboard alone',
  async (desk) => {
    const { site } = await openFullSite();
    await using _ = site;
    const page = await desk.signIn(site, 'xa', 'case officer', { viewport: { width: 390, height: 780 } });
    const objects = page.getByRole('grid', { name: 'Objects' });
    const asked = () => Object.fromEntries(new URL(page.url()).searchParams);
    await page.goto('/threats');
    await objects.getByText('Stillwater beacon').waitFor();
    await tabTo(page, 'link', /^malware 1$/);
    await page.keyboard.press('Enter');
    await page.getByText('Objects found: 1').waitFor();
    expect(await objects.getByText('Stillwater beacon').count()).toBe(0);
    expect(asked()).toEqual({ type: 'malware' });

    const more = page.getByText('Markings, members, phases and labels');
    await more.focus();
    await page.keyboard.press('Enter');
    await tabTo(page, 'link', /^xa 1$/);
    await page.goto('/threats?type=malware&sort=-name');
    await page.getByText('Objects found: 1').waitFor();
    await tabTo(page, 'button', 'Save as a view');
    await page.keyboard.press('Enter');
    await tabTo(page, 'textbox', 'Save this view as');
    await page.keyboard.type('Loaders');
    await tabTo(page, 'button', /^Save$/);
    await page.keyboard.press('Enter');
    const views = page.getByRole('navigation', { name: 'Saved views' });
    await views.locator('[aria-current]').getByText('Loaders').waitFor();
    const own = page.getByRole('group', { name: 'View Loaders' });
    await own.waitFor();
    const view = asked()['view'];
    expect(asked()).toEqual({ type: 'malware', sort: '-name', columns: 'type,author,versions,modified', view });
    expect(await findBarriers(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);

    // What is otherwise than it was saved is so in the address, and kept when the officer says so.
    expect(await own.getByRole('button', { name: /^Save changes/ }).count()).toBe(0);
    const columns = page.getByRole('group', { name: 'Columns' });
    await page.getByText('Columns', { exact: true }).click();
    await columns.getByRole('checkbox', { name: 'Versions' }).click();
    await own.getByRole('button', { name: /^Save changes/ }).click();
    await expect.poll(() => own.getByRole('button', { name: /^Save changes/ }).count()).toBe(0);
    await own.getByRole('button', { name: /^Open first/ }).click();
    await views.getByRole('link', { name: 'Loaders (opens first)' }).waitFor();

    // Whoever comes without a question begins with it; all objects are one step away, and so is the way back.
    await page.goto('/threats');
    await page.getByText('Objects found: 1').waitFor();
    expect(asked()).toEqual({ type: 'malware', sort: '-name', columns: 'type,author,modified', view });
    await tabTo(page, 'link', 'All objects');
    await page.keyboard.press('Enter');
    await objects.getByText('Stillwater beacon').waitFor();
    expect(asked()).toEqual({ view: 'all' });
    await tabTo(page, 'link', /^malware 1$/);
    await page.keyboard.press('Enter');
    await page.getByText('Objects found: 1').waitFor();
    await tabTo(page, 'link', 'any');
    await page.keyboard.press('Enter');
    await objects.getByText('Stillwater beacon').waitFor();
    await tabTo(page, 'link', 'Loaders (opens first)');
    await page.keyboard.press('Enter');
    await page.getByText('Objects found: 1').waitFor();

    await tabTo(page, 'button', 'Rename: Loaders');
    await page.keyboard.press('Enter');
    await tabTo(page, 'textbox', 'New name of Loaders');
    await page.keyboard.type('Wipers');
    await page.keyboard.press('Enter');
    await views.getByRole('link', { name: 'Wipers (opens first)' }).waitFor();
    await tabTo(page, 'button', /^Share: /);
    await page.keyboard.press('Enter');
    await page.getByText('shared', { exact: true }).waitFor();
    await tabTo(page, 'button', /^Delete: /);
    await page.keyboard.press('Enter');
    await expect.poll(() => views.getByRole('link').count()).toBe(1);
    await page.goto('/threats');
    await objects.getByText('Stillwater beacon').waitFor();
  },
);
