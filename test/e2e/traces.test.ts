import { expect } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { incident } from '../federation/drafts.ts';
import { cells } from './acts.ts';
import { browserTest } from './browser-test.ts';
import { openStillSite } from './site.ts';

const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };

browserTest('what was exported and then recalled is told to its author, and asked back at the holder', async (desk) => {
  await using site = await openStillSite('xa', 'xb');
  const { deps } = site.node('xa');
  const [report] = await submitRecords(deps, [incident('xa')]);
  await releaseRecords(deps, actor, [report!.ref], ['xb']);
  await site.net.settle();
  const page = await desk.signIn(site, 'xb');
  await page.goto(`${site.origin('xb')}/records/${report!.ref}`);
  const saved = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Save proof file' }).click();
  await (await saved).path();

  await recallRecords(deps, actor, [report!.ref], ['xb'], 'sent too widely');
  await site.net.settle();
  await page.getByRole('link', { name: 'Tasks' }).click();
  const [, why] = await cells(page, 'Open', report!.ref);
  expect(why).toMatch(/get back what was taken out.*xb\/cyber\/o-1: proof file, 1×/s);

  const author = await desk.signIn(site, 'xa');
  await author.goto(`${site.origin('xa')}/records/${report!.ref}`);
  const left = author.getByRole('list', { name: 'What is left there' });
  await left.waitFor();
  expect(await left.innerText()).toMatch(/^exported as a proof file 1×, last /);
});
