import type { Hono } from 'hono';
import type { Self } from '#features/alliance/model.ts';
import {
  assignFeedPositions,
  askPeer,
  endRetention,
  proveHeads,
  pullPage,
  shareHeads,
} from '#features/federation/actions.ts';
import type { Network } from '#features/federation/actions.ts';
import { sealAudits } from '#features/audits/actions/seal-audits.ts';
import { resumeSuspended } from '#features/oversight/actions/suspend.ts';
import { reportGates } from '#features/gates/actions/report-gates.ts';
import { createProofs, sequence } from '#features/log/actions.ts';
import type { OfficerDeps } from '#features/officers/actions.ts';
import { collectCosignatures, linkWitnessed, quorumOf } from '#features/witnesses/actions.ts';
import type { Deps } from '#features/records/model.ts';
import type { Now } from '#platform/clock.ts';
import type { Db } from '#platform/db/db.ts';
import type { RandomBytes } from '#platform/ids.ts';
import type { Logger } from '#platform/logger.ts';
import { createApi, createFederation } from './app.ts';
import { kinds } from './kinds.ts';

export type NodeOptions = {
  self: Self;
  db: Db;
  now: Now;
  randomBytes: RandomBytes;
  logger: Logger;
  network: Network;
  officers: OfficerDeps['officers'];
  machineTokens: OfficerDeps['machineTokens'];
  /** Host names under which browsers may ask, besides those of loopback. */
  hosts: readonly string[];
  /** Folder of the built pages; undefined serves the API alone. */
  pages?: string;
  /** Called when a peer says that it has something new. */
  onNudge: (peer: string) => void;
};

/** A participant's node without its timers and sockets: whoever opens it decides when things happen. */
export type Node = {
  deps: Deps & OfficerDeps;
  api: Hono;
  federation: Hono;
  /** The other participants that have a directory. */
  peers: string[];
  /** One tick of the sequencer; tells recipients that there is something new. True when it published. */
  sequence(): Promise<boolean>;
  /** Destroys what its retention is over for. True when there is more. */
  endRetention(): Promise<boolean>;
  /** Applies what was set aside while its kind was suspended. True when there may be more. */
  resumeSuspended(): Promise<boolean>;
  /** Seals what gates refused, and what officers read and took out, when a minute of it is together. */
  sealAccounts(): Promise<void>;
  /** Asks the peers that have not yet cosigned the newest checkpoint to do so. */
  collectCosignatures(): Promise<void>;
  /** Leads what was received to checkpoints that enough witnesses cosigned. */
  linkWitnessed(): Promise<void>;
  /** Asks every peer, and chooses which checkpoints are passed on until the next time. */
  shareHeads(): Promise<void>;
  /** Demands proof of the logs of which peers showed different checkpoints. */
  proveHeads(): Promise<void>;
  /** Pulls one page from a peer. True when there is more. */
  pull(peer: string): Promise<boolean>;
};

export function createNode(options: NodeOptions): Node {
  const { self, network, logger, officers, machineTokens } = options;
  const deps = {
    db: options.db,
    now: options.now,
    randomBytes: options.randomBytes,
    logger,
    self,
    kinds,
    officers,
    machineTokens,
    isDemo: self.alliance.profile.demo === true,
  };
  const proofs = createProofs(deps.db);
  const peers = [...self.alliance.directories.keys()].filter((code) => code !== self.code);
  const nudge = (peer: string): void => {
    askPeer({ ...deps, network }, peer, 'POST', '/federation/v1/nudge', { maxBytes: 4096, timeoutMs: 5_000 }).catch(
      () => logger.debug('nudge-unheard', { peer }),
    );
  };
  return {
    deps,
    api: createApi({ ...deps, proofs, hosts: options.hosts, ...(options.pages ? { pages: options.pages } : {}) }),
    federation: createFederation({ ...deps, proofs, onNudge: (peer) => options.onNudge(peer) }),
    peers,
    async sequence() {
      const { leaves, recipients } = await sequence({ ...deps, onPublished: assignFeedPositions });
      recipients.forEach(nudge);
      return leaves > 0;
    },
    endRetention: () => endRetention(deps),
    resumeSuspended: () => resumeSuspended(deps),
    async sealAccounts() {
      await reportGates(deps);
      await sealAudits(deps);
    },
    collectCosignatures: () => collectCosignatures({ ...deps, network, proofs }, peers),
    linkWitnessed: () => linkWitnessed({ ...deps, network }, peers, quorumOf(self)),
    shareHeads: () => shareHeads({ ...deps, network }, peers),
    proveHeads: () => proveHeads({ ...deps, network }),
    async pull(peer) {
      return (await pullPage({ ...deps, network }, peer)).more;
    },
  };
}
