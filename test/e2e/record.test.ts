import { expect } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import type { RecordDetail } from '#features/records/view.ts';
import { releaseRecords } from '#features/releases/actions.ts';
import { incident } from '../federation/drafts.ts';
import { handIn, report } from '../federation/blob-acts.ts';
import { cells } from './acts.ts';
import { findBarriers } from './axe.ts';
import { browserTest } from './browser-test.ts';
import { openSite } from './site.ts';

/** Told after ten seconds in seconds, however long a busy machine takes. */
const soon = /^(just now|\d+ sec\. ago)$/;
const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };

browserTest(
  'a record tells what it says, how it may be handled, who wrote it, who got it and what they confirmed',
  async (desk) => {
    await using site = await openSite('xa', 'xb');
    const xa = site.node('xa');
    const [made] = await submitRecords(xa.deps, [incident('xa')]);
    await releaseRecords(xa.deps, actor, [made!.ref], ['xb']);
    const page = await desk.signIn(site, 'xa');
    await page.getByRole('link', { name: 'Records', exact: true }).click();
    await page.getByRole('link', { name: 'Ticket halls down' }).click();

    const content = page.getByRole('region', { name: 'Content' });
    await content.getByText('Hosts encrypted, halls closed.').waitFor();
    await content.getByRole('button', { name: 'Exact text' }).click();
    expect(await content.getByRole('group', { name: 'Exact text' }).innerText()).toBe(
      (await xa.ask<RecordDetail>(`/api/records/${made!.ref}`)).body,
    );
    const facts = page.getByRole('region', { name: 'Sealed facts' });
    const told = await facts.getByRole('definition').allInnerTexts();
    for (const fact of [
      'xa/cyber',
      'xa/cyber/o-1',
      'mca-2029, article 5',
      'Countering the terrorist misuse of the internet',
      '2031-05-13, 24:00 UTC',
      made!.ref,
    ])
      expect(told).toContain(fact);
    await page.getByText('TLP:AMBER').waitFor();
    await page.getByText('delivered').waitFor();
    expect(await cells(page, 'Releases', 'xb')).toEqual([
      'xb',
      expect.stringMatching(soon),
      '–',
      expect.stringMatching(/^delivered (just now|\d+ sec)/),
    ]);
    // What comes next, by whom and until when, stands under the clocks of who must act.
    const next = page.getByRole('table', { name: 'What may be done next' });
    const notice = next.getByRole('row').filter({ hasText: 'full notice of the incident' });
    expect(await notice.getByRole('cell').allInnerTexts()).toEqual([
      expect.stringMatching(/^Correct it/),
      expect.stringMatching(/^xa\/cyber\s+case officer/),
      expect.stringMatching(/^in [23] days\s+.*2030.* GMT\+3$/),
      'yes, you',
    ]);
    await page.getByRole('button', { name: /^All steps/ }).click();
    await next.getByRole('link', { name: 'Write: incident count' }).waitFor();
    await page.getByRole('link', { name: 'The case' }).click();
    await page.getByRole('list', { name: 'Thread' }).getByRole('link', { name: 'Ticket halls down' }).waitFor();
    const events = page.getByRole('table', { name: 'Timeline' }).getByRole('row');
    await events.filter({ hasText: /released to xb/ }).waitFor();
    await events.filter({ hasText: /confirmed: delivered/ }).waitFor();
    await page.getByRole('button', { name: 'Verify all in this browser' }).click();
    await page.getByText('1 of 1 records are proved.').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.goBack();
    await page.getByRole('link', { name: 'delivered' }).click();
    await page.getByRole('heading', { name: '1 delivered' }).waitFor();
    await page
      .getByRole('definition')
      .filter({ hasText: /^xb\/node$/ })
      .waitFor();
  },
);

browserTest('what another wrote is shown as text: no markup, no link, no letter that hides', async (desk) => {
  await using site = await openSite('xa', 'xb');
  const title = 'Invoice \u202egnp.exe <img src="https://far.example/x.png" onerror="alert(1)">';
  const body = {
    ...(incident('xb').body as object),
    title,
    description: '<script>alert(2)</script> https://far.example/',
  };
  const [made] = await submitRecords(site.node('xb').deps, [incident('xb', { body })]);
  await releaseRecords(site.node('xb').deps, { authority: 'xb/cyber', officer: 'xb/cyber/o-1' }, [made!.ref], ['xa']);
  const page = await desk.signIn(site, 'xa');
  await page.getByRole('link', { name: 'Records', exact: true }).click();
  await page.getByRole('link', { name: 'Invoice ⟨U+202E⟩gnp.exe <img' }).click();
  await page.getByText('<script>alert(2)</script>').waitFor();
  expect(await page.getByRole('link', { name: 'far.example' }).count()).toBe(0);
  expect(await page.getByRole('main').getByRole('img').count()).toBe(0);
  expect(await page.getByRole('main').innerText()).not.toContain('\u202e');
});

browserTest('the files that a record names stand on its page, and are saved', async (desk) => {
  await using site = await openSite('xa');
  const xa = site.node('xa');
  const blob = await handIn(xa, Buffer.from('a small file'), 'text/html');
  const ref = await report(xa, blob);
  const page = await desk.signIn(site, 'xa');
  await page.goto(`${new URL(page.url()).origin}/records/${ref}`);
  const files = page.getByRole('region', { name: 'Files' });
  await files.getByText('text/html').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    files.getByRole('link', { name: `Save ${blob.sha256}` }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`blob-${blob.sha256.slice(0, 22)}.bin`);
  expect(await findBarriers(page)).toEqual([]);
});
