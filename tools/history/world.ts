import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocuments, readSelf, writeHistory } from '#features/alliance/actions.ts';
import { openDemoAuthenticators } from '#features/officers/actions.ts';
import { officersSchema, roles } from '#features/officers/model.ts';
import type { Role } from '#features/officers/model.ts';
import { appointDemoOfficers } from '#features/proposals/actions.ts';
import type { Client } from '#api-client.ts';
import { clientAt } from '#client.ts';
import { createNode } from '#node.ts';
import type { Node, NodeOptions } from '#node.ts';
import { keepCheckpoint } from '#own-log.ts';
import { sha256 } from '#platform/bytes.ts';
import { openDb } from '#platform/db/db.ts';
import { migrate } from '#platform/db/migrate.ts';
import { TamgaError } from '#platform/errors.ts';
import { createLogger } from '#platform/logger.ts';
import { createRandom } from '#platform/random.ts';
import { demoNodes } from '../demo-alliance.ts';

/** Where a node of the demonstration lies. */
export type Place = { code: string; folder: string; databaseUrl: string; origin: string };

/** The nodes of the demonstration in one process, with a clock that the history sets: the program is the one that runs later. */
export type World = {
  clock: { now: Date };
  /** A node's API as one of its officers: `xa/cyber/o-7`. */
  as(officer: string): Client;
  node(code: string): Node;
  /** Publishes what a node has said; whoever it lets have something learns that it may fetch it. */
  publish(code: string): Promise<void>;
  /** A node fetches what is meant for it; what it confirms is published when it next says something. */
  fetch(code: string): Promise<void>;
  /** A node asks every peer, as it does all the time, and notes how long their logs are. */
  lookAround(code: string): Promise<void>;
};

const migrations = new URL('../../src/migrations/', import.meta.url);
const tokenOf = (role: Role): string => `token-of-the-history-${role}`;

/** Opens the nodes as of the clock's time, each with its officers appointed. Errors: config, keys. */
export async function openWorld(
  places: readonly Place[],
  clock: { now: Date },
  stack: AsyncDisposableStack,
): Promise<World> {
  const nodes = new Map<string, Node>();
  /** From whom each node may fetch something. */
  const waiting = new Map(places.map(({ code }) => [code, new Set<string>()]));
  const randomBytes = createRandom();
  const machineTokens = new Map(roles.map((role) => [sha256(tokenOf(role)).toString('hex'), role]));
  const now = (): Date => clock.now;
  const logger = createLogger({ name: 'history', level: 'warn', now });
  const nodeAt = (url: string): Node => {
    const found = [...nodes].find(([code, { deps }]) =>
      deps.self.alliance.directories.get(code)?.directory.addresses.some((address) => url.startsWith(address)),
    );
    if (!found) throw new TamgaError('peer-unreachable', `nobody is at ${url}`);
    return found[1];
  };
  const network: NodeOptions['network'] = async ({ method, url, headers, body }) => {
    const init = { method, headers, ...(method === 'POST' ? { body: new Uint8Array(body) } : {}) };
    const response = await nodeAt(url).federation.request(url, init);
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: Object.fromEntries(response.headers), body: bytes };
  };
  await Promise.all(
    places.map(async ({ code, folder, databaseUrl, origin }) => {
      // What is lost when the machine fails now is made anew, as a history that was broken off always is.
      const db = openDb(hasty(databaseUrl), { max: 4 });
      stack.defer(() => db.destroy());
      await migrate(db, migrations);
      const authenticators = openDemoAuthenticators(join(folder, 'authenticators'), origin);
      const node = createNode({
        self: readSelf(folder, code),
        db,
        now,
        randomBytes,
        logger,
        network,
        blobFolder: join(folder, 'blobs'),
        officers: officersSchema.parse(JSON.parse(readFileSync(join(folder, 'officers.json'), 'utf8'))),
        machineTokens,
        authenticators,
        hosts: [],
        folder: { read: () => readDocuments(folder), write: (alliance) => writeHistory(folder, alliance) },
        keepCheckpoint: (note) => keepCheckpoint(folder, note),
        onImport: () =>
          void nodes
            .get(code)
            ?.goOnWithImports()
            .catch(() => {}),
        onNudge: () => {},
        nudge: (peer) => void waiting.get(peer)?.add(code),
      });
      nodes.set(code, node);
      await node.refreshAlliance();
      await appointDemoOfficers(node.deps, authenticators);
    }),
  );
  const node = (code: string): Node => nodes.get(code)!;
  const publish = async (code: string): Promise<void> => void (await node(code).sequence());
  const doors = new Map<string, Client>();
  return {
    clock,
    node,
    as(officer) {
      const known = doors.get(officer);
      if (known) return known;
      const door = doorOf(node(officer.split('/', 1)[0] ?? ''), officer);
      doors.set(officer, door);
      return door;
    },
    publish,
    async fetch(code) {
      const peers = [...(waiting.get(code) ?? [])];
      waiting.get(code)?.clear();
      // At once, as a node that runs does.
      await Promise.all(
        peers.map(async (peer) => {
          while (await node(code).pull(peer));
        }),
      );
    },
    async lookAround(code) {
      for (const peer of node(code).peers) while (await node(code).pull(peer));
      await node(code).noteGrowth();
    },
  };
}

/** Does not wait for the disk. */
const hasty = (url: string): string => `${url}${url.includes('?') ? '&' : '?'}options=-c%20synchronous_commit%3Doff`;

/** As the command line of that officer asks, without a socket in between. */
function doorOf(node: Node, officer: string): Client {
  const role = node.deps.officers.find(({ id }) => id === officer)?.role;
  if (!role) throw new TamgaError('malformed', `${officer} is no officer of the demonstration`);
  return clientAt({ url: 'http://localhost', token: tokenOf(role), officer }, async (url, init) => {
    const headers = new Headers(init.headers);
    if (init.body == null) return node.api.request(`${url.pathname}${url.search}`, { ...requestOf(init), headers });
    const bytes = new Uint8Array(await new Response(init.body).arrayBuffer());
    headers.set('content-length', String(bytes.length));
    return node.api.request(`${url.pathname}${url.search}`, { ...requestOf(init), headers, body: bytes });
  });
}

const requestOf = ({ method = 'GET' }: RequestInit): { method: string } => ({ method });

/** The places of all nodes, as `npm start` lays them out. */
export const placesOf = (home: string, portBase: number, urls: ReadonlyMap<string, string>): Place[] =>
  demoNodes.map(({ code, offset }) => ({
    code,
    folder: join(home, code),
    databaseUrl: urls.get(code) ?? '',
    origin: `http://${code}.localhost:${portBase + offset}`,
  }));
