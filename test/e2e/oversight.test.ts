import { expect } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import { releaseRecords } from '#features/releases/actions.ts';
import { incident } from '../federation/drafts.ts';
import { cells } from './acts.ts';
import { browserTest } from './browser-test.ts';
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
    expect((await cells(member, 'Suspensions', 'warning.issue'))[5]).toBe('stands');
  },
);
