import { afterAll } from 'vitest';
import type { ImportReport } from '#features/imports/model.ts';
import { submitRecords } from '#features/records/actions.ts';
import { recallRecords, releaseRecords } from '#features/releases/actions.ts';
import { incident } from '../federation/drafts.ts';
import { becomeHostile } from '../federation/hostile.ts';
import { goodEvidence, goodStatement } from '../hypotheses.ts';
import { stillwater } from './bundle.ts';
import type { TestNode } from '../federation/nodes.ts';
import { openStillSite } from './site.ts';
import type { Site } from './site.ts';

export type FullSite = { site: Site; record: string; recalled: string; run: string; hypothesis: string };

/** One for all tests of a file, which change nothing there; the first test that asks opens it. */
export function shareFullSite(): () => Promise<FullSite> {
  let opened: Promise<FullSite> | undefined;
  afterAll(async () => (await opened)?.site[Symbol.asyncDispose]());
  return () => (opened ??= openFullSite());
}

/** A node at which there is something of everything to show. */
export async function openFullSite(): Promise<FullSite> {
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
  const { id, items } = await xa.ask<ImportReport>(path, { method: 'POST', bytes: stillwater.text });
  await xa.sequence();
  await xb.pull('xa');
  await xb.sequence();
  await xa.pull('xb');
  const hypothesis = await disagree(xa, xb, items.find((one) => one.id === stillwater.malware)?.ref ?? '');
  const peer = becomeHostile(site.net, 'xc', 'xa');
  const [waiting, later, broken] = [peer.seal(), peer.seal({ envelope: { v: 2 } }), peer.seal()];
  await peer.offer(peer.release([waiting, later, broken]), waiting, later, {
    ...broken,
    change: (line) => ({ ...line, body: '{}' }),
  });
  await xa.pull('xc').catch(() => {});
  return { site, record: report!.ref, recalled: recalled!.ref, run: id, hypothesis };
}

const by = (code: string) => ({ authority: `${code}/cyber`, officer: `${code}/cyber/o-1` });

/** Two hypotheses about one object, an opinion, and a joint assessment that xb does not share; all of it at xa. */
async function disagree(xa: TestNode, xb: TestNode, object: string): Promise<string> {
  const post = (node: TestNode, path: string, body: object) =>
    node.ask<{ ref: string }>(`/api/hypotheses${path}`, { method: 'POST', body });
  const about = { object: stillwater.malware };
  const { ref } = await post(xa, '', { hypothesis: goodStatement(about) });
  const assessment = {
    question: 'Where does the loader come from?',
    judgement: 'More likely bought than written.',
    term: 'suspected',
    confidence: 50,
    participants: ['xa', 'xb'],
    against: 'The time stamps of the builds.',
  };
  const joint = await post(xa, '/assessments', { assessment, hypotheses: [ref] });
  await releaseRecords(xa.deps, by('xa'), [object, ref, joint.ref], ['xb']);
  await xa.sequence();
  await xb.pull('xa');
  const attributed = { name: 'Quiet Heron', class: 'group' } as const;
  const other = goodStatement({
    ...about,
    statement: 'Whoever ran the campaign wrote it.',
    attributed,
    confidence: 30,
  });
  const said = [
    await post(xb, '', { hypothesis: other }),
    await post(xb, `/${ref}/opinion`, { opinion: 'disagree', explanation: 'Our samples say otherwise.' }),
    await post(xb, `/${ref}/evidence`, { evidence: goodEvidence({ summary: 'An invoice.' }) }),
    await post(xb, `/${joint.ref}/dissent`, { reason: 'We see our own tools in it.', confidence: 10 }),
  ];
  await releaseRecords(
    xb.deps,
    by('xb'),
    said.map((one) => one.ref),
    ['xa'],
  );
  await xb.sequence();
  await xa.pull('xb');
  return ref;
}
