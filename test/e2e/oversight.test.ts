import { expect } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import { releaseRecords } from '#features/releases/actions.ts';
import { incident } from '../federation/drafts.ts';
import { cells, choose, lines } from './acts.ts';
import { findBarriers } from './axe.ts';
import { browserTest } from './browser-test.ts';
import { tabTo } from './keys.ts';
import { openStillSite } from './site.ts';

const actor = { authority: 'xa/cyber', officer: 'xa/cyber/o-1' };

browserTest(
  'oversight sees what it was given and what it suspended; a member sees what it owes and was told',
  async (desk) => {
    await using site = await openStillSite('xa', 'xb', 'iop');
    const xa = site.node('xa');
    const [report] = await submitRecords(xa.deps, [incident('xa')]);
    await releaseRecords(xa.deps, actor, [report!.ref], ['xb']);
    const until = '2030-05-20T06:00:00.000Z';
    const body = { kinds: ['warning.issue'], until, reason: 'too many' };
    await site.node('iop').ask('/api/suspensions', { method: 'POST', body });
    await site.net.settle();

    const panel = await desk.signIn(site, 'iop');
    await panel.getByRole('link', { name: 'Oversight', exact: true }).click();
    expect((await cells(panel, 'Envelopes given to us', 'release')).slice(0, 3)).toEqual(['xa', 'release', '1']);
    expect((await cells(panel, 'Suspensions', 'xa'))[5]).toBe('stands');
    await panel.getByRole('link', { name: 'release', exact: true }).click();
    await panel.getByText('envelope only').first().waitFor();

    const member = await desk.signIn(site, 'xa');
    await member.getByRole('link', { name: 'Oversight', exact: true }).click();
    expect((await cells(member, 'What we owe', 'release')).slice(0, 4)).toEqual(['iop', 'release', '1', '1']);
    expect((await cells(member, 'What we owe', 'recall')).slice(0, 4)).toEqual(['iop', 'recall', '0', '0']);
    expect((await cells(member, 'Suspensions', 'early warning'))[5]).toBe('stands');
  },
);

browserTest('leaves are demanded, opened and read by forms alone, with the keyboard too', async (desk) => {
  await using site = await openStillSite('xa', 'iop');
  await submitRecords(site.node('xa').deps, [incident('xa')]);
  await site.net.settle();
  const panel = await desk.signIn(site, 'iop');
  await panel.getByRole('link', { name: 'Oversight', exact: true }).click();
  expect((await cells(panel, 'Unopened leaves', 'xa'))[3]).toBe('0');
  await tabTo(panel, 'link', 'Demand to open leaves');
  await panel.keyboard.press('Enter');
  const form = panel.getByRole('dialog', { name: 'Demand to open leaves' });
  await choose(panel, 'Log of', 'xa');
  await form.getByRole('spinbutton', { name: 'How many' }).fill('3');
  await form.getByLabel('Until').fill('2030-05-27');
  await choose(panel, 'Legal basis', 'Article 12');
  await form.getByRole('textbox', { name: 'Reason' }).fill('yearly sample');
  expect(await findBarriers(panel)).toEqual([]);
  await form.getByRole('button', { name: 'Demand' }).click();
  await form.waitFor({ state: 'detached' });
  expect((await cells(panel, 'Demands to open leaves', 'xa')).slice(4, 7)).toEqual(['0 of 3', '0', 'waiting']);
  await site.net.settle();

  const member = await desk.signIn(site, 'xa', 'auditor');
  await member.getByRole('link', { name: 'Tasks' }).click();
  await tabTo(member, 'link', 'Oversight’s demand to open leaves');
  await member.keyboard.press('Enter');
  expect((await cells(member, 'Leaves', 'not answered'))[1]).toBe('not answered');
  await tabTo(member, 'link', 'Open the leaves');
  await member.keyboard.press('Enter');
  await tabTo(member, 'button', 'Open all');
  expect(await findBarriers(member)).toEqual([]);
  await member.keyboard.press('Enter');
  await member.getByRole('dialog').waitFor({ state: 'detached' });
  await member.getByText('opened', { exact: true }).waitFor();
  await member.getByRole('link', { name: 'Tasks' }).click();
  await member.getByText('Nothing to look at').waitFor();
  await site.net.settle();

  expect((await cells(panel, 'Demands to open leaves', '3 of 3'))[6]).toBe('opened');
  expect((await cells(panel, 'Unopened leaves', 'xa')).slice(3)).toEqual(['3', '3', '0']);
});

