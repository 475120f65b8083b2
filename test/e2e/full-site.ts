import type { ImportReport } from '#features/imports/model.ts';
import { submitRecords } from '#features/records/actions.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { incident } from '../federation/drafts.ts';
import { becomeHostile } from '../federation/hostile.ts';
import { stillwater } from './bundle.ts';
import { openStillSite } from './site.ts';
import type { Site } from './site.ts';

/** A node at which there is something of everything to show. */
export async function openFullSite(): Promise<{ site: Site; record: string; recalled: string; run: string }> {
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
