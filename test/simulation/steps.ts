import type { Disturbance } from './act.ts';
import { ownContent } from './ledger.ts';
import type { Entry } from './ledger.ts';
import type { Strike } from './life.ts';
import * as moves from './moves.ts';
import * as papers from './papers.ts';
import type { Fate } from './network.ts';
import * as says from './says.ts';
import { sceneNames, scenes } from './scenes.ts';
import { mayHave } from './served.ts';
import { forgeRequest, tricks, trickTickets } from './tricks.ts';
import { authorityOf, enemy, honest, overseer, participantOf } from './members.ts';
import { at, count, nowAt } from './world.ts';
import type { World } from './world.ts';

/** What may happen next, and how often. */
const tickets = {
  submit: 7,
  replace: 1,
  import: 3,
  release: 9,
  recall: 5,
  again: 3,
  meddle: 1,
  sequence: 8,
  pull: 8,
  carry: 12,
  slow: 2,
  arrive: 3,
  trick: 14,
  steal: 3,
  forge: 2,
  line: 3,
  clock: 3,
  jump: 2,
  disk: 2,
  restart: 2,
  rebuild: 1,
  compare: 3,
  retention: 3,
  keep: 4,
  scene: 11,
  ferry: 6,
  oversee: 5,
  account: 2,
  rotate: 2,
  admit: 1,
  papers: 2,
};
export type StepName = keyof typeof tickets;

type Done = { touched: string[]; said: string };

/** One step of a world: what it is, follows from the dice alone. */
export async function step(world: World): Promise<Done> {
  const name = world.dice.draw(tickets);
  const code = world.dice.pick(honest)!;
  count(world.events, name);
  const done = await steps[name](world, code);
  return { touched: done.touched, said: `${name} ${done.touched.join()} ${done.said}` };
}

const steps: Record<StepName, (world: World, code: string) => Promise<Done>> = {
  submit: async (world, code) => told([code], await says.submit(world, code, disturb(world, code))),
  replace: async (world, code) => told([code], await says.replace(world, code, disturb(world, code))),
  import: async (world, code) => told([code], await says.importBundle(world, code, disturb(world, code, 40))),
  release: async (world, code) => {
    const to = world.dice.some(audiencesFor(code), 2);
    const recent = ownContent(at(world, code).ledger).slice(-16);
    // Mostly what may go; one in three times any one record.
    const may = recent.filter((entry) => to.every((one) => mayHave(entry, participantOf(one), nowAt(world, code))));
    const records = world.dice.oneIn(3) ? world.dice.some(recent, 1) : world.dice.some(may, 4);
    return told([code], await says.letGo(world, code, records, to, disturb(world, code)));
  },
  recall: async (world, code) => {
    const [pair, names] = world.dice.pick(letGoBy(world, code)) ?? [];
    const records = world.dice.some(entriesOf(world, code, names), 3);
    const to = pair?.split(' ')[1] ?? '';
    return told([code], await says.takeBack(world, code, records, to, disturb(world, code)));
  },
  again: async (world, code) => {
    const [pair] = world.dice.pick([...at(world, code).ledger.everLetGo]) ?? [];
    const names = at(world, code).ledger.everLetGo.get(pair ?? '');
    const records = world.dice.some(entriesOf(world, code, names), 2);
    const to = pair?.split(' ')[1] ?? '';
    if (!pair?.startsWith(code)) return told([code], 'nothing was let go');
    return told([code], await says.letGo(world, code, records, [to], disturb(world, code)));
  },
  meddle: async (world, code) => {
    const records = world.dice.some(says.foreignContent(world, code), 1);
    const to = world.dice.pick(others(code))!;
    if (world.dice.oneIn(2)) return told([code], await says.takeBack(world, code, records, to, undefined));
    return told([code], await says.letGo(world, code, records, [to], undefined));
  },
  sequence: async (world, code) => told([code], await moves.sequence(world, code, disturb(world, code))),
  pull: async (world, code) => {
    const from = world.dice.pick([...others(code), enemy])!;
    const hurt = disturb(world, from === enemy || world.dice.oneIn(2) ? code : from, 40);
    return told(touching(code, from), `from ${from} ${await moves.pull(world, code, from, hurt, fateOf(world))}`);
  },
  /** What one says and another fetches at once. */
  carry: async (world, code) => {
    const waiting = honest.filter((one) =>
      letGoBy(world, one).some(([pair]) => participantOf(pair.split(' ')[1]!) === code),
    );
    const from = world.dice.pick(waiting.length > 0 ? waiting : others(code).filter((one) => one !== enemy))!;
    const published = await moves.sequence(world, from, disturb(world, from));
    const pulled = await moves.pull(world, code, from, disturb(world, code, 40));
    return told([code, from], `${published}, ${pulled}`);
  },
  slow: async (world, code) => {
    const from = world.dice.pick([...others(code), enemy])!;
    return told(touching(code, from), `from ${from} ${await moves.pullSlowly(world, code, from)}`);
  },
  arrive: async (world) => told([...honest], await moves.arrive(world, (code) => disturb(world, code, 40))),
  trick: async (world, code) => {
    const names: string[] = [];
    for (let i = world.dice.below(3); i >= 0; i--) {
      const name = world.dice.draw(trickTickets);
      count(world.events, `trick ${name}`);
      names.push([name, tricks[name](world, code)].filter(Boolean).join(' '));
    }
    const pulled = world.dice.oneIn(3) ? '' : await moves.pull(world, code, enemy, disturb(world, code, 40));
    return told([code], `${names.join(', ')} ${pulled}`);
  },
  steal: async (world, code) => {
    const lines = await world.hostile.steal(code);
    await world.network.quiet();
    if (world.network.breach) throw world.network.breach;
    return told([code], String(lines));
  },
  forge: async (world) => told([], await forgeRequest(world)),
  line: async (world, code) => {
    const other = world.dice.pick(others(code))!;
    const isCut = world.dice.oneIn(3);
    world.network.lines[isCut ? 'cut' : 'mend'](code, other);
    return told([], `${code}-${other} ${isCut ? 'cut' : 'mended'}`);
  },
  clock: async (world) => {
    const minutes = 1 + world.dice.below(600);
    world.now = new Date(world.now.getTime() + minutes * 60_000);
    return told([], `+${minutes} min`);
  },
  jump: async (world, code) => {
    const minutes = world.dice.oneIn(3) ? 0 : world.dice.below(3 * 24 * 60) - 36 * 60;
    at(world, code).skewMs = minutes * 60_000;
    return told([code], `${minutes} min off`);
  },
  disk: async (world, code) => {
    const { disk } = at(world, code);
    disk.full = !disk.full && world.dice.oneIn(3);
    return told([code], disk.full ? 'full' : 'has room');
  },
  restart: async (world, code) => {
    await moves.endLife(world, code);
    return told([code], 'began anew');
  },
  compare: async (world, code) => told([code], await moves.compareHeads(world, code)),
  keep: async (world, code) => told([code], await says.keep(world, code, disturb(world, code))),
  retention: async (world, code) => told([code], await says.endRetention(world, code, disturb(world, code))),
  scene: async (world, code) => {
    const other = world.dice.pick(honest.filter((one) => one !== code))!;
    const name = nextScene(world);
    // Where the line or a disk fails, no story is told.
    world.network.lines.mend(code, other);
    for (const one of [code, other]) at(world, one).disk.full = false;
    count(world.events, `scene ${name}`);
    return told([code, other], `${name} ${await scenes[name](world, code, other)}`);
  },
  ferry: async (world, code) => {
    const from = world.dice.pick(honest.filter((one) => one !== code))!;
    const made = world.dice.oneIn(3) ? '' : await moves.loadFerry(world, from, code, disturb(world, from, 30));
    const landed = world.dice.oneIn(4) ? '' : await moves.landFerry(world, code, disturb(world, code, 60));
    return told([code, from], `from ${from} ${made}, ${landed}`);
  },
  /** Oversight's node asks for what it is owed, and whoever owes it says what it refused. */
  oversee: async (world, code) => {
    const published = await moves.sequence(world, code);
    const from = world.dice.oneIn(6) ? enemy : code;
    const pulled = await moves.pull(world, overseer, from, disturb(world, overseer, 40), fateOf(world));
    return told([code, overseer], `${published}, ${pulled}`);
  },
  rotate: async (world, code) => told([code], await papers.rotateKey(world, code, disturb(world, code))),
  admit: async (world, code) => told([code], await papers.admit(world, disturb(world, 'ec'))),
  papers: async (world, code) => told([code], await papers.takeOn(world, code, disturb(world, code))),
  account: async (world, code) => told([code], await says.account(world, code, disturb(world, code))),
  rebuild: async (world, code) => told([code], await says.rebuild(world, code, disturb(world, code, 60))),
};

