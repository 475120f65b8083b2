import { sha256 } from '#platform/bytes.ts';
import { TamgaError } from '#platform/errors.ts';
import type { PinnedRequest } from '#platform/http/pinned-fetch.ts';
import { hold } from './breach.ts';
import type { Line } from './hostile.ts';
import type { Sealed, Sealing } from './hostile-seal.ts';
import { naming } from './hostile-seal.ts';
import { enemy, honest } from './members.ts';
import { forgePapers } from './papers.ts';
import { isLate } from './world.ts';
import type { World } from './world.ts';

/** One dishonest (or, to be believed, honest) line or page for a victim. Gives what there is to tell. */
type Trick = (world: World, victim: string) => string | void;

const seal = ({ hostile, now }: World, sealing?: Sealing): Sealed => hostile.sealer.seal(now, sealing);

/** Released in due form, with something wrong about the record or its line. */
function offerBad(world: World, victim: string, sealed: Sealed, spoil?: (line: Line) => object | string): void {
  world.hostile.release(victim, [sealed]);
  world.hostile.offer(victim, sealed, false, spoil);
}

const flip = (text: string, place: number): string =>
  text.slice(0, place) + (text[place] === 'A' ? 'B' : 'A') + text.slice(place + 1);

/** A foreign record under a release of the enemy's own making, with a place in the enemy's own log. */
export function adopt(world: World, victim: string, { jws, body, bodyKey }: Line): void {
  offerBad(world, victim, { ...seal(world), jws, body, bodyKey, ...lootFacts(jws) });
}

/** Content of the enemy's that the victim has, and may have. */
const held = ({ hostile }: World, victim: string): Sealed[] =>
  hostile
    .feedOf(victim)
    .filter(
      ({ sealed, spoil }) => !spoil && hostile.made.get(sealed.digest)?.isGood && sealed.kind === 'incident.count',
    )
    .map(({ sealed }) => sealed)
    .filter(({ digest }) => hostile.hasGiven(victim, digest) && !hostile.tookBack(victim).has(digest));

const foreignRef = (world: World): Pick<Sealed, 'ref' | 'digest'> | undefined => {
  const entry = world.dice.pick(
    [...world.nodes.get(world.dice.pick(honest)!)!.ledger.own].filter((e) => e.to === null),
  );
  return entry && { ref: entry.ref, digest: entry.digest };
};

