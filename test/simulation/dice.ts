import { chance } from '#test/faults/chance.ts';

/** All that the scheduler decides comes from here, in one order. */
export type Dice = {
  below(limit: number): number;
  pick<T>(items: readonly T[]): T | undefined;
  /** True once in `n` on average. */
  oneIn(n: number): boolean;
  /** Up to `most` different items, in their order. */
  some<T>(items: readonly T[], most: number): T[];
  /** One key; weights are counts of tickets. */
  draw<K extends string>(tickets: Readonly<Record<K, number>>): K;
};

export function throwDice(seed: number): Dice {
  const random = chance(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  return {
    below,
    pick: (items) => items[below(items.length)],
    oneIn: (n) => below(n) === 0,
    some: (items, most) => {
      const wanted = new Set(Array.from({ length: 1 + below(most) }, () => below(items.length)));
      return items.filter((_, i) => wanted.has(i));
    },
    draw: (tickets) => {
      const entries = Object.entries(tickets) as [keyof typeof tickets, number][];
      let left = below(entries.reduce((sum, [, weight]) => sum + weight, 0));
      const found = entries.find(([, weight]) => (left -= weight) < 0);
      return found![0];
    },
  };
}
