import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import { expect } from 'vitest';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds serious or critical on the page as it stands, and of its colours also in the dark: rules and elements. */
export async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(source);
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
  // What holds is not described element by element: that costs as much as finding out.
  const wanted = { ...options, resultTypes: ['violations'] };
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(wanted)})`);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`));
}
