import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { submitRecords } from '#features/records/actions.ts';
import { appointDemoOfficers } from '#features/proposals/actions.ts';
import { incident } from '../federation/drafts.ts';
import { handling, propose } from '../federation/eyes.ts';
import { confirm, review } from './acts.ts';
import { findBarriers } from './axe.ts';
import { browserTest } from './browser-test.ts';
import { actAs } from './desk.ts';
import { openSiteWith } from './site.ts';
import type { Site } from './site.ts';

/** Nodes that know of each other, as those do that one `npm start` started. */
async function openBesideEachOther(...codes: string[]): Promise<Site> {
  const nodes: { code: string; name: string; url: string; officer: string }[] = [];
  const site = await openSiteWith({ beside: { secret: Buffer.alloc(32, 7).toString('base64url'), nodes } }, ...codes);
  for (const code of codes)
    nodes.push({ code, name: code, url: site.origin(code), officer: site.node(code).deps.officers[0]!.id });
  return site;
}

const duty = 'xa/cyber/o-7';
const warning = {
  kind: 'warning.issue',
  ...handling,
  purpose: 'cii-protection',
  body: {
    title: 'Port 4840',
    number: 1,
    severity: 'high',
    products: ['x'],
    summary: 'It spreads.',
    mitigation: 'Isolate.',
  },
};

/** Opens what a link opens in a tab of its own. */
async function openBeside(page: Page, name: string): Promise<Page> {
  const opened = page.context().waitForEvent('page');
  await page.getByRole('link', { name }).click();
  return opened;
}

browserTest(
  'the guide leads through a release, its recall, a refusal of one’s own draft, a flipped byte and a recounted figure, and sees each at the node',
  async (desk) => {
    await using site = await openBesideEachOther('ec', 'xa', 'xb', 'iop');
    const xa = site.node('xa');
    await appointDemoOfficers(xa.deps, xa.deps.authenticators!);
    site.net.clock.advance(60_000);
    const [report] = await submitRecords(xa.deps, [incident('xa')]);
    await propose(xa, duty, warning);
    const page = await desk.signIn(site, 'xa');
    await actAs(page, 'duty officer');
    const guide = page.getByRole('region', { name: 'The first ten minutes' });
    await guide.waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 780 });
    expect(await page.evaluate('document.documentElement.scrollWidth'), 'with all its links in the header').toBe(390);
    await page.setViewportSize({ width: 1280, height: 720 });

    // Nothing leaves by itself; what is released appears there.
    const there = await openBeside(page, 'The same page at XB');
    await there.getByText('not-found').waitFor();
    expect(new URL(there.url()).origin).toBe(site.origin('xb'));
    await page.bringToFront(); // What lies behind another page is drawn once a second.
    await guide.getByRole('link', { name: 'Release it to XB' }).click();
    await confirm(await review(page, 'release', ['xb Belmara']), 'release');
    await guide.getByText('XB has it, says its receipt.').waitFor();
    await there.reload();
    await there.getByText(report!.ref).first().waitFor();
    await there.getByRole('region', { name: 'Content' }).waitFor();
    await there.getByRole('status').filter({ hasText: '1 new arrival' }).waitFor();

    // A recall blanks it there.
    await guide.getByRole('button', { name: 'Next' }).click();
    await guide.getByRole('link', { name: 'Recall it from XB' }).click();
    const recalling = page.getByRole('dialog', { name: /^Recall/ });
    await recalling.getByRole('textbox', { name: 'Reason' }).fill('sent too widely');
    await confirm(await review(page, 'recall', ['xb Belmara']), 'recall');
    await guide.getByText('Destroyed at XB, says its receipt').waitFor();
    await there.getByText('content destroyed').first().waitFor();
    await there.getByRole('alert', { name: 'Its author took it back' }).getByText('sent too widely').waitFor();
    await there.close();

    // Who wrote it is not the second person: the first signature is the author's own, the next one is refused.
    await guide.getByRole('button', { name: 'Next' }).click();
    await guide.getByRole('button', { name: 'Approve it yourself' }).click();
    await guide.getByText('Signed, as its author').waitFor();
    expect(await guide.getByText('Seen.').count()).toBe(0);
    await guide.getByRole('button', { name: 'Approve it yourself' }).click();
    await guide.getByText('approval-twice').waitFor();

    // Closed and brought back, it is where it was; progress outlives the page.
    await guide.getByRole('button', { name: 'Next' }).press('Escape');
    await guide.waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('button', { name: 'Help' }).click();
    await page.getByRole('menuitem', { name: 'Show the guide' }).click();
    await guide.waitFor();
    expect(await guide.getByRole('button', { name: /\(seen\)$/ }).count()).toBe(3);

    // A flipped byte is named.
    await guide.getByRole('button', { name: 'A flipped byte is named' }).click();
    await guide.getByRole('link', { name: 'Open the record' }).click();
    await page.getByRole('button', { name: 'Flip a byte of a copy' }).click();
    await page.getByText(/^Byte [\d,]+ of the content was changed/).waitFor();
    await page.getByText(/^Not proved.*Content/).waitFor();

    // The auditor counts again what the node says.
    await guide.getByRole('button', { name: 'Next' }).click();
    await guide.getByRole('button', { name: /^Act as .*auditor$/ }).click();
    await guide.getByRole('link', { name: 'Recount as the auditor' }).click();
    await page.getByRole('heading', { name: 'Recount a figure', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Recount', exact: true }).click();
    await page.getByText(/^The figure holds: \d+ records?, each sealed and in the log/).waitFor();
    await guide.getByText('All 5 steps are seen').waitFor();
    expect(await findBarriers(page)).toEqual([]);

    await page.getByRole('button', { name: 'Language' }).click();
    await page.getByRole('menuitem', { name: '中文' }).click();
    const inChinese = page.getByRole('region', { name: '最初十分钟' });
    await inChinese.getByText('5 步均已完成').waitFor();
    // Once all is done a click ends it, and it stays away.
    await inChinese.getByRole('status').getByRole('button', { name: '关闭向导' }).click();
    await inChinese.waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('button', { name: '帮助' }).waitFor();
    expect(await inChinese.count()).toBe(0);
    // The other node is another origin, which no page but this link leads to.
    const foreign = desk.faults.filter((fault) => !fault.startsWith(`asks ${site.origin('xb')}/`));
    desk.faults.splice(0, desk.faults.length, ...foreign);
  },
);
