import { parseTilePath } from '@tamga/log';
import { askPeer } from '#features/federation/client.ts';
import type { Self } from '#features/alliance/model.ts';
import { TamgaError } from '#platform/errors.ts';
import type { PinnedAnswer, PinnedRequest } from '#platform/http/pinned-fetch.ts';
import type { RandomBytes } from '#platform/ids.ts';
import { createEyes } from './hostile-eyes.ts';
import type { Eyes } from './hostile-eyes.ts';
import { createHostileLog, joinHashes } from './hostile-log.ts';
import type { HostileLog, View } from './hostile-log.ts';
import { createSealer, naming } from './hostile-seal.ts';
import type { Sealed, Sealer } from './hostile-seal.ts';
import { enemy } from './members.ts';
import type { Forged } from './papers.ts';
import type { World } from './world.ts';

export type Line = { seq: number; jws: string; index: number; body: string; bodyKey: string; proof: string };
/** A place in the feed to one victim; `spoil` is what is done to its line each time it is served. */
export type Place = { sealed: Sealed; index: number; spoil?: (line: Line) => object | string };
export type PageSpoil = 'gap' | 'empty' | 'web-page' | 'error' | 'endless' | 'wrong-root' | 'shrunk' | 'no-consistency';

/** A participant with real keys who keeps to nothing. */
export type Hostile = {
  address: string;
  sealer: Sealer;
  log: HostileLog;
  randomBytes: RandomBytes;
  /** Records that its officers approved, as they should and in every way in which they must not. */
  eyes(now: Date): Eyes;
  /** The last one that a victim was offered of what was approved as it should be. */
  eyesShown(victim: string): Sealed | undefined;
  feedOf(victim: string): Place[];
  /** Everything it ever sealed, and whether that is what an honest member might have sealed. */
  made: Map<string, { sealed: Sealed; isGood: boolean }>;
  /** Pairs under one ref. */
  pairs: [string, string][];
  /** Puts a record into its log and into the feed of a victim. */
  offer(victim: string, sealed: Sealed, isGood: boolean, spoil?: Place['spoil']): void;
  release(victim: string, records: readonly Sealed[]): void;
  recall(victim: string, records: readonly Sealed[]): void;
  /** Whether it ever let this go to the victim, in due form. */
  hasGiven(victim: string, digest: string): boolean;
  /** What of that it took back since. */
  tookBack(victim: string): Set<string>;
  /** Once, to the next page that the victim asks for. */
  /** Shows a victim these documents, once, as if the alliance had changed. */
  showPapers(victim: string, papers: Forged): void;
  spoilPage(victim: string, how: PageSpoil): void;
  viewOf(victim: string): View;
  setView(victim: string, view: View): void;
  /** Honest members' lines, as they were served to it. */
  /** Checkpoints that no victim to whom they were shown may ever have taken for the log's. */
  contradictions: Map<string, Set<string>>;
  loot: Line[];
  steal(from: string): Promise<number>;
  answer(asker: string, request: PinnedRequest): Promise<PinnedAnswer>;
};

const pageLines = 250;

