import { expect } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { incident } from '../federation/drafts.ts';
import { cells } from './acts.ts';
import { findBarriers } from './axe.ts';
import { browserTest } from './browser-test.ts';
import { openStillSite } from './site.ts';

const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };

browserTest('what was made from a recalled record waits for an officer, who says what was done', async (desk) => {
  await using site = await openStillSite('xa', 'xb');
  const [xa, xb] = [site.node('xa').deps, site.node('xb').deps];
  const [source] = await submitRecords(xa, [incident('xa')]);
  await releaseRecords(xa, actor, [source!.ref], ['xb']);
  await site.net.settle();
  const [made] = await submitRecords(xb, [incident('xb', { sources: [source!.ref] })]);
  const page = await desk.signIn(site, 'xb');
  await page.getByRole('link', { name: 'Tasks' }).click();
  await page.getByText('Nothing to look at').waitFor();

  await recallRecords(xa, actor, [source!.ref], ['xb'], 'wrong');
  await site.net.settle();
  await page.getByRole('link', { name: 'Inbox' }).click();
  expect((await cells(page, 'Inbox', 'Ticket halls down')).slice(0, 2)).toEqual([
    'Task source recalled',
    'Ticket halls down',
  ]);
  await page.getByRole('button', { name: 'Take' }).click();
  await page.getByRole('cell', { name: 'xb/cyber/o-1', exact: true }).waitFor();
  await page.getByRole('link', { name: 'Hand over' }).click();
  const form = page.getByRole('dialog', { name: 'Hand over' });
  await form.getByRole('combobox', { name: 'Officer' }).fill('xb/cyber/o-4');
  await form.getByRole('textbox', { name: 'Note' }).fill('you know the operator');
  expect(await findBarriers(page)).toEqual([]);
  await form.getByRole('button', { name: 'Hand over' }).click();
  await page.getByText('Nothing needs you now').waitFor();
  await page.goto(`${site.origin('xb')}/records/${made!.ref}`);
  const notice = page.getByRole('alert').filter({ hasText: 'goes back to was recalled' });
  for (const said of ['xa/cyber/o-1', 'Reason: wrong', 'see whether this record still holds', 'Until'])
    await notice.getByText(said).waitFor();
  await notice.getByRole('link', { name: 'To the task' }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('link', { name: 'Tasks' }).first().click();
  expect((await cells(page, 'Open', 'Ticket halls down'))[1]).toBe('Its source was recalled');
  await page.getByRole('textbox', { name: /What was done/ }).fill('our report stands: a second source says the same');
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByText('Nothing to look at').waitFor();
  expect((await cells(page, 'Closed', 'Ticket halls down'))[4]).toMatch(/second source/);
});
