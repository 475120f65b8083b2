import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import type { AxeResults, RunOptions } from 'axe-core';
import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { axeRoutes, routeOf, under } from './axe-routes.ts';
import { outOfReach } from './reach.ts';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Media = NonNullable<Parameters<Page['emulateMedia']>[0]>;

/** The ways in which a page is coloured besides the light one. `level`: what axe asks of the contrast there (WCAG 2.2 §1.4.3, §1.4.6). */
const schemes: readonly { name: string; media: Media; rules: readonly string[] }[] = [
  { name: 'in the dark', media: { colorScheme: 'dark' }, rules: ['color-contrast', 'link-in-text-block'] },
  { name: 'with more contrast', media: { colorScheme: 'light', contrast: 'more' }, rules: ['color-contrast-enhanced'] },
  {
    name: 'with more contrast in the dark',
    media: { colorScheme: 'dark', contrast: 'more' },
    rules: ['color-contrast-enhanced'],
  },
  {
    name: 'in colours of the system',
    media: { colorScheme: 'light', contrast: 'no-preference', forcedColors: 'active' },
    rules: ['color-contrast'],
  },
];
const plain: Media = { colorScheme: 'light', contrast: 'no-preference', forcedColors: 'none' };

const lookedAt = new Map<string, Set<string>>();

/** Held at the end of each file of tests: axe looked at every page that `axe-routes.ts` says it looks at there. */
export function expectAllLookedAt(file: string): void {
  const seen = lookedAt.get(file) ?? new Set();
  const missing = axeRoutes[file]?.filter((route) => !seen.has(route));
  expect(missing ?? [], `what ${file} never let axe look at`).toEqual([]);
}

function note(page: Page): string {
  const file = basename(expect.getState().testPath ?? '');
  const route = routeOf(new URL(page.url()).pathname);
  lookedAt.set(file, (lookedAt.get(file) ?? new Set()).add(route));
  return route;
}

/** What to look at: the whole page, or the form over one that was looked at in this document before. */
const scopeOf = (page: Page, route: string): Promise<string> =>
  page.evaluate<string>(`(() => {
    globalThis.lookedAt ??= new Set();
    const isForm = lookedAt.has(${JSON.stringify(under(route))}) && document.querySelector('[role=dialog]') !== null;
    lookedAt.add(${JSON.stringify(route)});
    return isForm ? '{ include: document.querySelectorAll("[role=dialog]") }' : 'document';
  })()`);

/**
 * What axe finds serious or critical on the page as it stands, and in every scheme of the colours of its texts: rules and elements; and what
 * the keyboard does not come to. Texts that look like ones which were looked at before in this document, by what all above them are, have
 * their colours too: they are passed over.
 */
export async function findBarriers(page: Page): Promise<string[]> {
  const route = note(page);
  await page.evaluate(`globalThis.axe === undefined && ${source}`);
  const found = [...(await run(page, await scopeOf(page, route), {})), ...(await outOfReach(page))];
  if ((await page.evaluate<number>(findNewLooks)) === 0) return found;
  for (const { name, media, rules } of schemes) {
    await wear(page, media);
    const inScheme = await run(page, '{ include: newLooks.filter((one) => one.isConnected) }', { runOnly: [...rules] });
    found.push(...inScheme.map((one) => `${name}, ${one}`));
  }
  await wear(page, plain);
  return found;
}

/** In the page: elements with text of their own, one of each look, that none before had. */
const findNewLooks = `(() => {
  globalThis.looks ??= new Set();
  const lookOf = (one) => one === null ? '' : [one.tagName, ...[...one.attributes]
    .filter(({ name }) => /^(class|style|disabled|data-|aria-(current|selected|pressed|disabled|invalid|checked))/.test(name))
    .map(({ name, value }) => name + value)].join(' ') + '/' + lookOf(one.parentElement);
  globalThis.newLooks = [...document.body.querySelectorAll('*')].filter((one) => {
    if (![...one.childNodes].some((child) => child.nodeType === 3 && child.nodeValue.trim() !== '')) return false;
    const look = lookOf(one);
    return !looks.has(look) && looks.add(look);
  });
  return newLooks.length;
})()`;

/** A page follows its system's change of colours a moment later. */
async function wear(page: Page, media: Media): Promise<void> {
  await page.emulateMedia(media);
  await expect
    .poll(() => page.evaluate('document.documentElement.dataset.mantineColorScheme'), { interval: 10, timeout: 10_000 })
    .toBe(media.colorScheme);
}

async function run(page: Page, context: string, options: RunOptions): Promise<string[]> {
  // What holds is not described element by element: that costs as much as finding out. Frames hold others' content.
  const wanted = { ...options, resultTypes: ['violations'], iframes: false };
  const { violations } = await page.evaluate<AxeResults>(`axe.run(${context}, ${JSON.stringify(wanted)})`);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`));
}
