import { expect } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import { incident } from '../federation/drafts.ts';
import { browserTest } from './browser-test.ts';
import { actAs } from './desk.ts';
import { openStillSite } from './site.ts';

const body = { ...(incident('xa').body as object), title: 'Lantern title', description: 'Lantern text.' };

browserTest(
  'an officer asks for an assignment, another gives it, and the figure of reads leads to its records',
  async (desk) => {
    await using site = await openStillSite('xa');
    const xa = site.node('xa');
    const [report] = await submitRecords(xa.deps, [incident('xa', { body })]);
    const given = {
      officers: ['xa/cyber/o-4'],
      covers: 'desk',
      purpose: 'coordination',
      lastDay: '2030-06-01',
      reason: 'duty',
    };
    await xa.ask('/api/assignments', { method: 'POST', body: given, role: 'approver' });

    const page = await desk.signIn(site, 'xa', 'duty officer');
    await page.goto(`/records/${report!.ref}`);
    await page.getByText('You have no assignment to this content').waitFor();
    expect(await page.getByText('Lantern text.').count()).toBe(0);
    await page.getByRole('link', { name: 'Ask for an assignment' }).click();
    const asking = page.getByRole('dialog', { name: 'Ask for an assignment' });
    await asking.getByRole('option', { name: 'Answering a request for assistance' }).waitFor({ state: 'attached' });
    await asking.getByRole('textbox', { name: 'Reason' }).fill('the operator called');
    await asking.getByRole('button', { name: 'Ask' }).click();
    await page.getByText('the operator called').waitFor();

    await actAs(page, 'approver');
    await page.goto('/assignments');
    await page.getByRole('link', { name: 'Assign xa/cyber/o-7' }).click();
    const giving = page.getByRole('dialog', { name: 'Assign officers' });
    await giving.getByLabel('Last day').fill('2030-06-01');
    await giving.getByRole('button', { name: 'Assign' }).click();
    await page.getByText('Given by xa/cyber/o-6:').waitFor();

    await actAs(page, 'duty officer');
    await page.goto(`/records/${report!.ref}`);
    await page.getByText('Lantern text.').first().waitFor();

    site.net.clock.advance(120_000);
    await xa.sealAccounts();
    await actAs(page, 'auditor');
    await page.goto('/figures');
    const row = page.getByRole('row', { name: /outside an assignment/ });
    await row.getByRole('link').click();
    await page.getByText(/come[s]? to 1; the figure says 1\./).waitFor();
  },
);
