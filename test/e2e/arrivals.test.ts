import { expect } from 'vitest';
import { incident } from '../federation/drafts.ts';
import { becomeHostile } from '../federation/hostile.ts';
import { cells } from './acts.ts';
import { browserTest } from './browser-test.ts';
import { openStillSite } from './site.ts';

browserTest('what was not simply accepted is shown with its reason, and leaves the page when it is', async (desk) => {
  await using site = await openStillSite('xa', 'xb');
  const page = await desk.signIn(site, 'xa');
  await page.getByRole('navigation').getByRole('link', { name: 'Arrivals' }).click();
  for (const none of ['Nothing in quarantine', 'Nothing is waiting', 'Nothing was refused'])
    await page.getByText(none).waitFor();
  const peer = becomeHostile(site.net, 'xb', 'xa');
  const report = peer.seal({ body: incident('xb').body, envelope: { kind: 'incident.report', case: undefined } });
  const count = peer.seal({ envelope: { case: report.ref } });
  const later = peer.seal({ envelope: { v: 2 } });
  const broken = peer.seal({ body: { hosts: 1, asOf: '2030-05-13T05:00:00Z' } });

  await peer.offer(peer.release([count, report, later, broken]), count, later, {
    ...broken,
    change: (line) => ({ ...line, body: line.body.replace('1', '2') }),
  });
  expect((await cells(page, 'Waiting', 'incident count')).slice(1, 3)).toEqual(['xb/cyber', 'waiting']);
  expect((await cells(page, 'Quarantined', 'incident count')).slice(1, 3)).toEqual(['xb/cyber', 'version']);
  const refused = await cells(page, 'Refused', 'xb');
  expect(refused.slice(0, 4)).toEqual(['xb', expect.stringMatching(/^\d+$/), broken.ref, 'body-hash']);
  expect(await page.getByRole('link', { name: broken.ref }).count(), 'a claim is no link').toBe(0);

  await peer.offer(report);
  await page.getByText('Nothing is waiting').waitFor();
  await page.getByRole('link', { name: 'Records', exact: true }).click();
  await page.getByRole('link', { name: 'Ticket halls down' }).waitFor();
});
