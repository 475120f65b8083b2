import type { Network } from '#features/federation/actions.ts';
import { TamgaError } from '#platform/errors.ts';
import type { PinnedAnswer, PinnedRequest } from '#platform/http/pinned-fetch.ts';
import { Breach, hold } from './breach.ts';
import { watchServed } from './served.ts';
import { enemy } from './members.ts';
import type { World } from './world.ts';

/** What becomes of the next page that a node asks for. */
export type Fate =
  | { is: 'request-lost' | 'answer-lost' | 'twice' }
  /** Breaks off after this part of it. */
  | { is: 'cut-short'; after: number }
  /** Waits on its way until it is let through; others overtake it. */
  | { is: 'slow'; underWay: () => void; until: Promise<void> };

export type SimNetwork = {
  from(asker: string): Network;
  setFate(asker: string, fate: Fate | undefined): void;
  lines: { cut(a: string, b: string): void; mend(a: string, b: string): void; mendAll(): void };
  /** Requests that were answered, as somebody on the way has them. */
  overheard: { asker: string; request: PinnedRequest }[];
  /** Delivers a request as it is, whoever sends it. */
  send(asker: string, request: PinnedRequest): Promise<PinnedAnswer>;
  /** Resolves when nothing is asked any more that was not asked for by a step. */
  quiet(): Promise<void>;
  /** The first law that was broken in an answer. */
  breach: Breach | undefined;
};

const lost = (why: string): TamgaError => new TamgaError('peer-unreachable', why);

/** All requests pass one after the other, so that their order follows from the seed. */
export function createNetwork(worldOf: () => World): SimNetwork {
  const cut = new Set<string>();
  const fates = new Map<string, Fate>();
  let tail: Promise<unknown> = Promise.resolve();
  let open = 0;
  const pair = (a: string, b: string): string => [a, b].toSorted().join('-');
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const next = tail.then(run, run);
    tail = next.catch(() => {});
    return next;
  };

  const network: SimNetwork = {
    from: (asker) => async (request) => {
      open += 1;
      try {
        const { answer, fate } = await inTurn(() => deliver(asker, request));
        if (fate?.is !== 'slow') return answer;
        open -= 1;
        fate.underWay();
        await fate.until;
        open += 1;
        return answer;
      } finally {
        open -= 1;
      }
    },
    setFate: (asker, fate) => void (fate ? fates.set(asker, fate) : fates.delete(asker)),
    lines: {
      cut: (a, b) => void cut.add(pair(a, b)),
      mend: (a, b) => void cut.delete(pair(a, b)),
      mendAll: () => cut.clear(),
    },
    overheard: [],
    send: (asker, request) => inTurn(() => ask(asker, request)),
    async quiet() {
      for (let still = 0; still < 3; still += 1) {
        await new Promise<void>((resolve) => setImmediate(resolve));
        if (open > 0) still = -1;
      }
    },
    breach: undefined,
  };

  async function deliver(asker: string, request: PinnedRequest): Promise<{ answer: PinnedAnswer; fate?: Fate }> {
    const isFeed = new URL(request.url).pathname.endsWith('/feed');
    const fate = isFeed ? fates.get(asker) : undefined;
    if (fate) fates.delete(asker);
    const target = targetOf(request);
    if (!target || cut.has(pair(asker, target)) || fate?.is === 'request-lost') throw lost('no line');
    const answer = await ask(asker, request);
    if (isFeed && answer.status === 200 && target !== enemy && asker !== enemy)
      network.overheard = [...network.overheard.slice(-40), { asker, request }];
    if (fate?.is === 'twice') await askAgain(asker, request, answer);
    if (fate?.is === 'answer-lost') throw lost('the line broke before the answer');
    if (fate?.is === 'cut-short') answer.body = answer.body.subarray(0, Math.floor(answer.body.length * fate.after));
    return fate ? { answer, fate } : { answer };
  }

  /** A request that arrives a second time is refused (RFC 9421 §7.2.2): its nonce was used. */
  async function askAgain(asker: string, request: PinnedRequest, first: PinnedAnswer): Promise<void> {
    if (targetOf(request) === enemy || first.status !== 200) return;
    const { status } = await ask(asker, request);
    tryLaw(() => hold(status !== 200, 'I1', () => `a request of ${asker} was answered twice`));
  }

  function targetOf({ url }: PinnedRequest): string | undefined {
    const { nodes, hostile } = worldOf();
    if (url.startsWith(hostile.address)) return enemy;
    return [...nodes.values()].find(({ node, code }) =>
      url.startsWith(node.deps.self.alliance.directories.get(code)?.directory.addresses[0] ?? '-'),
    )?.code;
  }

  async function ask(asker: string, request: PinnedRequest): Promise<PinnedAnswer> {
    const world = worldOf();
    const target = targetOf(request);
    if (target === enemy) return world.hostile.answer(asker, request);
    const to = target === undefined ? undefined : world.nodes.get(target);
    if (!to || to.life.isOver()) throw lost('nobody is there');
    const { method, url, headers, body } = request;
    const init = { method, headers, ...(method === 'POST' ? { body: new Uint8Array(body) } : {}) };
    const response = await to.node.federation.request(url, init);
    const bytes = Buffer.from(await response.arrayBuffer());
    if (to.life.isOver()) throw lost('it ended in the middle of the answer');
    if (response.status === 200 && new URL(url).pathname.endsWith('/feed'))
      await watchServed(world, to, asker, new URL(url), bytes).catch(keepBreach);
    return { status: response.status, headers: Object.fromEntries(response.headers), body: bytes };
  }

  // What is thrown here would be caught by the program under test.
  function keepBreach(error: unknown): void {
    if (!(error instanceof Breach)) throw error;
    network.breach ??= error;
  }
  function tryLaw(law: () => void): void {
    try {
      law();
    } catch (error) {
      keepBreach(error);
    }
  }
  return network;
}
