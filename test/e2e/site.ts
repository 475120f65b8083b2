import { Hono } from 'hono';
import { createProofs } from '#features/log/actions.ts';
import type { NoticeDeps } from '#features/notices/actions.ts';
import { createSignInLink } from '#features/officers/actions.ts';
import { TamgaError } from '#platform/errors.ts';
import { listen } from '#platform/http/listen.ts';
import { startLoop } from '#platform/jobs/loop.ts';
import { createApi, createContent } from '#app.ts';
import { jobsOf } from '#jobs.ts';
import { startNodes } from '../federation/nodes.ts';
import type { Net, TestNode } from '../federation/nodes.ts';
import type { ApiDeps } from '#app.ts';
import { preparePages } from './pages.ts';

/** What a test waits for comes of these; the rest is done once a second. */
const isPrompt = (job: string): boolean => /^(log|imports|federation\.pull|blobs\.fetch)\./.test(job);

/** An alliance that runs by itself and whose nodes show their pages, each at an address of its own. */
export type Site = AsyncDisposable & {
  net: Net;
  node(code: string): TestNode;
  /** `http://xa.localhost:41234` */
  origin(code: string): string;
  /** Where the nodes show what others made: `http://xa-content.localhost:41235`. */
  contents: readonly string[];
  /** A one-time link that signs in the node's case officer. */
  signInLink(code: string): Promise<string>;
  /** Stops all nodes where they are, or lets them go on. */
  setMoving(isToMove: boolean): Promise<void>;
};

type More = Partial<ApiDeps & NoticeDeps>;

/** Opens nodes as `startNodes` does, on free ports of loopback; what a node does by itself, it does at least once a second. */
export const openSite = (...codes: string[]): Promise<Site> => open(codes, true);

/** The same, of nodes that are told something more when they are made. */
export const openSiteWith = (more: More, ...codes: string[]): Promise<Site> => open(codes, true, more);

/** The same, and no node moves before the test lets it. */
export const openStillSite = (...codes: string[]): Promise<Site> => open(codes, false);

/** Both: a still site of nodes that are told something more. */
export const openStillSiteWith = (more: More, ...codes: string[]): Promise<Site> => open(codes, false, more);

async function open(codes: readonly string[], isMoving: boolean, more: More = {}): Promise<Site> {
  const pages = await preparePages();
  const stack = new AsyncDisposableStack();
  const net = stack.use(await startNodes(...codes));
  const origins = new Map<string, string>();
  const contents: string[] = [];
  for (const code of codes) {
    const { deps } = net.node(code);
    const hosts = [`${code}.localhost`];
    const content = new Hono();
    const { port: contentPort } = stack.use(await listen(content, '127.0.0.1', 0));
    const contentOrigin = `http://${code}-content.localhost:${contentPort}`;
    content.route('/', createContent({ ...deps, contentOrigin }));
    contents.push(contentOrigin);
    const api = createApi({ ...deps, ...more, proofs: createProofs(deps.db), hosts, pages, contentOrigin });
    const { port } = stack.use(await listen(api, '127.0.0.1', 0));
    origins.set(code, `http://${code}.localhost:${port}`);
  }
  let motion = isMoving ? move(net) : undefined;
  stack.defer(() => motion?.[Symbol.asyncDispose]());

  const origin = (code: string): string => {
    const found = origins.get(code);
    if (!found) throw new Error(`no node ${code} was started`);
    return found;
  };
  return {
    net,
    node: (code) => net.node(code),
    origin,
    contents,
    signInLink: async (code) =>
      `${origin(code)}/sign-in#${await createSignInLink(net.node(code).deps, net.node(code).deps.officers[0]!)}`,
    async setMoving(isToMove) {
      await motion?.[Symbol.asyncDispose]();
      motion = isToMove ? move(net) : undefined;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** The nodes' own jobs, and a clock that runs on from wherever the test has set it. */
function move(net: Net): AsyncDisposable {
  const stack = new AsyncDisposableStack();
  let last = performance.now();
  const clock = setInterval(() => {
    const now = performance.now();
    net.clock.advance(now - last);
    last = now;
  }, 20);
  stack.defer(() => clearInterval(clock));
  // Many that ask each other without end leave the browser no time.
  const promptMs = Math.max(200, 50 * net.codes.length * (net.codes.length - 1));
  for (const code of net.codes) {
    const node = net.node(code);
    const peers = node.peers.filter((peer) => net.codes.includes(peer));
    for (const job of jobsOf({ ...node, peers })) {
      const everyMs = isPrompt(job.name) ? promptMs : 1_000;
      stack.use(startLoop({ ...job, everyMs }, node.logger, isExpected));
    }
  }
  return stack;
}

const isExpected = (error: unknown): boolean => error instanceof TamgaError;
