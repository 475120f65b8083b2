import { sql } from 'kysely';
import { shareHeads } from '#features/federation/actions.ts';
import { ferryIn, ferryOut } from '#features/ferry/actions.ts';
import { act, tell } from './act.ts';
import type { Disturbance } from './act.ts';
import { hold } from './breach.ts';
import type { Fate } from './network.ts';
import { enemy } from './members.ts';
import { notePart } from './served.ts';
import { at, restart } from './world.ts';
import type { World } from './world.ts';

// What nodes do by themselves, and what happens on the way between them.

export async function sequence(world: World, code: string, hurt?: Disturbance): Promise<string> {
  return tell(await act(world, code, hurt, (node) => node.sequence()));
}

export async function pull(world: World, code: string, from: string, hurt?: Disturbance, fate?: Fate): Promise<string> {
  world.network.setFate(code, fate);
  const outcome = await act(world, code, hurt, (node) => node.pull(from));
  world.network.setFate(code, undefined);
  return `${fate?.is ?? 'pulled'} ${tell(outcome)}`;
}

/** A page that is long on its way; meanwhile everything else goes on. */
export async function pullSlowly(world: World, code: string, from: string): Promise<string> {
  const arrival = Promise.withResolvers<void>();
  const underWay = Promise.withResolvers<'under way'>();
  world.network.setFate(code, { is: 'slow', underWay: () => underWay.resolve('under way'), until: arrival.promise });
  const { node, life } = at(world, code);
  const done = node.pull(from).then(
    () => 'done' as const,
    (error: unknown) => error,
  );
  const first = await Promise.race([underWay.promise, done]);
  world.network.setFate(code, undefined);
  await world.network.quiet();
  if (first !== 'under way') return 'not under way';
  world.slow.push({ code, life, arrive: () => arrival.resolve(), done });
  return 'under way';
}

/** One of the slow answers arrives; whose process ended meanwhile is not there to hear it. */
export async function arrive(world: World, hurt: (code: string) => Disturbance): Promise<string> {
  const one = world.dice.pick(world.slow);
  if (!one) return 'nothing is under way';
  world.slow = world.slow.filter((other) => other !== one);
  const outcome = await act(world, one.code, hurt(one.code), async () => {
    one.arrive();
    const result = await one.done;
    if (result !== 'done') throw result as Error;
  });
  return `at ${one.code} ${tell(outcome)}`;
}

/** What a node offers another, on a carrier; how long that takes nobody knows. */
export async function loadFerry(world: World, from: string, to: string, hurt: Disturbance): Promise<string> {
  notePart(world, at(world, from), to);
  const outcome = await act(world, from, hurt, ({ deps }) => ferryOut(deps, { to }));
  if (outcome.is === 'done') world.ferries = [...world.ferries.slice(-8), { from, to, file: outcome.value.file }];
  return tell(outcome);
}

/** A file comes in: the newest or an old one, once more, or damaged on its way, which is noticed. */
export async function landFerry(world: World, to: string, hurt: Disturbance): Promise<string> {
  const ferries = world.ferries.filter((one) => one.to === to);
  const ferry = world.dice.oneIn(2) ? ferries.at(-1) : world.dice.pick(ferries);
  if (!ferry) return 'no file came';
  const file = Uint8Array.from(ferry.file);
  const isDamaged = world.dice.oneIn(6);
  if (isDamaged) file[Math.floor((file.length * world.dice.below(1000)) / 1000)]! ^= 1;
  const outcome = await act(world, to, hurt, ({ deps }) => ferryIn(deps, file));
  hold(!isDamaged || outcome.is !== 'done', 'I2', () => `${to} took in a damaged file of ${ferry.from}`);
  return `${isDamaged ? 'damaged' : 'from'} ${ferry.from} ${tell(outcome)}`;
}

/** What is passed on of others' logs is chosen, and logs of which different checkpoints were seen have to prove themselves. */
export async function compareHeads(world: World, code: string): Promise<string> {
  const network = world.network.from(code);
  // Without its pulls, which go side by side: the steps of a world have one order.
  const chosen = await act(world, code, undefined, ({ deps }) => shareHeads({ ...deps, network }, []));
  const proved = await act(world, code, undefined, (node) => node.proveHeads());
  const cosigned = await act(world, code, undefined, (node) => node.collectCosignatures());
  return [chosen, proved, cosigned].map(tell).join(', ');
}

/** Mends everything and lets everybody say and fetch all until nothing moves any more. */
export async function settle(world: World, watch: (code: string) => Promise<void>): Promise<void> {
  world.network.lines.mendAll();
  for (const node of world.nodes.values()) {
    node.disk.full = false;
    node.skewMs = 0;
  }
  while (world.slow.length > 0) await arrive(world, () => undefined);
  const codes = [...world.nodes.keys()];
  let before = '';
  for (let round = 0; ; round += 1) {
    if (round > 60) throw new Error('the alliance does not settle');
    for (const code of codes) {
      await act(world, code, undefined, (node) => node.refreshAlliance());
      await sequence(world, code);
      await watch(code);
    }
    for (const code of codes)
      for (const from of [...codes, enemy]) {
        if (from === code) continue;
        await pull(world, code, from);
        await watch(code);
      }
    for (const code of codes) await compareHeads(world, code);
    world.now = new Date(world.now.getTime() + 60_000);
    const now = await stateOf(world);
    // What is passed on of others' logs takes one round more to be heard, and one to be proved.
    if (now === before && round > 2) return;
    before = now;
  }
}

/** Days later retention and holds are over: every node looks, and says what it destroyed. */
export async function outlast(world: World, watch: (code: string) => Promise<void>): Promise<void> {
  world.now = new Date(world.now.getTime() + 6 * 86_400_000);
  for (const code of world.nodes.keys()) {
    await act(world, code, undefined, (node) => node.endRetention());
    await watch(code);
  }
}

/** How far everybody is; idle batches of padding do not count. */
async function stateOf(world: World): Promise<string> {
  const parts: string[] = [];
  for (const { code, ledger, db } of world.nodes.values()) {
    const peers = await db
      .withTables<{ peer: { participant: string; seq: number } }>()
      .selectFrom('peer')
      .select(['participant', 'seq'])
      .orderBy('participant')
      .execute();
    const { rows } = await sql<{ n: number }>`select count(*) as n from alliance_document`.execute(db);
    parts.push(
      `${code} ${rows[0]?.n} ${ledger.last} ${peers.map(({ participant, seq }) => `${participant}:${seq}`).join()}`,
    );
  }
  return parts.join('; ');
}

export async function endLife(world: World, code: string): Promise<void> {
  await restart(world, code);
}
