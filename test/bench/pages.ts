// The pages of a node in a real browser: what a first visit fetches, how soon it can be used, how long a step to another page takes, and
// whether a table of 100,000 objects stays fluid.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildPages } from '../../tools/build-pages.ts';
import { median, quantile } from '../../tools/bench-report.ts';
import { firstVisit, weighPage } from '../../tools/page-weight.ts';
import { findBrowser, launchBrowser } from '../e2e/browser.ts';
import { startAlliance, startBenchPostgres } from './alliance.ts';
import { repetitions, report, say } from './measure.ts';
import { fillFrames, missedFrames, until } from './page-frames.ts';
import { createDraw, fillObjects } from './search-fill.ts';

const many = Number(process.env['TAMGA_BENCH_MANY'] ?? 100_000);
const folder = new URL('../../dist/web', import.meta.url).pathname;

await buildPages();
for (const [locale, name] of Object.entries({ en: 'English', ru: 'Russian', zh: 'Chinese' })) {
  const { scripts, files } = weighPage(folder, firstVisit, `i18n/${locale}.json?first`);
  const note = `gzip; brotli, which browsers take, is a tenth less; ${files} files`;
  report({
    what: `script of the first page, ${name}`,
    unit: 'KB',
    target: { atMost: 250 },
    values: [scripts / 1_000],
    note,
  });
}

async function measurePages(browser: Browser): Promise<void> {
  await using stack = new AsyncDisposableStack();
  stack.defer(() => browser.close());
  const postgres = stack.use(await startBenchPostgres());
  const alliance = stack.use(await startAlliance(postgres, ['xa']));
  const xa = alliance.node('xa');
  const start = performance.now();
  await fillObjects(xa.db, many, createDraw(7));
  say(`${many} objects in ${((performance.now() - start) / 1000).toFixed(0)} s`);

  const { url } = await xa.ask<{ url: string }>('/api/session/link', { method: 'POST' });
  const link = new URL(url);
  const baseURL = link.origin;
  const signedIn = await browser.newContext({ baseURL, locale: 'en' });
  const page = await signedIn.newPage();
  await page.goto(`${link.pathname}${link.hash}`);
  await page.getByRole('navigation', { name: 'Pages' }).waitFor();
  const storageState = await signedIn.storageState();

  const cold: number[] = [];
  for (let i = 0; i < repetitions; i++) {
    await using context = disposable(await browser.newContext({ baseURL, locale: 'en', storageState }));
    cold.push((await loadUntil(await context.it.newPage(), '/', isHome)) / 1_000);
  }
  say(`cold load ${cold.map((s) => s.toFixed(2)).join(', ')} s`);
  report({
    what: 'first page, nothing cached, until it can be used',
    unit: 's',
    target: { atMost: 1.5 },
    values: cold,
  });

  await measureSteps(page);
  await measureTable(page);
}

const isHome = `document.querySelector('main h1') && !document.querySelector('main [role=status]') && document.querySelector('main section')`;

const disposable = (it: BrowserContext) => ({ it, [Symbol.asyncDispose]: () => it.close() });

/** Milliseconds from the navigation's start until this holds and was drawn. */
async function loadUntil(page: Page, path: string, holds: string): Promise<number> {
  await page.goto(path, { waitUntil: 'commit' });
  return until(page, holds);
}

/** Milliseconds from a click until this holds and was drawn; measured in the page itself. */
const clickUntil = (page: Page, click: string, holds: string): Promise<number> =>
  page.evaluate<number>(`new Promise((resolve) => {
    const start = performance.now();
    const look = () => ((${holds}) ? resolve(performance.now() - start) : requestAnimationFrame(look));
    ${click}.click();
    requestAnimationFrame(look);
  })`);