/** Each scene is played once before one is played again. */
function nextScene({ dice, events }: World): keyof typeof scenes {
  const played = (name: string): number => events.get(`scene ${name}`) ?? 0;
  const least = Math.min(...sceneNames.map(played));
  return dice.pick(sceneNames.filter((name) => played(name) === least))!;
}

const told = (touched: string[], said: string): Done => ({ touched, said });
/** Everybody else; at times one authority of theirs, or oversight. */
const audiencesFor = (code: string): string[] =>
  [...others(code), ...others(code).map(authorityOf), overseer].filter((one) => one !== code);
const others = (code: string): string[] => [...honest, enemy].filter((one) => one !== code);
const touching = (code: string, from: string): string[] => (from === enemy ? [code] : [code, from]);

/** One action in four is struck: at one of its statements, or at one of its commits. */
function disturb({ dice }: World, code: string, statements = 24): Disturbance {
  if (!dice.oneIn(4)) return undefined;
  const how = dice.draw<Strike['how']>({ lost: 3, kept: 3, conflict: 2 });
  const of = dice.draw<Strike['of']>({ statements: 1, commits: 1 });
  return { code, strike: { at: dice.below(of === 'commits' ? 3 : statements), of, how } };
}

function fateOf({ dice }: World): Fate | undefined {
  if (!dice.oneIn(3)) return undefined;
  const is = dice.draw<Exclude<Fate['is'], 'slow'>>({ 'request-lost': 1, 'answer-lost': 2, twice: 2, 'cut-short': 2 });
  return is === 'cut-short' ? { is, after: dice.below(1000) / 1000 } : { is };
}

const letGoBy = (world: World, code: string): [string, Set<string>][] =>
  [...at(world, code).ledger.standing].filter(([pair, names]) => pair.startsWith(`${code} `) && names.size > 0);

const entriesOf = (world: World, code: string, names: ReadonlySet<string> | undefined): Entry[] =>
  [...(names ?? [])].flatMap((name) => at(world, code).ledger.byDigest.get(name.split(' ')[1] ?? '') ?? []);
