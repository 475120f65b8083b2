import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initAlliance, readDocuments, readSelf, writeHistory } from '#features/alliance/actions.ts';
import type { NewParticipant } from '#features/alliance/actions.ts';
import type { Alliance } from '#features/alliance/model.ts';
import type { Network } from '#features/federation/actions.ts';
import { openDemoAuthenticators } from '#features/officers/actions.ts';
import { officersSchema, roles } from '#features/officers/model.ts';
import type { Role } from '#features/officers/model.ts';
import { sha256 } from '#platform/bytes.ts';
import { TamgaError } from '#platform/errors.ts';
import { createLogger } from '#platform/logger.ts';
import type { Logger } from '#platform/logger.ts';
import { createNode } from '#node.ts';
import type { Node } from '#node.ts';
import { demoParticipants } from '../../tools/demo-alliance.ts';
import { loadBackup, makeBackup } from '#features/backups/actions.ts';
import { readAnswer, readFileAnswer, toInit } from '../ask.ts';
import type { Asked } from '../ask.ts';
import { holdToDescription } from '../conform.ts';
import { createBareDatabase, createTestDatabase } from '../database.ts';
import type { TestDatabase } from '../database.ts';
import { settle } from './settle.ts';

export const meridian = new URL('../../profiles/meridian.json', import.meta.url);

/** Bytes that follow from a seed: ids, body keys and permutations repeat exactly. */
export function seededBytes(seed: string): (length: number) => Uint8Array {
  let counter = 0;
  return (length) => {
    const blocks = Array.from({ length: Math.ceil(length / 32) }, () =>
      createHash('sha256').update(`${seed}:${counter++}`).digest(),
    );
    return Buffer.concat(blocks).subarray(0, length);
  };
}

/** The bearer token of a role, at every test node. */
export const tokenOf = (role: Role): string => `token-of-the-test-${role}`;
const machineTokens = new Map(roles.map((role) => [sha256(tokenOf(role)).toString('hex'), role]));

export type TestNode = Node & {
  code: string;
  databaseUrl: string;
  logger: Logger;
  /** Asks the node's API as an officer, by default a case officer. Errors: refused, with the problem's code. */
  ask<T = unknown>(path: string, asked?: Asked & { role?: Role }): Promise<T>;
  /** As `ask`, for an answer that is a file. */
  download(path: string, asked?: Asked & { role?: Role }): Promise<{ bytes: Uint8Array; headers: Headers }>;
};

/** Reaches a node's program without a socket, with what a client on one says by itself. */
export const fetchOf =
  (node: Pick<Node, 'api'>) =>
  async ({ pathname, search }: URL, { body, headers: given, method = 'GET' }: RequestInit): Promise<Response> => {
    const headers = new Headers(given);
    if (body == null) return node.api.request(`${pathname}${search}`, { method, headers });
    const bytes = new Uint8Array(await new Response(body).arrayBuffer());
    headers.set('content-length', String(bytes.length));
    return node.api.request(`${pathname}${search}`, { method, headers, body: bytes });
  };

const send = (
  node: Node,
  path: string,
  { role = 'case-officer', ...asked }: Asked & { role?: Role } = {},
): Promise<Response> => fetchOf(node)(new URL(path, 'http://localhost'), toInit(asked, tokenOf(role)));

export type Impostor = (
  asker: string,
  url: URL,
  range?: string,
) => Promise<{ status: number; body: Buffer | string; headers?: Record<string, string> } | undefined>;

