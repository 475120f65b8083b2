import { expect } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import { releaseRecords } from '#features/releases/actions.ts';
import { incident } from '../federation/drafts.ts';
import { findBarriers } from './axe.ts';
import { browserTest } from './browser-test.ts';
import { openSite } from './site.ts';

browserTest(
  'the list of records leaves out what nodes write by themselves, says how much that is, and shows it on request',
  async (desk) => {
    await using site = await openSite('xa', 'xb');
    const xb = site.node('xb');
    const [report] = await submitRecords(xb.deps, [incident('xb')]);
    await releaseRecords(xb.deps, { authority: 'xb/cyber', officer: 'xb/cyber/o-1' }, [report!.ref], ['xa']);
    await site.net.settle();
    const page = await desk.signIn(site, 'xa');
    await page.goto('/records');
    const table = page.getByRole('table', { name: 'Records' });
    await table.getByRole('link', { name: 'Ticket halls down' }).waitFor();
    const written = page.getByRole('combobox', { name: 'Written by' });
    expect(await written.inputValue()).toBe('officers');
    expect(await table.getByRole('cell', { name: /^receipt/ }).count()).toBe(0);
    await page.getByText(/^2 records; [1-9]\d* (account|accounts)/).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('link', { name: 'Show them' }).click();
    await table
      .getByText(/receipt/)
      .first()
      .waitFor();
    expect(new URL(page.url()).search).toBe('?written=anybody');
    expect(await page.getByRole('link', { name: 'Show them' }).count()).toBe(0);
    await written.selectOption('nodes');
    await table.getByRole('link', { name: 'Ticket halls down' }).waitFor({ state: 'detached' });
    // Who asks for one kind gets it.
    await page.goto('/records?kind=receipt');
    await table
      .getByText(/receipt/)
      .first()
      .waitFor();
    expect(await written.inputValue()).toBe('anybody');
  },
);
