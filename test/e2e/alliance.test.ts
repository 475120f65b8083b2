import { expect } from 'vitest';
import { becomeHostile } from '../federation/hostile.ts';
import { cells } from './acts.ts';
import { browserTest } from './browser-test.ts';
import { openSite } from './site.ts';

const all = ['ec', 'xa', 'xb', 'xc', 'iop'];

browserTest(
  'the alliance page shows every participant, whether it is heard of, and how long its log is',
  async (desk) => {
    await using site = await openSite(...all);
    const page = await desk.signIn(site, 'xa');
    const table = page.getByRole('table', { name: 'Participants' });
    await table.getByRole('row').first().waitFor();
    await table.getByText('not met yet').first().waitFor({ state: 'detached' });
    expect(await table.getByRole('row').count()).toBe(1 + all.length);
    for (const code of all) {
      const [, name, , state, , logSize] = await cells(page, 'Participants', code);
      expect(name).toContain('https://127.0.0.1:');
      expect(state).toBe(code === 'xa' ? 'this node' : 'in contact');
      expect(Number(logSize), code).toBeGreaterThan(0);
    }
    const news = page.getByRole('list', { name: 'Since yesterday' });
    await news.getByRole('link', { name: /^0 alarms raised$/ }).waitFor();
    await news.getByRole('link', { name: /records arrived$/ }).click();
    await page.getByRole('heading', { name: 'Records', level: 1 }).waitFor();
    expect(new URL(page.url()).search).toMatch(/^\?verdict=accepted&since=/);
    await page.goto('/alliance');
    await page.getByText(site.node('xa').deps.self.alliance.id).waitFor();
  },
);

browserTest(
  'a peer whose log contradicts itself raises an alarm on every page, and is not pulled any more',
  async (desk) => {
    await using site = await openSite('xa', 'xb');
    const page = await desk.signIn(site, 'xa');
    await page.getByText('in contact').waitFor();
    const peer = becomeHostile(site.net, 'xb', 'xa');
    await site.setMoving(false);
    peer.pad(40);
    await peer.offer(peer.seal()).catch(() => {});
    await page.getByRole('alert', { name: 'Alarms' }).waitFor();
    expect((await cells(page, 'Participants', 'xb'))[3]).toMatch(/^stopped/);
    await page.goto('/records');
    await page.getByRole('link', { name: 'Alliance 1 alarm' }).waitFor();
  },
);

browserTest(
  'a case officer resumes exchange with a stopped peer, the alarm and its evidence before him',
  async (desk) => {
    await using site = await openSite('xa', 'xb');
    const page = await desk.signIn(site, 'xa');
    await page.getByText('in contact').waitFor();
    await site.setMoving(false);
    const peer = becomeHostile(site.net, 'xb', 'xa');
    peer.pad(40);
    await peer.offer(peer.seal()).catch(() => {});
    await page.getByRole('link', { name: 'resume exchange with xb' }).click();
    const form = page.getByRole('dialog', { name: 'Resume exchange with xb' });
    await form.getByRole('link', { name: /^evidence/ }).waitFor();
    await form.getByRole('textbox', { name: 'Reason' }).fill('its officers ended that log');
    await form.getByRole('checkbox', { name: 'I have read the alarms and their evidence' }).check();
    await form.getByRole('button', { name: 'Resume exchange' }).click();
    await form.waitFor({ state: 'detached' });
    await page.getByText('its officers ended that log').waitFor();
    expect((await cells(page, 'Participants', 'xb'))[3]).not.toMatch(/^stopped/);
    const { alarms } = await site.node('xa').ask<{ alarms: { resumed: { by: string } | null }[] }>('/api/alliance');
    expect(alarms).toMatchObject([{ resumed: { reason: 'its officers ended that log' } }]);
    await page.getByRole('heading', { name: '1 alarm, 1 settled' }).waitFor();
    await page.getByRole('link', { name: 'Alliance', exact: true }).waitFor();
    await page.goto('/');
    const figures = page.getByRole('list', { name: 'Since yesterday' });
    const written = figures.getByRole('link', { name: 'records written here' });
    const count = Number.parseInt(await written.innerText(), 10);
    await written.click();
    await page.getByRole('heading', { name: 'Records', level: 1 }).waitFor();
    await page.getByText(new RegExp(`^${count} records?; here since `)).waitFor();
    await page.goto('/');
    await figures.getByRole('link', { name: 'alarms raised' }).click();
    await page.getByText(/^Alarms since /).waitFor();
    await page.getByRole('heading', { name: '1 alarm, 1 settled' }).waitFor();
  },
);