export function createHostile(worldOf: () => World, self: Self, home: string, randomBytes: RandomBytes): Hostile {
  const sealer = createSealer(self, home, randomBytes);
  const log = createHostileLog(self, sealer.key('log'), randomBytes(32));
  const feeds = new Map<string, Place[]>();
  const given = new Map<string, Set<string>>();
  const taken = new Map<string, Set<string>>();
  const spoils = new Map<string, PageSpoil>();
  const forged = new Map<string, Forged>();
  const views = new Map<string, View>();
  const stolen = new Map<string, number>();
  const setFor = (sets: Map<string, Set<string>>, victim: string): Set<string> => {
    const found = sets.get(victim) ?? new Set<string>();
    sets.set(victim, found);
    return found;
  };
  const now = (): Date => worldOf().now;

  /** To whom which size of which tree was shown. */
  const shown = new Set<string>();
  const hostile: Hostile = {
    address: self.alliance.directories.get(enemy)!.directory.addresses[0]!,
    sealer,
    log,
    randomBytes,
    eyes: createEyes(sealer, randomBytes),
    eyesShown: (victim) =>
      hostile
        .feedOf(victim)
        .map(({ sealed }) => sealed)
        .findLast(({ kind, digest }) => kind === 'warning.issue' && hostile.made.get(digest)?.isGood),
    feedOf(victim) {
      const found = feeds.get(victim) ?? [];
      feeds.set(victim, found);
      return found;
    },
    made: new Map(),
    pairs: [],
    offer(victim, sealed, isGood, spoil) {
      const known = hostile.made.get(sealed.digest);
      if (!known) hostile.made.set(sealed.digest, { sealed, isGood });
      const index = log.append(Buffer.from(sealed.digest, 'hex'));
      hostile.feedOf(victim).push(spoil ? { sealed, index, spoil } : { sealed, index });
    },
    release(victim, records) {
      hostile.offer(victim, sealer.control(now(), 'release', victim, { records: naming(records) }), true);
      for (const { digest } of records) {
        setFor(given, victim).add(digest);
        setFor(taken, victim).delete(digest);
      }
    },
    recall(victim, records) {
      const body = { records: naming(records), reason: 'a reason' };
      hostile.offer(victim, sealer.control(now(), 'recall', victim, body), true);
      for (const { digest } of records) setFor(taken, victim).add(digest);
    },
    hasGiven: (victim, digest) => given.get(victim)?.has(digest) ?? false,
    tookBack: (victim) => setFor(taken, victim),
    showPapers: (victim, papers) => void forged.set(victim, papers),
    spoilPage: (victim, how) => void spoils.set(victim, how),
    viewOf: (victim) => views.get(victim) ?? 'one',
    setView: (victim, view) => void views.set(victim, view),
    contradictions: new Map(),
    loot: [],
    async steal(from) {
      const { network } = worldOf();
      const deps = { self, network: network.from(enemy), now, randomBytes };
      const path = `/federation/v1/feed?after=1.${stolen.get(from) ?? 0}&size=0`;
      try {
        const page = await askPeer(deps, from, 'GET', path, { maxBytes: 1 << 25, timeoutMs: 1000 });
        const lines = page
          .toString()
          .trimEnd()
          .split('\n')
          .slice(0, -1)
          .map((line) => JSON.parse(line) as Line);
        stolen.set(from, (stolen.get(from) ?? 0) + lines.length);
        hostile.loot = [...hostile.loot, ...lines.filter((line) => 'jws' in line && 'body' in line)].slice(-200);
        return lines.length;
      } catch (error) {
        if (error instanceof TamgaError) return 0;
        throw error;
      }
    },
    async answer(asker, { url }) {
      const { pathname, searchParams } = new URL(url);
      const papers = forged.get(asker);
      if (pathname.endsWith('/profile'))
        return answered(200, asText({ profiles: papers?.profiles ?? [], more: false }));
      if (pathname.endsWith('/directory')) {
        forged.delete(asker);
        return answered(200, asText({ directories: papers?.directories ?? [], more: false }));
      }
      if (!pathname.endsWith('/feed')) return openLog(asker, pathname.replace('/federation/v1/', ''));
      const spoil = spoils.get(asker);
      // Who asks for recalls first asks for the page itself next.
      if (!searchParams.has('only')) spoils.delete(asker);
      if (spoil === 'error') return answered(503, 'busy');
      if (spoil === 'web-page') return answered(200, '<!doctype html><title>Welcome</title>\n');
      if (spoil === 'empty') return answered(200, '');
      const after = Number(searchParams.get('after')?.split('.')[1] ?? 0);
      return answered(200, await pageFor(asker, after, Number(searchParams.get('size') ?? 0), spoil));
    },
  };

  async function pageFor(victim: string, after: number, known: number, spoil: PageSpoil | undefined): Promise<string> {
    const view = hostile.viewOf(victim);
    const size = spoil === 'shrunk' ? Math.max(1, known - 3) : log.size();
    const tree = spoil === 'wrong-root' ? otherOf(view) : view;
    const { prover, note } = await log.show(tree, size);
    if (contradicts(spoil, known, size, shown.has(`${victim} ${known} ${tree}`))) {
      setFor(hostile.contradictions, victim).add(note);
      log.append(randomBytes(32)); // this size is never shown again
    } else shown.add(`${victim} ${size} ${tree}`);
    const places = hostile.feedOf(victim).slice(after, spoil === 'shrunk' ? after : after + pageLines);
    const lines: string[] = [];
    for (const [i, { sealed, index, spoil: spoilLine }] of places.entries()) {
      const { jws, body, bodyKey } = sealed;
      const seq = after + i + (spoil === 'gap' ? 2 : 1);
      const line: Line = { seq, jws, index, body, bodyKey, proof: joinHashes(await prover.inclusion(index)) };
      const sent = spoilLine ? spoilLine(line) : line;
      lines.push(typeof sent === 'string' ? sent : JSON.stringify(sent));
    }
    const consistency = known > 0 && known <= size && spoil !== 'no-consistency' ? await prover.consistency(known) : [];
    const more = spoil === 'endless' || hostile.feedOf(victim).length > after + places.length;
    const last = { checkpoint: note, consistency: joinHashes(consistency), gossip: [], more };
    lines.push(asText(forged.has(victim) ? { ...last, documents: 'A'.repeat(43) } : last));
    return `${lines.join('\n')}\n`;
  }

  /** The log as everybody may read it: to each the tree that it is shown in the feed too. */
  async function openLog(asker: string, path: string): Promise<PinnedAnswer> {
    const { note, readTile } = await log.show(hostile.viewOf(asker));
    if (path === 'checkpoint') return answered(200, note);
    if (!path.startsWith('tile/')) return answered(404, '');
    const { level, index, width } = parseTilePath(path);
    if (level === 'entries') return answered(404, '');
    return { ...answered(200, ''), body: Buffer.from(readTile(level, Number(index), width)) };
  }

  /** Whether what is shown contradicts the tree of size `known` that the victim holds, or is not proved to continue it. */
  function contradicts(spoil: PageSpoil | undefined, known: number, size: number, isOfThisTree: boolean): boolean {
    // Who was shown the other tree before there were two of its size may hold that one, and is shown no contradiction of it.
    if (spoil === 'wrong-root') return known > log.forkedAt() && !isOfThisTree;
    return spoil === 'no-consistency' && known > 0 && known < size;
  }

  return hostile;
}

const asText = (value: object): string => JSON.stringify(value);
const otherOf = (view: View): View => (view === 'one' ? 'other' : 'one');
const answered = (status: number, text: string): PinnedAnswer => ({ status, headers: {}, body: Buffer.from(text) });
