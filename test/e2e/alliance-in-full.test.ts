import { expect } from 'vitest';
import { changeDirectory, changeProfile } from '../federation/life.ts';
import { cells } from './acts.ts';
import { browserTest } from './browser-test.ts';
import { openStillSite } from './site.ts';

browserTest(
  'each participant opens by keyboard to its keys and authorities, and each version of the documents says what it changed',
  async (desk) => {
    await using site = await openStillSite('xa', 'xb');
    await site.net.settle();
    await changeProfile(site.net, 'xa', ['ec', 'xa', 'xb'], { suspend: [{ code: 'xc', day: '2030-05-13' }] });
    await changeDirectory(site.net, 'xb', {
      rotate: [{ use: 'wrap', authority: 'xb/cyber' }],
      at: 4,
      endAuthority: [{ code: 'xb/cyber', day: '2030-12-31' }],
    });
    const page = await desk.signIn(site, 'xa');
    await page.getByRole('link', { name: 'Keys, documents and their history' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Alliance', level: 1 }).waitFor();
    const belmara = await cells(page, 'Participants', 'xb');
    expect(belmara[3]).toContain('24/7');
    expect(belmara[3]).toContain('+999 0100 002');
    expect(belmara[6]).toMatch(/cosigned our log/);
    expect(belmara[7]).toBe('0');

    const summary = page.locator('summary').filter({ hasText: 'Belmara' });
    await summary.waitFor();
    await summary.focus();
    await page.keyboard.press('Enter');
    expect((await cells(page, 'Authorities of xb', 'xb/cyber'))[2]).toBe('2030-12-31');
    const keys = page.getByRole('table', { name: 'Keys of xb' });
    await keys.getByRole('cell', { name: 'ended' }).waitFor();
    expect(await keys.getByRole('cell', { name: 'wrap' }).count()).toBe(3);
    await page.locator('summary').filter({ hasText: 'Corvath' }).getByText('suspended').waitFor();

    const profiles = page.getByRole('table', { name: 'Profiles' });
    await profiles.getByText('participants › xc › suspended: nothing → 2030-05-13').waitFor();
    await profiles.getByRole('cell', { name: 'ec, xa, xb', exact: true }).waitFor();
    await profiles.getByText('the first version').waitFor();
    const directories = page.getByRole('table', { name: 'Directories' });
    await directories.getByText('authorities › xb/cyber › to: nothing → 2030-12-31').waitFor();
    await directories.getByText(site.node('xb').deps.self.alliance.directories.get('xb')!.digest).waitFor();
  },
);
