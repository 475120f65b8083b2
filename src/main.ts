import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { officersSchema } from '#features/officers/model.ts';
import { homeFiles, readDocuments, readSelf, writeHistory } from '#features/alliance/actions.ts';
import { findLost } from '#features/blobs/actions.ts';
import { openDemoAuthenticators } from '#features/officers/actions.ts';
import { appointDemoOfficers } from '#features/proposals/actions.ts';
import { removeStrayTexts } from '#features/imports/actions.ts';
import { encryptStoredBodies, projectDue } from '#features/records/actions.ts';
import { systemNow } from '#platform/clock.ts';
import { openDb } from '#platform/db/db.ts';
import { migrate } from '#platform/db/migrate.ts';
import { messageOf, TamgaError } from '#platform/errors.ts';
import { createPinnedFetch } from '#platform/http/pinned-fetch.ts';
import { listen, listenTls } from '#platform/http/listen.ts';
import { startLoop } from '#platform/jobs/loop.ts';
import { createLogger } from '#platform/logger.ts';
import { runningPath } from './client.ts';
import type { Config } from './config.ts';
import { contentOriginOf, contentPortOf, describeConfig } from './config.ts';
import { jobsOf } from './jobs.ts';
import { kinds } from './kinds.ts';
import { writeMachineTokens } from './machine.ts';
import { createRandom } from '#platform/random.ts';
import { createNode } from './node.ts';
import { beginLog, isOvertaken, keepCheckpoint } from './own-log.ts';
import {
  blobFolderOf,
  findDatabase,
  holdHome,
  readAttestationRoots,
  readBeside,
  readIdentityProvider,
  readNoticeSettings,
  readIn,
} from './open.ts';

const pages = fileURLToPath(new URL('../dist/web', import.meta.url));

/** A running node; disposing closes all that it opened, last first. `failed` resolves when it cannot go on. */
export type RunningNode = { url: string; failed: Promise<void> } & AsyncDisposable;

