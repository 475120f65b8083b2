import { submitRecords } from '#features/records/actions.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { incident } from '../federation/drafts.ts';
import { browserTest } from './browser-test.ts';
import { openStillSite } from './site.ts';

const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };

browserTest(
  'a record is held under national law, taken back, read by nobody, and destroyed when the hold ends',
  async (desk) => {
    await using site = await openStillSite('xa', 'xb');
    const { deps } = site.node('xa');
    const [report] = await submitRecords(deps, [incident('xa')]);
    await releaseRecords(deps, actor, [report!.ref], ['xb']);
    await site.net.settle();
    const page = await desk.signIn(site, 'xb');
    await page.goto(`${site.origin('xb')}/records/${report!.ref}`);
    await page.getByRole('link', { name: 'Hold' }).click();
    await page.getByRole('textbox', { name: 'Duty' }).fill('criminal-proceedings');
    await page.getByLabel('Until').fill('2030-08-01');
    await page.getByRole('textbox', { name: 'Reason' }).fill('order of the district court, 12/30');
    // What is typed is kept: the page may be left, and goes on where it was.
    await page.getByText('Draft kept').waitFor();
    await page.reload();
    await page.getByText('Your draft is back').waitFor();
    await page.getByRole('button', { name: 'Hold', exact: true }).click();
    await page.getByText('criminal-proceedings, until 2030-08-01').waitFor();

    await recallRecords(deps, actor, [report!.ref], ['xb'], 'withdrawn');
    await site.net.settle();
    await page.getByText('Content is kept under a hold, and shown to nobody').waitFor();
    const ended = page.waitForResponse((response) => response.request().method() === 'DELETE');
    await page.getByRole('button', { name: 'End the hold' }).click();
    await ended;
    await site.node('xb').endRetention();
    await page.getByText('Content destroyed', { exact: true }).first().waitFor();
  },
);
