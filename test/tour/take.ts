import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import type { Client } from '#api-client.ts';
import { openClient } from '#client.ts';
import type { Role } from '#features/officers/model.ts';
import { readDemoConfig } from '#config.ts';
import { findBrowser, launchBrowser } from '../e2e/browser.ts';
import { stops } from './stops.ts';
import type { Facts, Stop } from './stops.ts';
import { toPage } from './to-page.ts';

// Takes the pictures of docs/tour.md from a demonstration that runs (`npm start`, TAMGA_HOME): every page, in light and in dark. `--words` leaves the pictures and
// writes the page alone.

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'docs/tour');
const code = 'xa';
const { home } = readDemoConfig(process.env);

async function take(): Promise<void> {
  const found = await findBrowser();
  if ('missing' in found) throw new Error(found.missing);
  const facts = await readFacts();
  await using browser = await launchBrowser(found);
  const look = { viewport: { width: 1200, height: 800 }, locale: 'en', reducedMotion: 'reduce' as const };
  const outside = await (await browser.newContext(look)).newPage();
  const desks = new Map<string, Page>();
  const deskOf = async ({ isOpen, as = 'case-officer' }: Omit<Stop, 'as'> & { as?: Role }): Promise<Page> => {
    if (isOpen) return outside;
    const known = desks.get(as);
    if (known) return known;
    const page = await (await browser.newContext(look)).newPage();
    const link = new URL((await openClient(home, code, as).createSignInLink()).url);
    link.hostname = `${code}.localhost`;
    await page.goto(link.href);
    await page.getByRole('navigation').first().waitFor();
    desks.set(as, page);
    return page;
  };
  const { origin } = new URL((await openClient(home, code, 'case-officer').createSignInLink()).url);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const taken = new Set<string>();
  for (const stop of stops) {
    const at = stop.at(facts);
    if (at === undefined) continue;
    const page = await deskOf(stop);
    await takeBoth(page, stop, new URL(at, origin.replace(/\/\/[^:]*/, `//${code}.localhost`)).href);
    // The guide is shown once.
    const close = page.getByRole('button', { name: 'Close the guide' });
    if ((await close.count()) > 0) await close.click();
    taken.add(stop.name);
    process.stdout.write(`${stop.name}\n`);
  }
  writeFileSync(join(root, 'docs/tour.md'), toPage(stops, taken));
}

async function readFacts(): Promise<Facts> {
  const officer = openClient(home, code, 'case-officer');
  const query = { limit: 50 };
  const [records, threats, imports, proposals, demands] = await Promise.all([
    officer.listRecords({ query: { kind: 'incident.report', limit: 50 } }),
    officer.listThreats({ query }),
    officer.listImports({ query }),
    officer.listProposals({ query: { ...query, state: 'open' } }),
    officer.listDemands({ query }),
  ]);
  return {
    record: records.items.find(({ author, destroyed }) => author.startsWith(`${code}/`) && !destroyed)?.ref,
    object: (threats.items as { id: string }[]).find(({ id }) => /^(malware|campaign|intrusion-set)--/.test(id))?.id,
    run: (imports.items as { id: string }[])[0]?.id,
    // One that waits for its approvals: what it is for is seen before it is sealed.
    proposal: proposals.items[0]?.id ?? (await officer.propose({ body: exampleWarning() })).id,
    demand: (demands.items as { ref: string }[])[0]?.ref,
  };
}

const exampleWarning = (): Parameters<Client['propose']>[0]['body'] =>
  JSON.parse(readFileSync(join(root, 'docs/examples/warning.json'), 'utf8'));

/** Small enough to lie in the repository: WebP of what stands on the first screen. */
async function takeBoth(page: Page, { name }: Stop, at: string): Promise<void> {
  await page.goto(at);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  while ((await page.getByRole('status', { name: /Loading/ }).count()) > 0) await page.waitForTimeout(50);
  const devtools = await page.context().newCDPSession(page);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(300);
    writeFileSync(join(folder, `${name}-${colorScheme}.webp`), await shoot(devtools));
  }
  await devtools.detach();
  await page.emulateMedia({ colorScheme: 'light' });
}

async function shoot(devtools: CDPSession): Promise<Buffer> {
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: 55 });
  return Buffer.from(data, 'base64');
}

if (process.argv.includes('--words')) {
  const there = readdirSync(folder).map((name) => name.replace(/-(light|dark)\.webp$/, ''));
  writeFileSync(join(root, 'docs/tour.md'), toPage(stops, new Set(there)));
} else await take();
