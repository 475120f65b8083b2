import type { Hono } from 'hono';
import { refreshSelf } from '#features/alliance/actions.ts';
import { standingOn } from '#features/alliance/model.ts';
import type { Alliance, AllianceDocuments, Self } from '#features/alliance/model.ts';
import {
  assignFeedPositions,
  askPeer,
  beginOwnLog,
  checkOwnLog,
  endRetention,
  fetchBack,
  fetchBlobs,
  learnFrom,
  noteGrowth,
  proveHeads,
  pullPage,
  raiseOwn,
  recallFromLeavers,
  serveUnreturned,
  shareHeads,
} from '#features/federation/actions.ts';
import type { Network } from '#features/federation/actions.ts';
import { sealAudits } from '#features/audits/actions/seal-audits.ts';
import { noteOverdue } from '#features/oversight/actions/find-leaves.ts';
import { sweepBlobs } from '#features/blobs/actions.ts';
import { endDrafts } from '#features/drafts/actions.ts';
import { endReports, goOnWithImports } from '#features/imports/actions.ts';
import { tellOfficers } from '#features/notices/actions.ts';
import type { NoticeDeps } from '#features/notices/actions.ts';
import { endOpenProposals, lapseProposals } from '#features/proposals/actions.ts';
import { resumeSuspended } from '#features/oversight/actions/suspend.ts';
import { reportGates } from '#features/gates/actions/report-gates.ts';
import { askAboutEnded } from '#features/releases/actions.ts';
import { createProofs, readHead, sequence } from '#features/log/actions.ts';
import type { DemoAuthenticators, OfficerDeps } from '#features/officers/actions.ts';
import {
  collectCosignatures,
  fetchCosigned,
  holdCosigning,
  linkWitnessed,
  quorumOf,
} from '#features/witnesses/actions.ts';
import { openSealedBodies, renewWrappings } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import type { Now } from '#platform/clock.ts';
import type { Db } from '#platform/db/db.ts';
import type { RandomBytes } from '#platform/ids.ts';
import type { Logger } from '#platform/logger.ts';
import { dayOf } from '#platform/clock.ts';
import type { CareDeps } from '#features/care/actions.ts';
import { createApi, createContent, createFederation } from './app.ts';
import { kinds } from './kinds.ts';

export type NodeOptions = {
  self: Self;
  db: Db;
  now: Now;
  randomBytes: RandomBytes;
  logger: Logger;
  network: Network;
  /** Where blobs lie, encrypted. */
  blobFolder: string;
  /** What blobs of one other participant may take there; absent: 64 GiB. */
  peerBlobBytes?: number;
  officers: OfficerDeps['officers'];
  machineTokens: OfficerDeps['machineTokens'];
  /** Of a demonstration: its officers' authenticators. */
  authenticators?: DemoAuthenticators;
  /** Of a demonstration: the nodes that were started with this one. */
  beside?: OfficerDeps['beside'];
  attestationRoots?: OfficerDeps['attestationRoots'];
  sessionIdleMs?: number;
  oidc?: OfficerDeps['oidc'];
  /** How officers are told by e-mail; absent: not at all. */
  notices?: NoticeDeps['notices'];
  /** Host names under which browsers may ask, besides those of loopback. */
  hosts: readonly string[];
  /** What is folded, blurred, grey or muted for every officer; absent: all of it. */
  careFloor?: NonNullable<CareDeps['careFloor']>;
  /** Where pages show what others made: `https://content.example`, another host than those. Absent: it is only saved. */
  contentOrigin?: string;
  /** Folder of the built pages; undefined serves the API alone. */
  pages?: string;
  /** The documents in the node's folder: what the operator puts there is learned while the node runs, what it learns is put there. */
  folder?: { read(): AllianceDocuments; write(alliance: Alliance): void };
  /** Keeps the newest checkpoint beside the database, so that one that went back is noticed without peers. */
  keepCheckpoint?: (note: string) => void;
  /** Called when an import waits for its turn. */
  onImport?: () => void;
  /** Called when a peer says that it has something new. */
  onNudge: (peer: string) => void;
  /** How a peer is told that there is something new for it; absent: over the network, and nobody waits for it. */
  nudge?: (peer: string) => void;
};

