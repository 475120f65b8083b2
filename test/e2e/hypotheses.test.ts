import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { releaseRecords } from '#features/releases/actions.ts';
import { importFile, lines } from './acts.ts';
import { browserTest } from './browser-test.ts';
import { stillwater } from './bundle.ts';
import { openSite } from './site.ts';
import type { Site } from './site.ts';

const held = `/threats/${stillwater.malware}/hypotheses`;

/** Releases everything of a kind that a node wrote, with the objects. */
async function releaseAll(site: Site, from: string, to: string): Promise<void> {
  const node = site.node(from);
  const { items } = await node.ask<{ items: { ref: string; kind: string; verdict: string }[] }>('/api/records');
  const refs = items.filter(({ kind, verdict }) => verdict === 'own' && /^(threat|hypothesis)\./.test(kind));
  const actor = { authority: `${from}/cyber`, officer: `${from}/cyber/o-1` };
  await releaseRecords(
    node.deps,
    actor,
    refs.map(({ ref }) => ref),
    [to],
  );
}

async function fillFinding(page: Page, of: string, summary: string): Promise<void> {
  await page.getByRole('textbox', { name: `Finding (${of})` }).fill(summary);
  await page.getByRole('combobox', { name: `Source (${of})` }).selectOption('B');
  await page.getByRole('combobox', { name: `What it says (${of})` }).selectOption('2');
  await page.getByRole('textbox', { name: `Why this grade (${of})` }).fill('Our own samples.');
}

browserTest(
  'a hypothesis is stated with what speaks against it, weighed by another, and the dissent stays',
  async (desk) => {
    await using site = await openSite('xa', 'xb');
    const [xa, xb] = [await desk.signIn(site, 'xa'), await desk.signIn(site, 'xb')];
    await importFile(xa, stillwater);

    await xa.goto(`/threats/${stillwater.malware}`);
    await xa.getByRole('link', { name: 'Hypotheses' }).click();
    await xa.getByText('Nobody holds anything about it here').waitFor();
    await xa.getByRole('link', { name: 'State a hypothesis' }).click();
    await xa.getByRole('textbox', { name: 'Question' }).fill('Where does the loader come from?');
    await xa.getByRole('textbox', { name: 'Answer' }).fill('It was bought.');
    await xa.getByRole('combobox', { name: 'Confidence' }).selectOption('70');
    await xa.getByRole('textbox', { name: 'Attributed to' }).fill('Quiet Heron');
    await fillFinding(xa, 'for', 'Two campaigns use it.');
    await fillFinding(xa, 'against', 'The time stamps fit one team.');
    await xa.getByRole('combobox', { name: 'What that is' }).selectOption('individual');
    await xa.getByRole('button', { name: 'Seal hypothesis' }).click();
    await xa.getByRole('alert').getByText('SG-07').waitFor();
    await xa.getByRole('combobox', { name: 'What that is' }).selectOption('group');
    await xa.getByRole('button', { name: 'Seal hypothesis' }).click();
    const sentence =
      'xa/cyber holds as suspected (Likely/Probable, 70 of 100) [attribution to Quiet Heron, group]: It was bought.';
    await xa.getByRole('article', { name: 'H1, held by xa/cyber' }).getByText(sentence).waitFor();
    const matrix = xa.getByRole('table', { name: 'Findings' });
    await matrix.getByRole('row', { name: /The time stamps fit one team\..*against.*B2: usually reliable/s }).waitFor();

    await releaseAll(site, 'xa', 'xb');
    await xb.goto(held);
    await xb.getByText(sentence).waitFor();
    expect(await xb.getByRole('link', { name: 'Withdraw' }).count(), 'nobody takes back another’s word').toBe(0);
    await xb.getByRole('link', { name: 'Give an opinion: H1' }).click();
    await xb.getByRole('combobox', { name: 'Opinion' }).selectOption('disagree');
    await xb.getByRole('textbox', { name: 'Explanation' }).fill('Our samples say otherwise.');
    await xb.getByRole('button', { name: 'Seal opinion' }).click();
    await xb.getByText('held here until it is released: xa,').waitFor();
    expect(await xb.getByRole('link', { name: 'Release it to xa' }).getAttribute('href')).toMatch(
      /^\/records\/xb\/[0-9a-f-]{36}\/release$/,
    );
    await xb.getByRole('button', { name: 'Done' }).click();
    await xb.getByRole('list', { name: 'Opinions' }).getByText('Our samples say otherwise.').waitFor();

    await xa.getByRole('link', { name: 'Assess jointly' }).click();
    await xa.getByRole('checkbox', { name: /^H1: / }).check();
    await xa.getByRole('textbox', { name: 'Question' }).fill('Where from?');
    await xa.getByRole('textbox', { name: 'Judgement' }).fill('More likely bought.');
    await xa.getByRole('combobox', { name: 'Confidence' }).selectOption('50');
    await xa.getByRole('textbox', { name: 'Against it' }).fill('The time stamps.');
    await xa.getByRole('checkbox', { name: 'xb Belmara' }).check();
    await xa.getByRole('button', { name: 'Seal assessment' }).click();
    await xa.getByText('No dissent is here.').waitFor();
    await releaseAll(site, 'xa', 'xb');

    const joint = xb.getByRole('article', { name: 'Joint assessment by xa/cyber' });
    await joint.getByRole('link', { name: 'Dissent' }).click();
    await xb.getByRole('textbox', { name: 'Why you do not share the assessment' }).fill('We see our own tools in it.');
    await xb.getByRole('button', { name: 'Seal dissent' }).click();
    await xb.getByRole('button', { name: 'Done' }).click();
    await joint.getByText('We see our own tools in it.').waitFor();
    await releaseAll(site, 'xb', 'xa');
    const dissents = xa.getByRole('list', { name: 'Dissent' });
    await dissents.getByText('We see our own tools in it.').waitFor();
    expect((await lines(dissents))[0]).toMatch(/xb\/cyber/);
    expect(await dissents.getByRole('link', { name: 'Withdraw' }).count(), 'its author alone withdraws it').toBe(0);
    await xa.getByRole('list', { name: 'Opinions' }).getByText('disagree', { exact: true }).waitFor();

    await xb.getByRole('link', { name: 'Withdraw: dissent of xb/cyber' }).click();
    await xb.getByRole('textbox', { name: 'Reason' }).fill('Settled.');
    await xb.getByRole('button', { name: 'Withdraw', exact: true }).click();
    // Whoever has it is told without a further release, and it stays to be read.
    await dissents.getByText('Settled.').waitFor();
    await dissents.getByText('We see our own tools in it.').waitFor();
  },
);
