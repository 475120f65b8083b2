import { expect } from 'vitest';
import { bundle, importAs, malware, people, quarantines } from '../federation/people.ts';
import { findBarriers } from './axe.ts';
import { browserTest } from './browser-test.ts';
import { openStillSite } from './site.ts';

browserTest(
  'a bulk of persons waits on its page for another officer, who says why, and fits a narrow screen',
  async (desk) => {
    await using site = await openStillSite('xa');
    const xa = site.node('xa');
    await importAs(xa, 'xa/cyber/o-1', bundle([malware(1), ...people(0, 40)]));
    const page = await desk.signIn(site, 'xa', 'case officer', { viewport: { width: 360, height: 740 } });
    await page.goto('/quarantine');
    await page.getByText('import a file').waitFor();
    expect(await page.getByRole('button', { name: 'Let in' }).count(), 'who imported it does not let it in').toBe(0);
    await page.getByText('another case officer lets it in').waitFor();
    expect(await page.getByText(/quillon/i).count(), 'no person is named').toBe(0);
    expect(await findBarriers(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);

    const other = await desk.signIn(site, 'xa', 'auditor');
    await other.goto('/quarantine');
    const letIn = other.getByRole('button', { name: 'Let in' });
    await letIn.waitFor();
    expect(await letIn.isDisabled(), 'without a reason').toBe(true);
    await other.getByRole('textbox', { name: /^Reason/ }).fill('needed in one case');
    await letIn.click();
    await other.getByText('released: needed in one case').waitFor();
    expect(await quarantines(xa)).toMatchObject([{ decision: 'released', persons: 40 }]);
  },
);