/** Opens what a node needs, in the order in which it is needed, and starts it. `without`: `beginLog`; `unreturned`: `serveUnreturned`. */
export async function runNode(
  config: Config,
  without: readonly string[] = [],
  unreturned: readonly string[] = [],
): Promise<RunningNode> {
  const stack = new AsyncDisposableStack();
  try {
    const randomBytes = createRandom();
    const logger = createLogger({ name: config.participant, level: config.logLevel, now: systemNow });
    const at = homeFiles(config.home);
    const self = readIn(config.home, () => readSelf(config.home, config.participant));
    stack.use(await holdHome(config.home));
    const officers = readIn(at.officers, () => officersSchema.parse(JSON.parse(readFileSync(at.officers, 'utf8'))));
    const oidc = readIdentityProvider(config);
    const notices = readNoticeSettings(config);
    const database = await findDatabase(config, stack);
    const db = openDb(database.url, { max: 8 });
    stack.defer(() => db.destroy());
    await migrate(db, new URL('./migrations/', import.meta.url));
    const encrypted = await encryptStoredBodies(db, { self, randomBytes, kinds });
    if (encrypted > 0) logger.info('bodies-encrypted', { count: encrypted });
    const network = createPinnedFetch();
    const loops = new Map<string, { wake(): void }>();
    let stopping = false;
    const origin = `http://${self.code}.localhost:${config.port}`;
    const hosts = [`${self.code}.localhost`, ...config.hosts];
    const contentOrigin = contentOriginOf(config, hosts);
    const authenticators = openDemoAuthenticators(join(config.home, 'authenticators'), origin);
    const node = createNode({
      self,
      db,
      now: systemNow,
      randomBytes,
      logger,
      network,
      blobFolder: blobFolderOf(config.home),
      peerBlobBytes: config.peerBlobGib * 1024 ** 3,
      officers,
      machineTokens: writeMachineTokens(config.home, randomBytes),
      authenticators,
      ...(config.besideFile === undefined ? {} : { beside: readBeside(config.besideFile) }),
      ...(oidc ? { oidc } : {}),
      ...(notices ? { notices } : {}),
      sessionIdleMs: config.sessionIdleMinutes * 60_000,
      attestationRoots: readAttestationRoots(config.home),
      hosts,
      contentOrigin,
      careFloor: config.mediaCare,
      ...(existsSync(pages) ? { pages } : {}),
      folder: { read: () => readDocuments(config.home), write: (alliance) => writeHistory(config.home, alliance) },
      keepCheckpoint: (note) => {
        try {
          keepCheckpoint(config.home, note);
        } catch (error) {
          logger.error('checkpoint-unwritten', { why: messageOf(error) }); // what is published stays so
        }
      },
      onImport: () => loops.get('imports.go-on')?.wake(),
      onNudge: (peer) => loops.get(`federation.pull.${peer}`)?.wake(),
    });
    await node.refreshAlliance();
    const anew = await projectDue(node.deps);
    if (anew > 0) logger.info('projected-anew', { count: anew });
    const { strays, lost } = await findLost(node.deps);
    if (strays + lost > 0) logger.warn('blobs-swept', { strays, lost });
    await removeStrayTexts(node.deps);
    await beginLog(node, config.home, without);
    if (node.deps.isDemo) await appointDemoOfficers(node.deps, authenticators);
    await node.serveUnreturned(unreturned);
    await node.sequence();
    stack.use(await listenTls(node.federation, config.bind, config.federationPort, () => self.keys.tls));
    stack.use(await listen(node.content, config.bind, contentPortOf(config)));
    stack.use(await listen(node.api, config.bind, config.port));
    const isExpected = (error: unknown): boolean =>
      error instanceof TamgaError && (error.code === 'peer-unreachable' || error.code === 'peer-answer');
    const overtaken = Promise.withResolvers<void>();
    const sequence = (): Promise<boolean> =>
      node.sequence().catch((error: unknown) => {
        if (isOvertaken(error)) overtaken.resolve();
        throw error;
      });
    // Who joins is pulled from without a restart: what has no loop yet gets one.
    const mostMs = (config.pollSeconds ?? Infinity) * 1_000;
    const startLoops = (): void => {
      for (const job of jobsOf({ ...node, sequence }))
        if (!loops.has(job.name))
          loops.set(
            job.name,
            stack.use(startLoop({ ...job, everyMs: Math.min(job.everyMs, mostMs) }, logger, isExpected)),
          );
    };
    startLoops();
    const joining = setInterval(startLoops, Math.min(5_000, mostMs));
    stack.defer(() => clearInterval(joining));
    stack.defer(() => network.close()); // first of all: a job must not wait for a peer that does not answer
    stack.defer(() => node.pauseImports());
    writeFileSync(
      runningPath(config.home),
      JSON.stringify({
        participant: self.code,
        url: `http://${reachedAt(config.bind)}:${config.port}`,
        pid: process.pid,
      }),
    );
    stack.defer(() => rmSync(runningPath(config.home), { force: true }));
    logger.info('started', {
      participant: self.code,
      port: config.port,
      config: JSON.stringify(describeConfig(config)).slice(0, 190),
    });
    return {
      url: origin,
      failed: Promise.race([
        database.ended.then(() => (stopping ? undefined : logger.error('database-ended'))),
        overtaken.promise,
      ]),
      [Symbol.asyncDispose]: () => {
        stopping = true; // whoever stops a node ends its PostgreSQL: no fault then
        return stack.disposeAsync();
      },
    };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

/** Runs a node until it is told to stop, or until whoever started it is gone. */
export async function serve(
  config: Config,
  without: readonly string[] = [],
  unreturned: readonly string[] = [],
): Promise<void> {
  const orphaned = untilOrphaned();
  // From the first moment on too: told to stop while it starts, it stops when it has started, and in order.
  const told = new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve()).once('SIGINT', () => resolve());
  });
  const node = await runNode(config, without, unreturned);
  if (process.connected) process.send?.({ ready: true, url: node.url });
  else process.stdout.write(greet(config, node.url));
  // A node without its database is of no use, and whoever supervises it starts both again.
  const status = await Promise.race([told.then(() => 0), orphaned.then(() => 0), node.failed.then(() => 1)]);
  await node[Symbol.asyncDispose]();
  process.exit(status);
}

/** For the person who started a lone node; a supervisor reads the log instead. */
const greet = ({ home, participant }: Config, url: string): string =>
  `node ${participant} is ready at ${url}; for a sign-in link: TAMGA_HOME=${home} npx tamga sign-in\n`;

/** Watched from the first moment on: whoever started the node may be gone before it is ready, and no event says so later. */
function untilOrphaned(): Promise<void> {
  const parent = process.ppid;
  const isOrphan = (): boolean => process.ppid !== parent || (process.send !== undefined && !process.connected);
  // Neither the timer nor the channel keeps a node alive that could not start.
  return new Promise((resolve) => void setInterval(() => isOrphan() && resolve(), 300).unref());
}

/** The address at which this machine reaches a node that listens there: any address is reached by loopback. */
function reachedAt(bind: string): string {
  if (bind === '0.0.0.0') return '127.0.0.1';
  if (bind === '::') return '[::1]';
  return bind.includes(':') ? `[${bind}]` : bind;
}
