import axe from 'axe-core';
import type { AxeResults, RunOptions } from 'axe-core';
import { expect } from 'vitest';
import type { Page } from 'playwright-core';

/** What axe finds serious or critical on the page as it stands, and of its colours also in the dark: rules and elements. */
export async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const everything = await run(page, {});
  await wear(page, 'dark');
  const inTheDark = await run(page, { runOnly: ['color-contrast', 'link-in-text-block'] });
  await wear(page, 'light');
  return [...everything, ...inTheDark.map((found) => `in the dark, ${found}`)];
}

/** A page follows its system's change of colours a moment later. */
async function wear(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await expect.poll(() => page.evaluate('getComputedStyle(document.documentElement).colorScheme')).toBe(colorScheme);
}

async function run(page: Page, options: RunOptions): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`));
}
