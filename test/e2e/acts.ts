import type { Locator, Page } from 'playwright-core';

export type Handling = { tlp: string; base: string; basis: string; purpose: string; retainUntil?: string };

export const handling: Handling = {
  tlp: 'TLP:AMBER',
  base: 'UNCLASSIFIED',
  basis: 'Article 5',
  purpose: 'counter-terrorism',
};

/** Chooses in a list what begins with these words. */
export async function choose(page: Page, name: string, words: string): Promise<void> {
  const list = page.getByRole('combobox', { name });
  const label = await list.getByRole('option', { name: words }).first().textContent();
  await list.selectOption({ label: label ?? words });
}

export async function fillHandling(page: Page, { tlp, base, basis, purpose, retainUntil }: Handling): Promise<void> {
  await page.getByRole('combobox', { name: 'TLP label' }).selectOption({ label: tlp });
  await page.getByRole('combobox', { name: 'Base marking' }).selectOption({ label: base });
  await choose(page, 'Legal basis', basis);
  await page.getByRole('combobox', { name: 'Purpose' }).selectOption(purpose);
  if (retainUntil) await page.getByLabel('Retain until').fill(retainUntil);
}

/** Imports a file by the form and ends on the run's page. Without a source, what the file itself says is the source. */
export async function importFile(page: Page, file: { name: string; text: Buffer }, source?: string): Promise<void> {
  await page.getByRole('link', { name: 'Imports' }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'File' }).click();
  await (await chooser).setFiles({ name: file.name, mimeType: 'application/json', buffer: file.text });
  if (source !== undefined) await page.getByRole('textbox', { name: 'Source' }).fill(source);
  await fillHandling(page, handling);
  await page.getByRole('button', { name: 'Import' }).click();
  await page.getByRole('heading', { name: file.name, level: 1 }).waitFor();
}

/** In the form of a release or recall that is open: chooses these and goes on to the last look. */
export async function review(page: Page, act: 'release' | 'recall', names: readonly string[]): Promise<Locator> {
  const dialog = page.getByRole('dialog', { name: new RegExp(`^${act}`, 'i') });
  for (const name of names) await dialog.getByRole('checkbox', { name }).check();
  await dialog.getByRole('button', { name: `Review ${act}` }).click();
  return dialog;
}

/** Confirms what is under review and closes the form. Gives what was said to be done. */
export async function confirm(dialog: Locator, act: 'release' | 'recall'): Promise<string[]> {
  await dialog.getByRole('button', { name: `Confirm ${act}` }).click();
  const done = await lines(dialog.getByRole('list', { name: 'Done' }));
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.waitFor({ state: 'detached' });
  return done;
}

/** The items of a list, each as one line of text. */
export async function lines(list: Locator): Promise<string[]> {
  await list.waitFor();
  const items = await list.getByRole('listitem').allInnerTexts();
  return items.map((item) => item.replaceAll(/\s+/g, ' ').trim());
}

/** The row of a table that holds this cell, as text: what stands in each of its cells. */
export async function cells(page: Page, table: string, cell: string): Promise<string[]> {
  const found = page
    .getByRole('table', { name: table })
    .getByRole('row')
    .filter({
      has: page.getByRole('cell', { name: cell }),
    });
  await found.first().waitFor();
  const texts = await found.first().getByRole('cell').allInnerTexts();
  return texts.map((text) => text.replaceAll(/\s+/g, ' ').trim());
}
