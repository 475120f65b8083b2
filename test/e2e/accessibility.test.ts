import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { review } from './acts.ts';
import { findBarriers } from './axe.ts';
import { browserTest } from './browser-test.ts';
import { stillwater } from './bundle.ts';
import { shareFullSite } from './full-site.ts';

const fullSite = shareFullSite();

type Visit = [at: string, arrive: () => Promise<unknown>];

const heading = (page: Page, name: string) => () => page.getByRole('heading', { name }).first().waitFor();

async function expectNoBarriers(page: Page, visits: readonly Visit[]): Promise<void> {
  for (const [at, arrive] of visits) {
    await page.goto(at);
    await arrive();
    expect(await findBarriers(page), at).toEqual([]);
  }
}

browserTest('no page puts a serious barrier before a case officer, in light or in dark', async (desk) => {
  const { site, record, run, hypothesis } = await fullSite();
  const page = await desk.signIn(site, 'xa');
  const held = `/threats/${stillwater.malware}/hypotheses`;
  await expectNoBarriers(page, [
    ['/', () => page.getByRole('alert', { name: 'Alarms' }).waitFor()],
    ['/alliance', () => page.getByRole('table', { name: 'Directories' }).waitFor()],
    ['/records', () => page.getByRole('table', { name: 'Records' }).waitFor()],
    ['/records/new?kind=incident.report', () => page.getByRole('button', { name: 'See what is sealed' }).waitFor()],
    [`/records/${record}`, () => prove(page)],
    [`/records/${record}/release`, () => page.getByRole('checkbox', { name: 'xc Corvath' }).check()],
    [`/records/${record}/recall`, () => page.getByRole('checkbox', { name: 'xb Belmara' }).check()],
    ['/threats', () => page.getByRole('grid', { name: 'Objects' }).waitFor()],
    [`/threats/${stillwater.indicator}`, heading(page, 'Stillwater beacon')],
    [held, heading(page, 'Joint assessments')],
    [`${held}/state`, () => page.getByRole('button', { name: 'Seal hypothesis' }).waitFor()],
    [`${held}/assess`, () => page.getByRole('checkbox', { name: /^H1: / }).check()],
    [`${held}/evidence/${hypothesis}`, () => page.getByRole('button', { name: 'Seal finding' }).waitFor()],
    [`${held}/withdraw/${hypothesis}`, () => page.getByRole('button', { name: 'Withdraw', exact: true }).waitFor()],
    ['/imports', () => page.getByRole('button', { name: 'File' }).waitFor()],
    [`/imports/${run}`, heading(page, 'Refused (1)')],
    [`/imports/${run}/release`, () => review(page, 'release', ['xb Belmara'])],
    ['/oversight', () => page.getByRole('table', { name: 'What we owe' }).waitFor()],
    ['/arrivals', () => page.getByRole('table', { name: 'Refused' }).waitFor()],
    ['/nowhere', heading(page, 'No such page')],
    ['/sign-in', heading(page, 'Sign in')],
    ['/sign-in#used', heading(page, 'This link does not work any more')],
  ]);
});

browserTest('nor before an auditor, a node administrator or a stranger', async (desk) => {
  const { site, record, recalled } = await fullSite();
  const holder = await desk.signIn(site, 'xb', 'auditor');
  await expectNoBarriers(holder, [
    ['/records', () => holder.getByText('content destroyed').waitFor()],
    [`/records/${recalled}`, () => holder.getByText('Content destroyed', { exact: true }).waitFor()],
    ['/records/new', () => holder.getByText('Your role writes no records').waitFor()],
    ['/threats', () => holder.getByRole('grid', { name: 'Objects' }).waitFor()],
    [
      `/threats/${stillwater.indicator}/hypotheses`,
      () => holder.getByText('Nobody holds anything about it here').waitFor(),
    ],
  ]);
  const keeper = await desk.signIn(site, 'xa', 'node administrator');
  await expectNoBarriers(keeper, [
    [`/records/${record}`, () => keeper.getByText('Content is not shown to your role').waitFor()],
    ['/threats', heading(keeper, 'Not for your role')],
  ]);
  const stranger = await desk.sitDown(site, 'xa');
  await expectNoBarriers(stranger, [['/', heading(stranger, 'Not signed in')]]);
});

async function prove(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Verify in this browser' }).click();
  await page.getByText('Proved: all 7 checks hold.').waitFor();
}
