import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { findBarriers } from './axe.ts';
import { browserTest } from './browser-test.ts';
import { stillwater } from './bundle.ts';
import { shareFullSite } from './full-site.ts';

const fullSite = shareFullSite();

/** By the menu in the header, whose languages stand in their own words. */
async function choose(page: Page, from: string, to: string): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: from }).click();
  await page.getByRole('menuitem', { name: to }).click();
}

const spoken = (page: Page) =>
  page.evaluate<string>('document.documentElement.lang + " " + document.documentElement.dir');

browserTest(
  'the language is changed without a reload, what was typed stays, and the choice is remembered',
  async (desk) => {
    const { site } = await fullSite();
    const page = await desk.signIn(site, 'xa');
    await page.goto('/records');
    await page.getByRole('textbox', { name: 'Author' }).fill('xb');
    await page.evaluate('globalThis.notReloaded = true');
    await choose(page, 'English', 'Русский');
    await page.getByRole('heading', { name: 'Записи', level: 1 }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Автор' }).inputValue()).toBe('xb');
    expect(await page.evaluate('globalThis.notReloaded')).toBe(true);
    expect(await spoken(page)).toBe('ru ltr');
    await page.reload();
    await page.getByRole('heading', { name: 'Записи', level: 1 }).waitFor();
  },
);

browserTest(
  'Russian counts in its own forms, Chinese tells dates in its own way, and labels are never translated',
  async (desk) => {
    const { site, record } = await fullSite();
    const page = await desk.signIn(site, 'xa');
    await choose(page, 'English', 'Русский');
    await page.getByRole('heading', { name: '1 тревога' }).waitFor();
    await page.goto(`/records/${record}`);
    await page.getByText('TLP:AMBER').first().waitFor();
    // Who takes part by the profile's name in that language; content by the labels of its fields, closed lists by their words.
    await page.getByRole('link', { name: 'xa Арвения' }).waitFor();
    const content = page.getByRole('region', { name: 'Содержание', exact: true });
    await content.getByText('Затронуто узлов сети').waitFor();
    await content.getByText('железные дороги').waitFor();
    await content.getByText('Ticket halls down').waitFor();
    await choose(page, 'Русский', '中文');
    await page
      .getByText(/\d{4}年\d{1,2}月\d{1,2}日 \d{2}:\d{2}:\d{2} UTC/)
      .first()
      .waitFor();
    expect(await page.getByText('TLP:AMBER').count()).toBeGreaterThan(0);
    expect(await spoken(page)).toBe('zh-Hans ltr');
  },
);

browserTest('Persian runs from right to left, and puts no barrier before anybody', async (desk) => {
  const { site, record } = await fullSite();
  const page = await desk.signIn(site, 'xa');
  await choose(page, 'English', 'فارسی');
  await page.getByRole('heading', { name: 'خانه', level: 1 }).waitFor();
  expect(await spoken(page)).toBe('fa rtl');
  const [navigation, main] = [page.getByRole('navigation', { name: 'صفحه‌ها' }), page.getByRole('main')];
  const [right, left] = [await navigation.boundingBox(), await main.boundingBox()];
  expect(right!.x).toBeGreaterThan(left!.x);
  for (const address of ['/', '/records', `/records/${record}`, '/threats', `/threats/${stillwater.indicator}`]) {
    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await findBarriers(page), address).toEqual([]);
    expect(
      await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
      address,
    ).toBeLessThanOrEqual(0);
  }
});

browserTest(
  'a refusal is told in the language of the page, and the node’s own words are one click away',
  async (desk) => {
    const { site } = await fullSite();
    const page = await desk.signIn(site, 'xa');
    await choose(page, 'English', 'Русский');
    await page.goto('/records/xa/no-such-record');
    await page.getByText('Такого пути нет либо здесь нет ничего с таким названием.').waitFor();
    await page.getByText('Что сообщает узел (на английском языке)').click();
    await page.getByText('not-found').waitFor();
  },
);