/** A participant's node without its timers and sockets: whoever opens it decides when things happen. */
export type Node = {
  deps: Deps & OfficerDeps;
  api: Hono;
  federation: Hono;
  /** What is reached at `contentOrigin`. */
  content: Hono;
  /** The other participants that have a directory, by now. */
  readonly peers: string[];
  /**
   * Learns of changes of the alliance: from the database, which other processes share, and from the node's folder. Where a
   * wrap key came, opens what waited for it.
   */
  refreshAlliance(): Promise<void>;
  /** Notes how long each log is today. */
  noteGrowth(): Promise<void>;
  /** Asks officers about what was not delivered to authorities that have ended. */
  askAboutEnded(): Promise<void>;
  /** Wraps stored bodies for the present keys of their readers. True when there is more. */
  renewWrappings(): Promise<boolean>;
  /** Takes back what was released to whom membership has ended for. True when there is more. */
  recallFromLeavers(): Promise<boolean>;
  /**
   * Before the first signature: whether others hold what this log does not lead to. `kept` is the checkpoint beside the
   * database. Gives the peers that could not say. A log that a succession opened is begun. Errors: log-stopped.
   */
  checkLog(kept: string | undefined): Promise<string[]>;
  /** After a restore: cosigns nobody's log before its owner showed what was cosigned of it. */
  holdCosigning(): Promise<void>;
  /** Asks for what was lost by going back: own records of a log that has ended, own cosignatures. True when there is more. */
  fetchBack(): Promise<boolean>;
  /** Serves these peers although they have given back nothing: the operator says so. */
  serveUnreturned(peers: readonly string[]): Promise<void>;
  /** One tick of the sequencer; tells recipients that there is something new. True when it published. */
  sequence(): Promise<boolean>;
  /** Destroys what its retention is over for. True when there is more. */
  endRetention(): Promise<boolean>;
  /** Takes away the reports of imports whose last day is over. True when there may be more. */
  endReports(): Promise<boolean>;
  /** Applies what was set aside while its kind was suspended. True when there may be more. */
  resumeSuspended(): Promise<boolean>;
  /** Tells officers by e-mail that something waits. True when there is more. */
  tellOfficers(): Promise<boolean>;
  /** Takes away what officers typed and did not go on with. */
  endDrafts(): Promise<void>;
  /** Ends what nobody approved in time. */
  lapseProposals(): Promise<void>;
  /** Asks officers to look at demands of theirs that were not answered in time. */
  noteOverdue(): Promise<void>;
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
  /** Fetches blobs that a peer's records name. True when there may be more. */
  fetchBlobs(peer: string): Promise<boolean>;
  /** Imports what waits for its turn, or was broken off with the process before. True when there may be more. */
  goOnWithImports(): Promise<boolean>;
  /** Before the node stops: an import ends at its next step, and goes on when it starts again. */
  pauseImports(): void;
  /** Removes the files of blobs that are destroyed. True when there is more. */
  sweepBlobs(): Promise<boolean>;
};

