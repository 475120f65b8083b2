/** Numbers in [0, 1) that follow from a seed (mulberry32), so that a storm can be had again. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The seed of this run: `TAMGA_TEST_SEED`, or another each time; it stands in the name of what failed. */
export const seedOfRun = (): number => Number(process.env['TAMGA_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