export type Net = AsyncDisposable & {
  node(code: string): TestNode;
  codes: string[];
  home: string;
  clock: { now: Date; advance(ms: number): void };
  /** Whether imports that nobody waits for begin by themselves, as where nodes run; else the test says when. */
  setImporting(isOn: boolean): void;
  /** Cuts or mends the line between two nodes. */
  setLine(a: string, b: string, up: boolean): void;
  /** Puts another program behind a participant's address; undefined is what it does not answer. */
  impersonate(code: string, program: Impostor | undefined): void;
  /** How one node reaches the others. */
  networkOf(asker: string): Network;
  /** Sees every request that reaches a node. */
  watch(seen: ((asker: string, target: string, method: string, url: URL) => void) | undefined): void;
  /** What happens to an answer on its way; for peers and networks that lie. */
  tamper(change: ((from: string, path: string, body: Buffer) => Buffer) | undefined): void;
  /** Sequences and pulls everywhere until nothing moves any more. */
  settle(): Promise<void>;
  /** Starts a node whose folder was made meanwhile. */
  start(code: string): Promise<void>;
  /** Forgets all that a node keeps in memory. */
  restart(code: string): void;
  /** Writes a backup of a node and gives the file. */
  backup(code: string): Promise<string>;
  /** Puts a node's database back to a backup, and forgets all that it keeps in memory; nothing is begun. */
  restore(code: string, file: string): Promise<void>;
};

const migrations = new URL('../../src/migrations/', import.meta.url);

const silent = createLogger({ name: 'test', level: 'silent', now: () => new Date() });

const made = new Map<string, string>();

/** As `initAlliance`; the same alliance again, in the same process, is the same documents and keys: making them is a third of what a start costs. */
async function makeAllianceAt(home: string, profile: string, participants: NewParticipant[], now: Date): Promise<void> {
  const key = JSON.stringify([profile, participants, now]);
  let source = made.get(key);
  if (source === undefined) {
    source = mkdtempSync(join(tmpdir(), 'tamga-made-'));
    await initAlliance(source, profile, participants, now);
    made.set(key, source);
  }
  cpSync(source, home, { recursive: true });
}

/** A whole alliance in one process: real databases, real seals and signatures; clock, randomness and network are the test's. */
export const startNodes = (...codes: string[]): Promise<Net> => startAlliance(readFileSync(meridian, 'utf8'), codes);

