import { expect } from 'vitest';
import { cells, confirm, importFile, lines, review } from './acts.ts';
import { browserTest } from './browser-test.ts';
import { stillwater } from './bundle.ts';
import { openSite } from './site.ts';

browserTest(
  'an import run goes to whom it is released, appears there by itself, and can be recalled from one',
  async (desk) => {
    await using site = await openSite('xa', 'xb', 'xc');
    const [xa, xb, xc] = await Promise.all(['xa', 'xb', 'xc'].map((code) => desk.signIn(site, code)));
    for (const page of [xb!, xc!]) {
      await page.getByRole('link', { name: 'Threats' }).click();
      await page.getByRole('searchbox', { name: 'Search' }).fill('stillwater beacon');
      await page.getByRole('button', { name: 'Search' }).click();
      await page.getByText('No object fits').waitFor();
    }

    await importFile(xa!, stillwater);
    await xa!.getByText(stillwater.source, { exact: true }).waitFor();
    const counts = xa!.getByRole('region', { name: 'Outcome' });
    expect(await counts.getByRole('definition').allInnerTexts()).toEqual(
      expect.arrayContaining(['3', '1', 'not known before: a new record']),
    );
    expect(await cells(xa!, 'Refused', 'campaign--not-an-id')).toContain('3');

    await xa!.getByRole('link', { name: 'Release this run' }).click();
    const release = await review(xa!, 'release', ['xb Belmara', 'xc Corvath']);
    expect(await lines(release.getByRole('list', { name: 'What will happen' }))).toEqual([
      'xb Belmara gets 3 records: stillwater.json TLP:AMBER UNCLASSIFIED',
      'xc Corvath gets 3 records: stillwater.json TLP:AMBER UNCLASSIFIED',
    ]);
    expect(await confirm(release, 'release')).toEqual([
      'Released 3 records to xb Belmara',
      'Released 3 records to xc Corvath',
    ]);

    for (const page of [xb!, xc!]) await page.getByRole('link', { name: 'Stillwater beacon' }).waitFor();
    await xc!.getByRole('link', { name: 'Stillwater beacon' }).click();
    await xc!.getByText('pump.stillwater.example').waitFor();

    await xa!.getByRole('link', { name: 'Recall this run' }).click();
    const dialog = xa!.getByRole('dialog', { name: 'Recall import run' });
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('sent too widely');
    expect(await dialog.getByRole('checkbox').count(), 'only who holds it can lose it').toBe(2);
    await review(xa!, 'recall', ['xc Corvath']);
    expect(await lines(dialog.getByRole('list', { name: 'What will happen' }))).toEqual([
      'xc Corvath loses 3 records: stillwater.json TLP:AMBER UNCLASSIFIED',
    ]);
    expect(await confirm(dialog, 'recall')).toEqual(['Recalled 3 records from xc Corvath']);

    await xc!.getByText('pump.stillwater.example').waitFor({ state: 'detached' });
    await xc!.getByRole('link', { name: 'Records', exact: true }).click();
    await xc!.getByText('content destroyed').first().waitFor();
    expect(await xc!.getByText('content destroyed').count()).toBe(3);
    expect(await xc!.getByText('Stillwater').count()).toBe(0);
    await xb!.getByRole('link', { name: 'Stillwater beacon' }).click();
    await xb!.getByText('pump.stillwater.example').waitFor();

    await xa!.getByRole('link', { name: /^xa\// }).first().click();
    await xa!
      .getByText(/^destroyed (just now|\d+ sec)/)
      .first()
      .waitFor();
    expect(await cells(xa!, 'Releases', 'xc')).toEqual([
      'xc',
      expect.any(String),
      expect.stringMatching(/now|sec/),
      expect.stringMatching(/delivered.*destroyed/),
    ]);
    expect(await cells(xa!, 'Releases', 'xb')).toEqual([
      'xb',
      expect.any(String),
      '–',
      expect.stringMatching(/^delivered [^d]*$/),
    ]);
  },
);
