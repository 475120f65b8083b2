import { assignments } from './assignments.ts';
import { throwDice } from './dice.ts';
import type { Dice } from './dice.ts';
import { dayMs, hourMs } from './acts.ts';
import type { Step } from './acts.ts';
import { feed } from './feed.ts';
import { closeTasks, sampling, suspension } from './oversight.ts';
import { outbreak } from './outbreak.ts';
import type { Fate } from './outbreak.ts';
import { present } from './present.ts';
import { refusal } from './refusals.ts';
import { members, officersOf, outbreaks } from './words.ts';
import type { World } from './world.ts';

export const months = 18;
const monthMs = 30.4 * dayMs;
const fates: readonly Fate[] = [
  'sealed',
  'sealed',
  'refused',
  'sealed',
  'withdrawn',
  'sealed',
  'lapsed',
  'emergency',
  'sealed',
  'emergency-lapsed',
];

/** The time at which the history begins that ends then. */
export const beginning = (end: number): number => end - months * monthMs;

/** Eighteen months of an alliance, in order of time: the same for the same seed, and only its days follow from `end`. */
export function tellStory(end: number, seed = 2029): Step[] {
  const dice = throwDice(seed);
  const steps: Step[] = [];
  for (let month = 0; month < months; month++) {
    const begins = beginning(end) + month * monthMs + dayMs;
    const workday = (day: number): number => toWorkday(begins + day * dayMs + (6 + dice.below(8)) * hourMs);
    const what = outbreaks[month % outbreaks.length]!;
    const member = members[month % members.length]!;
    steps.push(...outbreak(workday(dice.below(6)), member, what, fates[month % fates.length]!, dice));
    steps.push(...feed(workday(3 + dice.below(8)), dice.pick(members), what, dice));
    steps.push(refusal(workday(12 + dice.below(8)), dice.pick(members), dice));
    if (month % 3 === 1)
      steps.push(...sampling(workday(20), members[Math.floor(month / 3) % members.length]!, month !== 10));
    if (month === 8) steps.push(...suspension(workday(2)));
    steps.push(monthEnd(begins + monthMs - dayMs - hourMs, dice));
  }
  const last = end - 2 * dayMs;
  const all = [...assignments(beginning(end), end), ...steps.filter(({ at }) => at < last), ...present(end)];
  return all.toSorted((a, b) => a.at - b.at);
}

/** Nobody begins such a thing on a day of rest. */
function toWorkday(at: number): number {
  const day = new Date(at).getUTCDay();
  return at + (day === 6 ? 2 : day === 0 ? 1 : 0) * dayMs;
}

/** What nodes do by themselves, and what is left on the desks. */
function monthEnd(at: number, dice: Dice): Step {
  const leaves = dice.oneIn(2);
  return {
    at,
    by: 'xa',
    run: async (world: World) => {
      for (const member of members) {
        const node = world.node(member);
        while (await node.endRetention());
        await node.lapseProposals();
        if (!leaves) await closeTasks(world, officersOf(member).author, 'Looked at; nothing more to do.');
        await node.sealAccounts();
        await world.publish(member);
      }
      for (const code of ['ec', 'iop']) while (await world.node(code).endRetention());
    },
  };
}