export function createNode(options: NodeOptions): Node {
  const { self, network, logger, officers, machineTokens } = options;
  const stopping = new AbortController();
  const isDemo = self.alliance.profile.demo === true;
  const deps = {
    db: options.db,
    now: options.now,
    randomBytes: options.randomBytes,
    logger,
    self,
    kinds,
    blobFolder: options.blobFolder,
    ...(options.peerBlobBytes === undefined ? {} : { peerBlobBytes: options.peerBlobBytes }),
    officers,
    machineTokens,
    ...(options.authenticators && isDemo ? { authenticators: options.authenticators } : {}),
    ...(options.beside && isDemo ? { beside: options.beside } : {}),
    ...(options.sessionIdleMs === undefined ? {} : { sessionIdleMs: options.sessionIdleMs }),
    ...(options.oidc ? { oidc: options.oidc } : {}),
    ...(options.notices ? { notices: options.notices } : {}),
    ...(options.attestationRoots ? { attestationRoots: options.attestationRoots } : {}),
    ...(options.contentOrigin === undefined ? {} : { contentOrigin: options.contentOrigin }),
    ...(options.careFloor === undefined ? {} : { careFloor: options.careFloor }),
    stopping: stopping.signal,
    ...(options.onImport === undefined ? {} : { onImport: options.onImport }),
    isDemo,
    raise: (code: string, why: string) => raiseOwn(options, code, why),
  };
  let written = 0;
  let opened = '';
  const proofs = createProofs(deps.db);
  const peersOf = (): string[] => [...self.alliance.directories.keys()].filter((code) => code !== self.code);
  const standing = (): string[] => {
    const day = dayOf(deps.now());
    return peersOf().filter((peer) => standingOn(self.alliance, peer, day) === 'standing');
  };
  const nudgeOver = (peer: string): void => {
    askPeer({ ...deps, network }, peer, 'POST', '/federation/v1/nudge', { maxBytes: 4096, timeoutMs: 5_000 }).catch(
      () => logger.debug('nudge-unheard', { peer }),
    );
  };
  const nudge = options.nudge ?? nudgeOver;
  return {
    deps,
    api: createApi({
      ...deps,
      proofs,
      hosts: options.hosts,
      wakePull: (peer) => options.onNudge(peer),
      ...(options.pages ? { pages: options.pages } : {}),
    }),
    content: createContent(deps),
    federation: createFederation({ ...deps, proofs, onNudge: (peer) => options.onNudge(peer) }),
    get peers() {
      return peersOf();
    },
    async refreshAlliance() {
      await refreshSelf(deps);
      if (options.folder) {
        self.reread();
        await learnFrom(deps, options.folder.read(), 'folder');
        if (written !== self.version) options.folder.write(self.alliance);
        written = self.version;
      }
      const keys = self.keys.wrapKeys.map(({ publicKey }) => publicKey).join();
      if (keys === opened) return;
      const count = await openSealedBodies(deps);
      if (count > 0) logger.info('bodies-opened', { count });
      opened = keys;
    },
    noteGrowth: () => noteGrowth(deps),
    askAboutEnded: () => askAboutEnded(deps),
    renewWrappings: () => renewWrappings(deps),
    recallFromLeavers: () => recallFromLeavers(deps),
    async checkLog(kept) {
      await beginOwnLog(deps, (tx) => endOpenProposals(tx, deps.now()));
      return checkOwnLog({ ...deps, network }, kept, standing());
    },
    holdCosigning: () => holdCosigning(deps.db, peersOf()),
    serveUnreturned: (peers) => serveUnreturned(deps, peers),
    async fetchBack() {
      await fetchCosigned({ ...deps, network });
      return fetchBack({ ...deps, network });
    },
    async sequence() {
      await refreshSelf(deps);
      const { leaves, recipients } = await sequence({ ...deps, onPublished: assignFeedPositions });
      if (leaves > 0 && options.keepCheckpoint) options.keepCheckpoint((await readHead(deps.db))?.note ?? '');
      recipients.forEach(nudge);
      return leaves > 0;
    },
    endRetention: () => endRetention(deps),
    endReports: () => endReports(deps),
    resumeSuspended: () => resumeSuspended(deps),
    tellOfficers: () => tellOfficers(deps),
    endDrafts: () => endDrafts(deps),
    lapseProposals: () => lapseProposals(deps.db, deps.now()),
    noteOverdue: () => noteOverdue(deps),
    async sealAccounts() {
      await reportGates(deps);
      await sealAudits(deps);
    },
    collectCosignatures: () => collectCosignatures({ ...deps, network, proofs }, peersOf()),
    linkWitnessed: () => linkWitnessed({ ...deps, network }, peersOf(), quorumOf(self)),
    shareHeads: () => shareHeads({ ...deps, network }, peersOf()),
    proveHeads: () => proveHeads({ ...deps, network }),
    async pull(peer) {
      return (await pullPage({ ...deps, network }, peer)).more;
    },
    fetchBlobs: (peer) => fetchBlobs({ ...deps, network }, peer),
    goOnWithImports: () => goOnWithImports(deps),
    pauseImports: () => stopping.abort(),
    sweepBlobs: () => sweepBlobs(deps),
  };
}
