/** All that the history leaves to chance follows from one seed: the same story at every first start. */
export type Dice = {
  below(limit: number): number;
  pick<T>(items: readonly T[]): T;
  oneIn(n: number): boolean;
};

/** Numbers that follow from a seed (mulberry32). */
export function throwDice(seed: number): Dice {
  let state = seed >>> 0;
  const random = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(random() * limit);
  return { below, pick: (items) => items[below(items.length)]!, oneIn: (n) => below(n) === 0 };
}