/** From page to page by the navigation, each of them visited before: what is fetched then is the content alone. */
async function measureSteps(page: Page): Promise<void> {
  const places = ['/records', '/inbox', '/proposals', '/threats', '/imports', '/tasks', '/arrivals', '/alliance', '/'];
  const link = (to: string): string =>
    `document.querySelector('nav [href="${to}"], header [href="${to}"], main [href="${to}"]')`;
  const times: number[] = [];
  const rounds: number[][] = [];
  for (let round = 0; round <= repetitions; round++) {
    const ofRound: number[] = [];
    await page.goto('/');
    await until(page, isHome);
    for (const to of places) {
      if (!(await page.evaluate<boolean>(`${link(to)} !== null`))) continue;
      const before = await page.evaluate<string>(`document.querySelector('main h1').textContent`);
      const ms = await clickUntil(
        page,
        link(to),
        `location.pathname === '${to}' && document.querySelector('main h1')?.textContent !== ${JSON.stringify(before)}
          && document.querySelector('main[aria-busy=false]') && !document.querySelector('main [role=status][aria-label]')`,
      );
      ofRound.push(ms);
      await sleep(200);
    }
    // The first round fetches the files of the pages.
    if (round === 0) say(`steps to a page never visited: median ${median(ofRound).toFixed(0)} ms`);
    else {
      times.push(...ofRound);
      rounds.push(ofRound);
    }
  }
  const p95 = quantile(times, 0.95);
  say(`steps: median ${median(times).toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`);
  const note = `median of each of ${rounds.length} rounds through the navigation; p95 of all steps ${p95.toFixed(0)} ms`;
  report({ what: 'from one page to another', unit: 'ms', target: { atMost: 150 }, values: rounds.map(median), note });
}

async function measureTable(page: Page): Promise<void> {
  await page.goto('/threats');
  await page.locator('[role=grid]').waitFor();
  await until(
    page,
    `Number(document.querySelector('[role=grid]').getAttribute('aria-rowcount')) > ${many * 0.9} || document.querySelector('[role=grid]').getAttribute('aria-rowcount') === '-1'`,
  );
  const chips = ['malware', 'indicator', 'campaign', 'relationship', 'attack-pattern', 'observed-data'];
  const times: number[] = [];
  for (let i = 0; i < repetitions * chips.length; i++) {
    const type = chips[i % chips.length] ?? '';
    times.push(
      await clickUntil(
        page,
        `document.querySelector('main nav [href="/threats?type=${type}"]')`,
        `location.search === '?type=${type}' && document.querySelector('[role=grid]:not([aria-busy]) [role=row][aria-rowindex="2"] a[href^="/threats/${type}--"]')`,
      ),
    );
    await sleep(300);
  }
  const among = `table of ${many.toLocaleString('en')} objects`;
  say(`filter: median ${median(times).toFixed(0)} ms, p95 ${quantile(times, 0.95).toFixed(0)} ms`);
  const note = `from the click on a type until its rows are drawn; ${times.length} times, p95 ${quantile(times, 0.95).toFixed(0)} ms`;
  report({ what: `${among}: filtered`, unit: 'ms', target: { atMost: 200 }, values: times, note });

  await page.goto('/threats');
  await page.locator('[role=grid] [role=row] a').first().waitFor();
  await until(page, `document.querySelector('[role=grid]').scrollHeight > 100000`);
  const [lost, idle]: [number[], number[]] = [[], []];
  for (let i = 0; i < repetitions; i++) {
    idle.push(missedFrames(await page.evaluate<number[]>(fillFrames('0', 120))));
    lost.push(
      missedFrames(
        await page.evaluate<number[]>(fillFrames(`document.querySelector('[role=grid]').scrollTop += 240`, 120)),
      ),
    );
  }
  say(`frames lost of 120: ${lost.join(', ')}; standing still ${idle.join(', ')}`);
  report({
    what: `${among}: frames lost of 120, scrolling five rows a frame`,
    unit: 'frames',
    target: { atMost: 0 },
    values: lost,
    note: `a frame is lost when the next comes later than one and a half of them; with nothing moving ${median(idle)} are`,
  });

  const jumps: number[] = [];
  for (let i = 0; i < repetitions * 4; i++) {
    jumps.push(
      await page.evaluate<number>(`new Promise((resolve) => {
        const grid = document.querySelector('[role=grid]');
        const start = performance.now();
        grid.scrollTop = (grid.scrollHeight * ${((i * 7 + 3) % 20) + 0.5}) / 20;
        const look = () => {
          const top = grid.getBoundingClientRect().top + 40;
          const rows = [...grid.querySelectorAll('[role=row]')].filter((row) => row.getBoundingClientRect().top > top && row.getBoundingClientRect().top < top + 300);
          if (rows.length > 3 && rows.every((row) => row.querySelector('a'))) resolve(performance.now() - start);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      })`),
    );
  }
  say(`jumps: median ${median(jumps).toFixed(0)} ms`);
  report({
    what: `${among}: to any place, until its rows are drawn`,
    unit: 'ms',
    target: { atMost: 200 },
    values: jumps,
  });
}

const found = await findBrowser();
if ('missing' in found) say(found.missing);
else await measurePages(await launchBrowser(found));
