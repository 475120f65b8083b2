import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { createDraw, fillObjects } from '../bench/search-fill.ts';
import { findBarriers } from './axe.ts';
import { browserTest } from './browser-test.ts';
import { tabTo } from './keys.ts';
import { openStillSite } from './site.ts';
import type { Site } from './site.ts';

const many = 3_000;

/** How many objects there are in it: some of the rows are later versions of others. */
async function listed(site: Site): Promise<number> {
  type Places = { total: { count: number } };
  return (await site.node('xa').ask<Places>('/api/threats/all/places')).total.count;
}

/** The row that the table says has the focus, and its number among all. */
const active = (page: Page): Promise<{ row: number; id: string }> =>
  page.evaluate(`(() => {
    const grid = document.querySelector('[role=grid]');
    const row = document.getElementById(grid.getAttribute('aria-activedescendant'));
    return { row: Number(row.getAttribute('aria-rowindex')), id: row.querySelector('a')?.getAttribute('href') ?? '' };
  })()`);

browserTest(
  'a table of thousands of objects is gone through by keyboard, from any place to any other, and found again where it was left',
  async (desk) => {
    await using site = await openStillSite('xa');
    await fillObjects(site.node('xa').deps.db, many, createDraw(5));
    const count = await listed(site);
    const page = await desk.signIn(site, 'xa');
    await page.goto('/threats');
    const table = page.getByRole('grid', { name: 'Objects' });
    await page.locator(`[role=grid][aria-rowcount="${count + 1}"]`).waitFor();
    expect(await table.getByRole('row').count(), 'only what is in sight is drawn').toBeLessThan(60);
    expect(await findBarriers(page)).toEqual([]);

    await page.getByText('Columns').focus();
    await tabTo(page, 'grid', 'Objects');
    await page.keyboard.press('ArrowDown');
    expect((await active(page)).row).toBe(3);
    await page.keyboard.press('End');
    await table.locator(`[data-active][aria-rowindex="${count + 1}"]`).waitFor();
    await table
      .getByText(/^relationship--/)
      .nth(5)
      .waitFor();
    await page.keyboard.press('Home');
    expect((await active(page)).row).toBe(2);
    for (let press = 0; press < 20; press++) await page.keyboard.press('PageDown');
    const place = await active(page).then(({ row }) => row);
    expect(place).toBeGreaterThan(100);
    await table.locator('[data-active]').getByRole('link').waitFor();
    const { id } = await active(page);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${id}`);
    await page.getByRole('heading', { name: 'Path to another object' }).waitFor();
    await page.goBack();
    await table.locator(`[data-active][aria-rowindex="${place}"]`).waitFor();

    await page.getByText('Columns').click();
    await page.getByRole('checkbox', { name: 'Also by' }).check();
    await page.getByRole('checkbox', { name: 'Versions' }).uncheck();
    await page.reload();
    await table.getByRole('columnheader', { name: 'Also by' }).waitFor();
    expect(await table.getByRole('columnheader').allInnerTexts()).toEqual([
      'Object',
      'Type',
      'Author',
      'Also by',
      'Modified (UTC)',
    ]);

    const modified = table.getByRole('columnheader', { name: 'Modified (UTC)' });
    expect(await modified.getAttribute('aria-sort')).toBe('none');
    await modified.getByRole('link').click();
    await page.waitForURL('**/threats?sort=-modified');
    await table.locator('[aria-sort=descending]').waitFor();
    await table.locator('[aria-rowindex="2"] time').waitFor();
    const times = table.locator('[role=row] time');
    // Until they come, the rows of the order before stay.
    const isNewestFirst = async (): Promise<boolean> => {
      const shown = await times.evaluateAll((all) => all.map((one) => one.getAttribute('datetime') ?? ''));
      return shown.length > 5 && shown.toSorted().toReversed().join() === shown.join();
    };
    await expect.poll(isNewestFirst, { timeout: 10_000 }).toBe(true);
    await modified.getByRole('link').click();
    await table.locator('[aria-sort=ascending]').waitFor();
    await page.goto('/threats');

    await page.getByText('Over time').click();
    const bars = page.getByRole('list', { name: 'Over time' });
    await bars.getByRole('link', { name: /^2026-03: \d+ objects$/ }).click();
    await page.waitForURL('**from=2026-03-01&to=2026-03-31');
    await page.getByText(/^Objects found: /).waitFor();

    await page.getByRole('link', { name: 'Matrix' }).click();
    await page.getByRole('heading', { name: 'kill-chain', level: 2 }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    const phase = page.getByRole('link', { name: 'phase-3', exact: true });
    const techniques = await page.getByRole('list', { name: 'phase-3' }).getByRole('listitem').count();
    expect(techniques).toBeGreaterThan(0);
    await phase.click();
    await page.getByText(/^Objects found: /).waitFor();
    await table
      .getByText(/^attack-pattern--/)
      .first()
      .waitFor();
    await page.goBack();
    await page.getByRole('checkbox', { name: 'Only techniques that something here refers to' }).check();
    expect(await page.getByRole('list', { name: 'phase-3' }).getByRole('listitem').count()).toBe(0);
  },
);
