import { sql } from 'kysely';
import type { Db } from '#platform/db/db.ts';
import { hold as must } from './breach.ts';
import { endRetention, hold, letGo, rebuild, submit, takeBack } from './says.ts';
import { ownContent } from './ledger.ts';
import type { Entry } from './ledger.ts';
import * as moves from './moves.ts';
import { adopt, sendForged, tricks } from './tricks.ts';
import { authorityOf, enemy } from './members.ts';
import { watchNode } from './watch.ts';
import { at, dayOf, isLate, nowAt } from './world.ts';
import type { World } from './world.ts';

// What chance alone brings together too seldom: a few moves in a row, all of one story. Who plays in it, the dice say.

/** `code` says something to `other`. Gives what there is to tell. */
export type Scene = (world: World, code: string, other: string) => Promise<string>;

/** What everybody may have. */
const open = { marking: { tlp: 'CLEAR', base: 'unclassified' }, retainUntil: '2031-05-13' };

/** Something new that everybody may have; undefined where the disk is full. */
export async function saySomething(world: World, code: string, more: object = {}): Promise<Entry | undefined> {
  const { ledger } = at(world, code);
  const { last } = ledger;
  await submit(world, code, undefined, { ...open, ...more });
  await watchNode(world, code);
  return ownContent(ledger).findLast(({ id }) => id > last);
}

const addressOf = (world: World, code: string): string =>
  at(world, code).node.deps.self.alliance.directories.get(code)!.directory.addresses[0]!;

/** Whether two follow two trees of one size under the enemy's key. */
async function followDifferent(world: World, ...codes: string[]): Promise<boolean> {
  const rows = await Promise.all(codes.map((code) => readHead(at(world, code).db)));
  const [one, other] = rows.flat();
  return one !== undefined && other !== undefined && one.size === other.size && one.root !== other.root;
}

async function readHead(db: Db): Promise<{ size: number; root: string }[]> {
  const { rows } = await sql<{ size: number; root: string }>`
    select checkpoint_size as size, encode(checkpoint_root, 'hex') as root from peer
    where participant = ${enemy} and not stopped and checkpoint_root is not null`.execute(db);
  return rows;
}

/** Lets go, puts into the log, and fetches. */
export async function give(
  world: World,
  code: string,
  to: string,
  records: readonly Entry[],
  audience = to,
): Promise<string> {
  await letGo(world, code, records, [audience], undefined);
  await watchNode(world, code);
  await moves.sequence(world, code);
  const pulled = to === enemy ? `${await world.hostile.steal(code)} lines` : await moves.pull(world, to, code);
  for (const one of [code, to]) if (one !== enemy) await watchNode(world, one);
  return pulled;
}

