import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { submitRecords } from '#features/records/actions.ts';
import type { ProofFile } from '#features/records/proof-model.ts';
import { incident } from '../federation/drafts.ts';
import { lines } from './acts.ts';
import { findBarriers } from './axe.ts';
import { browserTest } from './browser-test.ts';
import { openSite } from './site.ts';

async function choose(page: Page, content: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'File' }).click();
  await (await chooser).setFiles({ name: 'proof.json', mimeType: 'application/json', buffer: Buffer.from(content) });
}

/** The same by dragging the file onto the page. */
async function drop(page: Page, content: string): Promise<void> {
  const dropped = await page.evaluateHandle(`{
    const transfer = new DataTransfer();
    transfer.items.add(new File([${JSON.stringify(content)}], 'dropped.json'));
    transfer;
  }`);
  await page.dispatchEvent('main', 'drop', { dataTransfer: dropped });
  await page.getByRole('button', { name: 'File' }).filter({ hasText: 'dropped.json' }).waitFor();
}

async function check(page: Page, content: string): Promise<string[]> {
  await choose(page, content);
  await page.getByRole('button', { name: 'Check' }).click();
  return lines(page.getByRole('list', { name: 'Steps of the file' }));
}

browserTest('a stranger proves a file in the browser, and the file is sent nowhere', async (desk) => {
  await using site = await openSite('xa');
  const xa = site.node('xa');
  const [report] = await submitRecords(xa.deps, [incident('xa')]);
  const officer = await desk.signIn(site, 'xa');
  await officer.goto(`/records/${report!.ref}`);
  await officer.getByText('not logged yet').waitFor({ state: 'detached' });
  const download = officer.waitForEvent('download');
  await officer.getByRole('link', { name: 'Save proof file' }).click();
  const file = await (await download).createReadStream();
  const text = Buffer.concat(await file.toArray()).toString();

  const page = await desk.sitDown(site, 'xa');
  await page.goto('/');
  await page.getByRole('link', { name: 'Check a proof from a file' }).click();
  await page.getByRole('heading', { name: 'Check a proof', level: 1 }).waitFor();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));

  const anchor = page.getByRole('textbox', { name: 'Anchor' });
  await anchor.fill('short');
  await choose(page, text);
  expect(await page.getByRole('button', { name: 'Check' }).isDisabled()).toBe(true);
  await anchor.fill(xa.deps.self.alliance.id);
  expect(await check(page, text)).toMatchObject([
    expect.stringContaining('Anchor holds'),
    expect.stringContaining('Endorsements holds'),
  ]);
  expect(await page.getByRole('status').allInnerTexts()).toEqual([
    'Proved: all 2 checks hold.',
    'Proved: all 7 checks hold.',
  ]);
  expect(await findBarriers(page)).toEqual([]);

  await drop(page, text);
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByText('Proved: all 7 checks hold.').waitFor();

  const lie = JSON.stringify({ ...(JSON.parse(text) as ProofFile), body: '{}' });
  await check(page, lie);
  expect(await page.getByRole('status').last().innerText()).toBe('Not proved. Failed: Content.');
  expect(await page.getByText(/third parties/).count(), 'no word of who cosigned what fails').toBe(0);
  expect(await check(page, 'not a proof')).toMatchObject([expect.stringContaining('File fails')]);
  await anchor.fill('A'.repeat(43));
  expect((await check(page, text))[0]).toMatch(/^Anchor fails/);
  expect(await page.getByText(/^Proved/).count(), 'without the anchor no record is proved').toBe(0);
  expect(asked.filter((one) => !one.startsWith('GET /assets/'))).toEqual([]);
});