/** As `startNodes`, under a profile of the test's own; `prepare` may change the nodes' folders before they are read, and databases may hold something already. */
export async function startAlliance(
  profile: string,
  codes: string[],
  participants = demoParticipants(7400),
  prepare: (home: string) => void | Promise<void> = () => {},
  openDatabase: (code: string) => Promise<TestDatabase> = createTestDatabase,
): Promise<Net> {
  const stack = new AsyncDisposableStack();
  const home = mkdtempSync(join(tmpdir(), 'tamga-net-'));
  stack.defer(() => rmSync(home, { recursive: true, force: true }));
  const clock = {
    now: new Date('2030-05-13T06:00:00.000Z'),
    advance(ms: number) {
      clock.now = new Date(clock.now.getTime() + ms);
    },
  };
  await makeAllianceAt(home, profile, participants, clock.now);
  await prepare(home);
  const nodes = new Map<string, TestNode>();
  const starts = new Map<string, () => void>();
  const cut = new Set<string>();
  const line = (a: string, b: string): string => [a, b].toSorted().join('-');
  let watcher: Parameters<Net['watch']>[0];
  let isImporting = true;
  const impostors = new Map<string, Impostor>();
  let change: ((from: string, path: string, body: Buffer) => Buffer) | undefined;

  const networkOf =
    (asker: string): Network =>
    async ({ method, url, headers, body }) => {
      const target = [...nodes.values()].find((n) =>
        url.startsWith(n.deps.self.alliance.directories.get(n.code)?.directory.addresses[0] ?? '-'),
      );
      if (!target || cut.has(line(asker, target.code))) throw new TamgaError('peer-unreachable', 'no line');
      watcher?.(asker, target.code, method, new URL(url));
      const impostor = impostors.get(target.code);
      if (impostor) {
        const answer = await impostor(asker, new URL(url), headers['range']);
        if (!answer) throw new TamgaError('peer-unreachable', 'no answer');
        return { status: answer.status, headers: answer.headers ?? {}, body: Buffer.from(answer.body) };
      }
      const init = { method, headers, ...(method === 'POST' ? { body: new Uint8Array(body) } : {}) };
      const response = await target.federation.request(url, init);
      const bytes = Buffer.from(await response.arrayBuffer());
      const changed = change?.(target.code, new URL(url).pathname, bytes) ?? bytes;
      return { status: response.status, headers: Object.fromEntries(response.headers), body: changed };
    };

  let backups = 0;
  const databases = new Map<string, TestDatabase>();
  const open = async (code: string): Promise<void> => {
    databases.set(code, stack.use(await openDatabase(code)));
    const officers = officersSchema.parse(JSON.parse(readFileSync(join(home, code, 'officers.json'), 'utf8')));
    const options = { now: () => clock.now, randomBytes: seededBytes(code), logger: silent };
    const folder = {
      read: () => readDocuments(join(home, code)),
      write: (alliance: Alliance) => writeHistory(join(home, code), alliance),
    };
    const rest = {
      network: networkOf(code),
      blobFolder: join(home, code, 'blobs'),
      folder,
      officers,
      machineTokens,
      authenticators: openDemoAuthenticators(join(home, code, 'authenticators'), `http://${code}.localhost:7400`),
      hosts: [],
      onNudge: () => {},
      // As the node's job is woken.
      onImport: () =>
        void (
          isImporting &&
          nodes
            .get(code)
            ?.goOnWithImports()
            .catch(() => {})
        ),
    };
    starts.set(code, () => {
      const self = readSelf(join(home, code), code);
      const { db, url: databaseUrl } = databases.get(code)!;
      const node = createNode({ ...options, ...rest, db, self });
      holdToDescription(node.api);
      const testNode: TestNode = {
        ...node,
        code,
        databaseUrl,
        logger: silent,
        ask: async <T>(path: string, asked?: Asked & { role?: Role }) => readAnswer<T>(await send(node, path, asked)),
        download: async (path, asked) => readFileAnswer(await send(node, path, asked)),
      };
      // Who the peers are changes while it runs.
      nodes.set(code, Object.defineProperty(testNode, 'peers', { get: () => node.peers, enumerable: true }));
    });
    starts.get(code)?.();
  };
  const begin = async (code: string): Promise<void> => {
    await nodes.get(code)?.refreshAlliance();
    await nodes.get(code)?.sequence();
  };
  for (const code of codes) await open(code);
  for (const code of codes) await begin(code);

  const node = (code: string): TestNode => {
    const found = nodes.get(code);
    if (!found) throw new Error(`no node ${code} was started`);
    return found;
  };
  return {
    node,
    codes,
    home,
    clock,
    setImporting: (isOn) => void (isImporting = isOn),
    setLine: (a, b, up) => void (up ? cut.delete(line(a, b)) : cut.add(line(a, b))),
    impersonate: (code, program) => void (program ? impostors.set(code, program) : impostors.delete(code)),
    networkOf,
    watch: (seen) => void (watcher = seen),
    tamper: (next) => void (change = next),
    async start(code) {
      await open(code);
      await begin(code);
    },
    settle: () => settle([...nodes.values()]),
    restart: (code) => starts.get(code)?.(),
    async backup(code) {
      const file = join(home, `${code}-${++backups}.tamga-backup`);
      const anchor = readDocuments(join(home, code)).anchor;
      const from = { url: databases.get(code)!.url, home: join(home, code), blobFolder: join(home, code, 'blobs') };
      const source = { ...from, participant: code, anchor, keepDays: 30 };
      await makeBackup(source, file, () => clock.now);
      return file;
    },
    async restore(code, file) {
      const bare = stack.use(await createBareDatabase());
      await loadBackup(bare.url, file, migrations, clock.now);
      databases.set(code, bare);
      starts.get(code)?.();
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
