import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import type { ImportReport } from '#features/imports/model.ts';
import { submitRecords } from '#features/records/actions.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { incident } from '../federation/drafts.ts';
import { becomeHostile } from '../federation/hostile.ts';
import { review } from './acts.ts';
import { findBarriers } from './axe.ts';
import { browserTest } from './browser-test.ts';
import { stillwater } from './bundle.ts';
import { openStillSite } from './site.ts';
import type { Site } from './site.ts';

/** A node at which there is something of everything to show. */
async function openFullSite(): Promise<{ site: Site; record: string; recalled: string; run: string }> {
  const site = await openStillSite('xa', 'xb', 'xc');
  const [xa, xb] = [site.node('xa'), site.node('xb')];
  const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };
  const [report, recalled] = await submitRecords(xa.deps, [incident('xa'), incident('xa')]);
  await releaseRecords(xa.deps, actor, [report!.ref, recalled!.ref], ['xb']);
  await xa.sequence();
  await xb.pull('xa');
  await recallRecords(xa.deps, actor, [recalled!.ref], ['xb'], 'sent too widely');
  const handling = 'tlp=AMBER&base=unclassified&basis=mca-2029:5&purpose=counter-terrorism&retainUntil=2031-05-13';
  const path = `/api/imports?name=${stillwater.name}&source=stillwater&${handling}`;
  const { id } = await xa.ask<ImportReport>(path, { method: 'POST', bytes: stillwater.text });
  await xa.sequence();
  await xb.pull('xa');
  await xb.sequence();
  await xa.pull('xb');
  const peer = becomeHostile(site.net, 'xc', 'xa');
  const [waiting, later, broken] = [peer.seal(), peer.seal({ envelope: { v: 2 } }), peer.seal()];
  await peer.offer(peer.release([waiting, later, broken]), waiting, later, {
    ...broken,
    change: (line) => ({ ...line, body: '{}' }),
  });
  await xa.pull('xc').catch(() => {});
  return { site, record: report!.ref, recalled: recalled!.ref, run: id };
}

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
  const { site, record, run } = await openFullSite();
  await using _ = site;
  const page = await desk.signIn(site, 'xa');
  await expectNoBarriers(page, [
    ['/', () => page.getByRole('alert', { name: 'Alarms' }).waitFor()],
    ['/records', () => page.getByRole('table', { name: 'Records' }).waitFor()],
    ['/records/new?kind=incident.report', () => page.getByRole('button', { name: 'Seal record' }).waitFor()],
    [`/records/${record}`, () => prove(page)],
    [`/records/${record}/release`, () => page.getByRole('checkbox', { name: 'xc Corvath' }).check()],
    [`/records/${record}/recall`, () => page.getByRole('checkbox', { name: 'xb Belmara' }).check()],
    ['/threats', () => page.getByRole('table', { name: 'Objects' }).waitFor()],
    [`/threats/${stillwater.indicator}`, heading(page, 'Stillwater beacon')],
    ['/imports', () => page.getByRole('button', { name: 'File' }).waitFor()],
    [`/imports/${run}`, heading(page, 'Refused (1)')],
    [`/imports/${run}/release`, () => review(page, 'release', ['xb Belmara'])],
    ['/arrivals', () => page.getByRole('table', { name: 'Refused' }).waitFor()],
    ['/nowhere', heading(page, 'No such page')],
    ['/sign-in', heading(page, 'No sign-in link')],
    ['/sign-in#used', heading(page, 'This link does not work any more')],
  ]);
});

browserTest('nor before an auditor, a node administrator or a stranger', async (desk) => {
  const { site, record, recalled } = await openFullSite();
  await using _ = site;
  const holder = await desk.signIn(site, 'xb', 'auditor');
  await expectNoBarriers(holder, [
    ['/records', () => holder.getByText('content destroyed').waitFor()],
    [`/records/${recalled}`, () => holder.getByText('Content destroyed', { exact: true }).waitFor()],
    ['/records/new', () => holder.getByText('Your role writes no records').waitFor()],
    ['/threats', () => holder.getByText('No objects yet').waitFor()],
  ]);
  const keeper = await desk.signIn(site, 'xa', 'node administrator');
  await expectNoBarriers(keeper, [
    [`/records/${record}`, () => keeper.getByText('Content is not shown to your role').waitFor()],
    ['/threats', () => keeper.getByRole('alert').waitFor()],
  ]);
  const stranger = await desk.sitDown(site, 'xa');
  await expectNoBarriers(stranger, [['/', heading(stranger, 'Not signed in')]]);
});

async function prove(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Verify in this browser' }).click();
  await page.getByText('Proved: all 7 checks hold.').waitFor();
}