browserTest(
  'a finding of silence is drafted by the node and issued by an officer, who may also find in words',
  async (desk) => {
    await using site = await openStillSite('xa', 'iop');
    await submitRecords(site.node('xa').deps, [incident('xa')]);
    await site.net.settle();
    const deadline = '2030-05-20T06:00:00.000Z';
    const asked = { participant: 'xa', indexes: [0, 1], deadline, reason: 'a sample' };
    const basis = { instrument: 'mca-2029', article: '12' };
    await site.node('iop').ask('/api/demands', { method: 'POST', body: { ...asked, basis } });
    site.net.clock.advance(8 * 86_400_000);
    const panel = await desk.signIn(site, 'iop');
    await panel.getByRole('link', { name: 'Oversight', exact: true }).click();
    expect((await cells(panel, 'Demands to open leaves', 'xa'))[6]).toBe('overdue');
    await panel.getByRole('link', { name: /named leaves/ }).click();
    await panel.getByRole('heading', { name: 'Demand to open leaves' }).waitFor();
    expect(await findBarriers(panel)).toEqual([]);
    await panel.getByRole('link', { name: 'Issue a finding' }).click();
    const form = panel.getByRole('dialog', { name: 'Issue a finding' });
    expect(await lines(form.getByRole('list', { name: 'Leaves of the finding' }))).toEqual([
      'leaf 0: not answered in time',
      'leaf 1: not answered in time',
    ]);
    await form.getByRole('textbox', { name: 'Finding' }).fill('no answer within a week');
    expect(await findBarriers(panel)).toEqual([]);
    await form.getByRole('button', { name: 'Issue' }).click();
    await form.waitFor({ state: 'detached' });
    await panel.getByRole('link', { name: 'Oversight', exact: true }).click();
    expect((await cells(panel, 'Findings', 'xa'))[4]).toBe('2');

    await panel.getByRole('link', { name: 'Issue a finding' }).click();
    await choose(panel, 'About', 'xa');
    await form.getByRole('textbox', { name: 'Finding' }).fill('its plan of audits is a year old');
    expect(await findBarriers(panel)).toEqual([]);
    await form.getByRole('button', { name: 'Issue' }).click();
    await form.waitFor({ state: 'detached' });
    await site.net.settle();
    const member = await desk.signIn(site, 'xa');
    await member.getByRole('link', { name: 'Oversight', exact: true }).click();
    await member.getByRole('table', { name: 'Findings' }).waitFor();
    expect(await member.getByRole('table', { name: 'Findings' }).getByRole('row').count()).toBe(3);
    expect(await member.getByRole('link', { name: 'Issue a finding' }).count()).toBe(0);
  },
);

browserTest('kinds are suspended and lifted by forms, by oversight alone', async (desk) => {
  await using site = await openStillSite('xa', 'iop');
  const panel = await desk.signIn(site, 'iop');
  await panel.getByRole('link', { name: 'Oversight', exact: true }).click();
  await panel.getByRole('link', { name: 'Suspend kinds of record' }).click();
  const form = panel.getByRole('dialog', { name: 'Suspend kinds of record' });
  await form.getByRole('checkbox', { name: 'early warning' }).check();
  expect(await form.getByRole('checkbox', { name: 'recall' }).count()).toBe(0);
  await form.getByLabel('Until').fill('2030-07-13');
  await form.getByRole('textbox', { name: 'Reason' }).fill('too many without a hearing');
  await form.getByRole('button', { name: 'Suspend' }).click();
  await form.getByText('the profile lets oversight suspend for P30D at most').waitFor();
  expect(await findBarriers(panel)).toEqual([]);
  await form.getByLabel('Until').fill('2030-06-01');
  await form.getByRole('button', { name: 'Suspend' }).click();
  await form.waitFor({ state: 'detached' });
  expect((await cells(panel, 'Suspensions', 'xa'))[5]).toBe('stands');
  await site.net.settle();

  const member = await desk.signIn(site, 'xa');
  await member.getByRole('link', { name: 'Oversight', exact: true }).click();
  expect((await cells(member, 'Suspensions', 'early warning')).slice(5)).toEqual(['stands']);
  expect(await member.getByRole('link', { name: 'Suspend kinds of record' }).count()).toBe(0);

  await panel.getByRole('link', { name: 'Lift: early warning' }).first().click();
  const lift = panel.getByRole('dialog', { name: 'Lift the suspension' });
  await lift.getByRole('textbox', { name: 'Reason' }).fill('heard');
  expect(await findBarriers(panel)).toEqual([]);
  await lift.getByRole('button', { name: 'Lift' }).click();
  await lift.waitFor({ state: 'detached' });
  expect((await cells(panel, 'Suspensions', 'xa'))[5]).toBe('lifted');
});
