import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBundle } from '@tamga/stix';
import { expect } from 'vitest';
import { importFile } from './acts.ts';
import { findBarriers } from './axe.ts';
import { browserTest } from './browser-test.ts';
import { openSite } from './site.ts';

const example = readFileSync(join(import.meta.dirname, '../../docs/examples/bundle.json'));

browserTest('what a search finds is saved as a file, after the page has said what it holds', async (desk) => {
  await using site = await openSite('xa');
  const page = await desk.signIn(site, 'xa');
  await importFile(page, { name: 'bundle.json', text: example }, 'a-source');
  await page.goto('/threats?type=malware');
  await page.getByRole('button', { name: 'Export' }).click();
  const panel = page.getByRole('group', { name: 'Export what is found' });
  await panel.getByText(/^\d+ objects, [\d,]+ bytes$/).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  const saved = async (): Promise<Buffer> => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      panel.getByRole('link', { name: 'Save the file' }).click(),
    ]);
    return readFileSync(await file.path());
  };
  const { objects } = readBundle(await saved());
  expect(objects.map(({ type }) => type)).toContain('malware');
  expect(new Set(objects.map(({ type }) => type)).size).toBe(2);

  await panel.getByRole('combobox', { name: 'Format' }).selectOption('misp');
  const text = (await saved()).toString();
  expect(JSON.parse(text)).toMatchObject({ Event: { Galaxy: [{ type: 'stix-2.1-malware' }] } });
});
