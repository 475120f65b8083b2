import type { Job } from '#platform/jobs/loop.ts';
import type { Node } from './node.ts';

/** Everything that a node does by itself. */
export function jobsOf(node: Node): Job[] {
  return [
    { name: 'log.sequence', everyMs: 250, run: () => node.sequence() },
    { name: 'imports.go-on', everyMs: 5_000, run: () => node.goOnWithImports() },
    { name: 'imports.retention', everyMs: 60_000, run: () => node.endReports() },
    { name: 'blobs.sweep', everyMs: 15_000, run: () => node.sweepBlobs() },
    { name: 'records.retention', everyMs: 60_000, run: () => node.endRetention() },
    { name: 'proposals.lapse', everyMs: 60_000, run: () => once(node.lapseProposals()) },
    { name: 'notices.tell', everyMs: 30_000, run: () => node.tellOfficers() },
    { name: 'drafts.end', everyMs: 60_000, run: () => once(node.endDrafts()) },
    { name: 'oversight.resume', everyMs: 30_000, run: () => node.resumeSuspended() },
    { name: 'oversight.overdue', everyMs: 60_000, run: () => once(node.noteOverdue()) },
    { name: 'records.account', everyMs: 15_000, run: () => once(node.sealAccounts()) },
    { name: 'witnesses.collect', everyMs: 10_000, run: () => once(node.collectCosignatures()) },
    { name: 'witnesses.link', everyMs: 60_000, run: () => once(node.linkWitnessed()) },
    { name: 'federation.fetch-back', everyMs: 15_000, run: () => node.fetchBack() },
    { name: 'federation.share', everyMs: 60_000, run: () => once(node.shareHeads()) },
    { name: 'federation.prove', everyMs: 5_000, run: () => once(node.proveHeads()) },
    { name: 'alliance.refresh', everyMs: 5_000, run: () => once(node.refreshAlliance()) },
    { name: 'records.renew', everyMs: 10_000, run: () => node.renewWrappings() },
    { name: 'releases.ended', everyMs: 60_000, run: () => once(node.askAboutEnded()) },
    { name: 'alliance.growth', everyMs: 600_000, run: () => once(node.noteGrowth()) },
    { name: 'alliance.leavers', everyMs: 60_000, run: () => node.recallFromLeavers() },
    ...node.peers.map((peer) => ({ name: `federation.pull.${peer}`, everyMs: 15_000, run: () => node.pull(peer) })),
    ...node.peers.map((peer) => ({ name: `blobs.fetch.${peer}`, everyMs: 5_000, run: () => node.fetchBlobs(peer) })),
  ];
}

/** There is never more to do at once. */
const once = async (done: Promise<void>): Promise<boolean> => {
  await done;
  return false;
};