export const scenes = {
  /** A page that is long on its way arrives when a later one was applied. */
  overtaken: async (world, code, other) => {
    const first = await saySomething(world, code);
    if (!first) return 'nothing said';
    // Who was in touch just now asks for no recalls first.
    await moves.pull(world, other, code);
    await letGo(world, code, [first], [other], undefined);
    await watchNode(world, code);
    await moves.sequence(world, code);
    const slow = await moves.pullSlowly(world, other, code);
    const second = await saySomething(world, code);
    const pulled = second ? await give(world, code, other, [second]) : 'nothing more';
    const arrived = slow === 'under way' ? await moves.arrive(world, () => undefined) : '';
    return `${slow}, ${pulled}, ${arrived}`;
  },
  /** What replaces comes before what it replaces. */
  inverted: async (world, code, other) => {
    const first = await saySomething(world, code);
    const second = first && (await saySomething(world, code, { replaces: first.ref }));
    if (!second) return 'nothing said';
    return `${await give(world, code, other, [second])}, ${await give(world, code, other, [first])}`;
  },
  /** For one authority of the other, and now and then for all of it later. */
  apart: async (world, code, other) => {
    const record = await saySomething(world, code);
    if (!record) return 'nothing said';
    const first = await give(world, code, other, [record], authorityOf(other));
    return world.dice.oneIn(2) ? first : `${first}, ${await give(world, code, other, [record])}`;
  },
  /** Let go, taken back, let go again, and all of it read anew. */
  givenAgain: async (world, code, other) => {
    const record = await saySomething(world, code);
    if (!record) return 'nothing said';
    const first = await give(world, code, other, [record]);
    await takeBack(world, code, [record], other, undefined);
    await watchNode(world, code);
    if (world.dice.oneIn(2)) await moves.pull(world, other, code);
    const again = await give(world, code, other, [record]);
    const side = world.dice.pick([code, other])!;
    return `${first}, ${again}, ${side} anew ${await rebuild(world, side, undefined)}`;
  },
  /** Taken back from one whose national law has it kept. */
  held: async (world, code, other) => {
    const record = await saySomething(world, code);
    if (!record) return 'nothing said';
    const given = await give(world, code, other, [record]);
    const kept = await hold(world, other, record.ref, undefined);
    await takeBack(world, code, [record], other, undefined);
    await watchNode(world, code);
    await moves.sequence(world, code);
    return `${given}, ${kept}, ${await moves.pull(world, other, code)}`;
  },
  /** Let go on its last day, and fetched when that is over by the clock of who serves it. */
  late: async (world, code, other) => {
    const record = await saySomething(world, code, { retainUntil: dayOf(nowAt(world, code)) });
    if (!record) return 'nothing said';
    await letGo(world, code, [record], [other], undefined);
    await watchNode(world, code);
    await moves.sequence(world, code);
    const node = at(world, code);
    node.skewMs += 2 * 86_400_000;
    const pulled = await moves.pull(world, other, code);
    const ended = world.dice.oneIn(2) ? await endRetention(world, code, undefined) : '';
    node.skewMs -= 2 * 86_400_000;
    return `${pulled} ${ended}`;
  },
  /** The process ends in the commit of a page that is to be confirmed. */
  unconfirmed: async (world, code, other) => {
    const record = await saySomething(world, code);
    if (!record) return 'nothing said';
    await letGo(world, code, [record], [other], undefined);
    await watchNode(world, code);
    await moves.sequence(world, code);
    const how = world.dice.pick(['lost', 'conflict'] as const)!;
    const strike = { at: world.dice.below(3), of: 'commits' as const, how };
    const pulled = await moves.pull(world, other, code, { code: other, strike });
    return `${pulled}, ${await moves.pull(world, other, code)}`;
  },
  /** What was let go to the enemy alone, the enemy hands to another as if it were its own to give. */
  adopted: async (world, code, other) => {
    const record = await saySomething(world, code);
    if (!record) return 'nothing said';
    const stolen = await give(world, code, enemy, [record]);
    const line = world.hostile.loot.findLast(({ jws }) => jws === record.jws);
    if (!line) return 'nothing stolen';
    adopt(world, other, line);
    return `${stolen}, ${await moves.pull(world, other, enemy)}`;
  },
  /** The enemy names others' records in releases and recalls of its own. */
  meddling: async (world, code, other) => {
    await saySomething(world, code);
    tricks.releaseForeign(world, other);
    tricks.recallForeign(world, other);
    return moves.pull(world, other, enemy);
  },
  /** The enemy’s officers approve as they must not, of which only what two of them approved as they should is taken. */
  fourEyes: async (world, code) => {
    world.network.lines.mend(code, enemy);
    tricks.eyes(world, code);
    const pulled = await moves.pull(world, code, enemy);
    await watchNode(world, code);
    const good = world.hostile.eyesShown(code);
    const entry = at(world, code).ledger.byDigest.get(good?.digest ?? '');
    const isTaken = entry === undefined || entry.verdict === 'accepted';
    must(
      isTaken,
      'I8',
      () => `${entry?.ref} at ${code}, which two approved as they should, is ${entry?.verdict}: ${entry?.code}`,
    );
    return `${pulled}, ${entry?.verdict ?? 'not here'}`;
  },
  /** A clock jumps forward, so that nonces are forgotten, and back again: what was overheard before is not taken once more. */
  thereAndBack: async (world, code, other) => {
    const node = at(world, code);
    const isOf = ({ asker, request }: { asker: string; request: { url: string } }): boolean =>
      asker === other && request.url.startsWith(addressOf(world, code));
    world.network.lines.mend(code, other);
    const pulled = await moves.pull(world, other, code);
    const past = world.network.overheard.findLast(isOf);
    const { skewMs } = node;
    node.skewMs += 3_600_000;
    for (let i = 0; i < 4; i++) await moves.pull(world, other, code);
    node.skewMs = skewMs;
    if (pulled !== 'pulled done' || !past) return 'not overheard';
    const forged = await sendForged(world, other, 'replayed after the clock jumped', past.request);
    return `${forged}, ${await moves.pull(world, other, code)}`;
  },
  /** Two are shown two trees of one size. */
  twoTrees: async (world, code, other) => {
    if (!isLate(world)) return 'too early';
    const { hostile, network } = world;
    const seen = (['one', 'other'] as const).map((view, i) => [[code, other][i]!, view] as const);
    if (!hostile.log.hasForked()) for (const [who, view] of seen) hostile.setView(who, view);
    tricks.fork(world);
    for (const one of [other, enemy]) network.lines.mend(code, one);
    network.lines.mend(other, enemy);
    const shown = [await moves.pull(world, code, enemy), await moves.pull(world, other, enemy)];
    const differ = await followDifferent(world, code, other);
    const told = await moves.compareHeads(world, other);
    const heard = await moves.pull(world, code, other);
    const isClear = differ && told === 'done, done, done' && heard === 'pulled done';
    const notices = !isClear || !(await followDifferent(world, code, other));
    must(notices, 'I3', () => `${other} told ${code} of another tree of ${enemy}, and ${code} did not notice`);
    return [...shown, isClear ? 'noticed' : 'not compared'].join(', ');
  },
} satisfies Record<string, Scene>;

export const sceneNames = Object.keys(scenes) as (keyof typeof scenes)[];