export const tricks = {
  record: (world, victim) => {
    const sealed = seal(world);
    world.hostile.release(victim, [sealed]);
    world.hostile.offer(victim, sealed, true);
  },
  takeBack: (world, victim) => {
    const one = world.dice.pick(held(world, victim));
    if (one) world.hostile.recall(victim, [one]);
  },
  again: (world, victim) => {
    const one = world.dice.pick([...world.hostile.tookBack(victim)]);
    const sealed = world.hostile.made.get(one ?? '')?.sealed;
    if (!sealed) return;
    world.hostile.release(victim, [sealed]);
    world.hostile.offer(victim, sealed, true);
  },
  unreleased: (world, victim) => world.hostile.offer(victim, seal(world), false),
  replayOwn: (world, victim) => {
    const place = world.dice.pick(world.hostile.feedOf(victim));
    if (place && !place.spoil) world.hostile.feedOf(victim).push(place);
  },
  replayForeign: (world, victim) => {
    const line = world.dice.pick(world.hostile.loot);
    if (!line) return;
    const place = seal(world);
    world.hostile.offer(victim, place, false, ({ seq }) => ({ ...line, seq }));
  },
  adopt: (world, victim) => {
    const line = world.dice.pick(world.hostile.loot);
    if (line) adopt(world, victim, line);
  },
  forgeAuthor: (world, victim) =>
    offerBad(world, victim, seal(world, { envelope: { author: 'xa/cyber', officers: ['xa/cyber/o-1'] } })),
  forgeRef: (world, victim) => {
    const foreign = foreignRef(world);
    if (foreign) offerBad(world, victim, seal(world, { envelope: { ref: foreign.ref } }));
  },
  /** Everything about it fits but the signature: it is released, and in the log, as it is. */
  forgeSeal: (world, victim) => {
    const sealed = seal(world);
    const jws = flip(sealed.jws, sealed.jws.length - 40);
    offerBad(world, victim, { ...sealed, jws, digest: sha256(jws).toString('hex') });
  },
  otherBody: (world, victim) => {
    const sealed = seal(world);
    offerBad(world, victim, sealed, (line) => ({ ...line, body: line.body.replace('7', '8') }));
  },
  otherProof: (world, victim) => {
    const sealed = seal(world);
    offerBad(world, victim, sealed, (line) => ({ ...line, proof: flip(line.proof, 3) }));
  },
  unlogged: (world, victim) => {
    const sealed = seal(world);
    const stand = seal(world);
    world.hostile.release(victim, [sealed]);
    world.hostile.made.set(sealed.digest, { sealed, isGood: false });
    const { jws, body, bodyKey } = sealed;
    world.hostile.offer(victim, stand, false, (line) => ({ ...line, jws, body, bodyKey }));
  },
  releaseForeign: (world, victim) => {
    const foreign = foreignRef(world);
    const { hostile, now } = world;
    if (foreign)
      hostile.offer(victim, hostile.sealer.control(now, 'release', victim, { records: naming([foreign]) }), false);
  },
  recallForeign: (world, victim) => {
    const foreign = foreignRef(world);
    const { hostile, now } = world;
    const body = foreign && { records: naming([foreign]), reason: 'not its own' };
    if (body) hostile.offer(victim, hostile.sealer.control(now, 'recall', victim, body), false);
  },
  misaddressed: (world, victim) => {
    const other = honest.find((code) => code !== victim)!;
    const records = naming(held(world, victim).slice(-1));
    const { hostile, now } = world;
    if (records.length > 0)
      hostile.offer(victim, hostile.sealer.control(now, 'recall', other, { records, reason: 'for another' }), false);
  },
  equivocate: (world, victim) => {
    const first = seal(world);
    const second = seal(world, { envelope: { ref: first.ref, case: first.ref } });
    world.hostile.pairs.push([first.digest, second.digest]);
    for (const one of [first, second]) {
      world.hostile.release(victim, [one]);
      world.hostile.offer(victim, one, true);
    }
  },
  /** I8: approved as it should be, and in every way in which it must not. */
  eyes: (world, victim) => {
    const { hostile, now } = world;
    const { founding, good, bad } = hostile.eyes(now);
    if (!hostile.hasGiven(victim, founding.digest)) {
      hostile.release(victim, [founding]);
      hostile.offer(victim, founding, true);
    }
    hostile.release(victim, [good, ...bad]);
    hostile.offer(victim, good, true);
    for (const one of bad) hostile.offer(victim, one, false);
  },
  wrongKey: (world, victim) => offerBad(world, victim, seal(world, { keyName: 'transport' })),
  nodeKey: (world, victim) => {
    const { hostile, now } = world;
    const envelope = { author: `${enemy}/node`, officers: [] };
    const body = { records: naming([seal(world)]) };
    hostile.offer(
      victim,
      hostile.sealer.control(now, 'release', victim, body, { keyName: 'record-node', envelope }),
      false,
    );
  },
  unsuited: (world, victim) => {
    const ways: object[] = [
      { kind: 'resource.unknown' },
      { needs: ['field'] },
      { realm: 'exercise:flood' },
      { marking: { tlp: 'GREEN', base: 'secret' } },
      { alliance: `mca#${'A'.repeat(43)}` },
      { profile: 9 },
      { officers: [] },
      { basis: undefined },
      { v: 2 },
    ];
    const envelope = world.dice.pick(ways)!;
    offerBad(world, victim, seal(world, { envelope }));
    return Object.keys(envelope)[0];
  },
  voids: (world, victim) => {
    for (let i = world.dice.below(5); i >= 0; i--)
      world.hostile.offer(victim, seal(world), false, ({ seq }) => ({ seq, void: true }));
  },
  papers: (world, victim) => world.hostile.showPapers(victim, forgePapers(world, victim)),
  garbage: (world, victim) => {
    const ways = ['', '{', 'null', '{"seq":1}', '\u0000', `{"a":${'['.repeat(500)}`];
    for (let i = 0; i < 40; i++) world.hostile.offer(victim, seal(world), false, () => ways[i % ways.length]!);
  },
  page: (world, victim) => {
    const how = world.dice.pick(['gap', 'empty', 'web-page', 'error', 'endless'] as const)!;
    world.hostile.spoilPage(victim, how);
    return how;
  },
  fork: (world) => {
    const { hostile, dice } = world;
    if (!isLate(world)) return 'too early';
    if (!hostile.log.hasForked()) for (const code of dice.some(honest, 2)) hostile.setView(code, 'other');
    hostile.log.fork([hostile.randomBytes(32), hostile.randomBytes(32)]);
  },
  breakLog: (world, victim) => {
    if (!isLate(world)) return 'too early';
    const how = world.dice.pick(['wrong-root', 'shrunk', 'no-consistency'] as const)!;
    world.hostile.spoilPage(victim, how);
    if (world.dice.oneIn(2)) world.hostile.offer(victim, seal(world), false);
    return how;
  },
} satisfies Record<string, Trick>;

