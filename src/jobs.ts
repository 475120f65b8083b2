import type { Job } from '#platform/jobs/loop.ts';
import type { Node } from './node.ts';

/** Everything that a node does by itself. */
export function jobsOf(node: Node): Job[] {
  return [
    { name: 'log.sequence', everyMs: 250, run: () => node.sequence() },
    { name: 'records.retention', everyMs: 60_000, run: () => node.endRetention() },
    {
      name: 'witnesses.collect',
      everyMs: 10_000,
      async run() {
        await node.collectCosignatures();
        return false;
      },
    },
    ...node.peers.map((peer) => ({ name: `federation.pull.${peer}`, everyMs: 15_000, run: () => node.pull(peer) })),
  ];
}
