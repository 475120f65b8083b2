import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { findBarriers } from './axe.ts';
import { browserTest } from './browser-test.ts';
import { stillwater } from './bundle.ts';
import { shareFullSite } from './full-site.ts';

const fullSite = shareFullSite();

/** What changes its form most where there is little room. */
const isDense = new Set(['Records', 'Sealed facts', 'Stillwater beacon']);

const viewport = { width: 390, height: 780 };

/** How far the page reaches beyond the screen; a table in a frame of its own may be wider. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** The links of the navigation that do not stand on the screen from side to side. */
const outOfSight = (page: Page): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll('nav[aria-label=Pages] a')]
    .filter((link) => link.getBoundingClientRect().left < 0 || link.getBoundingClientRect().right > innerWidth)
    .map((link) => link.innerText)`);

/** The words of all that Tab leads to from the top of the page. */
async function tabThrough(page: Page, steps: number): Promise<string[]> {
  const met: string[] = [];
  for (let step = 0; step < steps; step++) {
    await page.keyboard.press('Tab');
    met.push(await page.evaluate<string>('(document.activeElement.innerText ?? "").trim()'));
  }
  return met;
}

browserTest('on a narrow screen no page is wider than it, and nothing bars the way', async (desk) => {
  const { site, record, recalled, run } = await fullSite();
  const page = await desk.signIn(site, 'xa', 'case officer', { viewport });
  const at = (address: string, what: string) => ({ address, what });
  for (const { address, what } of [
    at('/', 'Participants'),
    at('/records', 'Records'),
    at('/records/new?kind=incident.report', 'Handling'),
    at(`/records/${record}`, 'Sealed facts'),
    at(`/records/${recalled}`, 'Receipts'),
    at(`/records/${record}/release`, 'Release record'),
    at('/threats', 'Stillwater beacon'),
    at(`/threats/${stillwater.indicator}`, 'Show source'),
    at(`/threats/${stillwater.malware}/hypotheses`, 'Joint assessments'),
    at(`/threats/${stillwater.malware}/hypotheses/state`, 'Seal hypothesis'),
    at('/threats/matrix', 'Matrix'),
    at('/imports', 'Runs'),
    at(`/imports/${run}`, 'Refused (1)'),
    at('/arrivals', 'body-hash'),
    at('/nowhere', 'No such page'),
    at('/sign-in', 'Without a passkey'),
  ]) {
    await page.goto(address);
    await page.getByText(what).first().waitFor();
    expect(await overflow(page), address).toBeLessThanOrEqual(0);
    if (isDense.has(what)) expect(await findBarriers(page), address).toEqual([]);
  }
});

browserTest('on a narrow screen every place of the navigation is in sight and reached with Tab', async (desk) => {
  const { site } = await fullSite();
  const page = await desk.signIn(site, 'xa', 'case officer', { viewport });
  await page.goto('/records');
  await page.getByRole('table', { name: 'Records' }).waitFor();
  expect(await outOfSight(page)).toEqual([]);
  const met = await tabThrough(page, 15);
  for (const name of ['Home', 'Alliance', 'Records', 'Threats', 'Imports', 'Arrivals']) {
    expect(
      met.some((words) => words.startsWith(name)),
      name,
    ).toBe(true);
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
  }
});