export const trickTickets: Record<keyof typeof tricks, number> = {
  record: 14,
  takeBack: 4,
  again: 2,
  unreleased: 3,
  replayOwn: 3,
  replayForeign: 3,
  adopt: 3,
  forgeAuthor: 2,
  forgeRef: 2,
  forgeSeal: 2,
  otherBody: 3,
  otherProof: 2,
  unlogged: 2,
  releaseForeign: 2,
  recallForeign: 4,
  misaddressed: 3,
  equivocate: 3,
  eyes: 2,
  wrongKey: 1,
  nodeKey: 2,
  unsuited: 4,
  voids: 2,
  garbage: 1,
  papers: 4,
  page: 3,
  fork: 3,
  breakLog: 6,
};

function lootFacts(jws: string): { digest: string; ref: string } {
  const payload = JSON.parse(Buffer.from(jws.split('.')[1]!, 'base64url').toString()) as { ref: string };
  return { digest: sha256(jws).toString('hex'), ref: payload.ref };
}

/** Requests that nobody made, or made before: whatever is done to them, no feed is the answer. */
export async function forgeRequest(world: World): Promise<string> {
  const { dice, network } = world;
  const past = dice.pick(network.overheard);
  if (!past) return 'nothing overheard';
  const ways: Record<string, (r: PinnedRequest) => PinnedRequest> = {
    replayed: (r) => r,
    'for another page': (r) => ({ ...r, url: r.url.replace(/after=1\.\d+/, 'after=1.0&') }),
    unsigned: (r) => ({ ...r, headers: { ...r.headers, signature: 'sig=:AAAA:' } }),
    'under another name': (r) => ({
      ...r,
      headers: {
        ...r.headers,
        'signature-input': (r.headers['signature-input'] ?? '').replace(
          /keyid="[^"]*"/,
          `keyid="${transportKid(world)}"`,
        ),
      },
    }),
  };
  const name = dice.pick(Object.keys(ways))!;
  return sendForged(world, past.asker, name, ways[name]!(past.request));
}

export async function sendForged(world: World, asker: string, name: string, request: PinnedRequest): Promise<string> {
  try {
    const { status } = await world.network.send(enemy, request);
    hold(status !== 200, 'I1', () => `a request of ${asker}, ${name}, was answered`);
    return `${name}: ${status}`;
  } catch (error) {
    if (error instanceof TamgaError) return `${name}: ${error.code}`;
    throw error;
  }
}

const transportKid = (world: World): string =>
  [...world.nodes.values()][0]!.node.deps.self.alliance.directories
    .get(enemy)!
    .directory.keys.find((key) => key.use === 'transport')!.kid;
