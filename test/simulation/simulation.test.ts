import { afterAll, beforeAll, expect, test } from 'vitest';
import { runWorld } from './run.ts';
import { toText } from './soak.ts';
import { makeHome } from './begin.ts';
import type { Home } from './begin.ts';

/** `TAMGA_SEED=77 TAMGA_STEPS=400` lives through another world; hours of them: `npm run soak`. */
const seed = Number(process.env['TAMGA_SEED'] ?? 1);
const steps = Number(process.env['TAMGA_STEPS'] ?? 30);

let home: Home;
beforeAll(async () => {
  home = await makeHome();
});
afterAll(() => home[Symbol.dispose]());

test(
  `among faults and a hostile member every law holds, and a seed lives through the same world again (seed ${seed})`,
  { timeout: 600_000 },
  async () => {
    const lived = await runWorld(home, seed, steps);
    expect(lived.failure && toText(lived)).toBeUndefined();
    // Worlds in which nothing travels would prove nothing.
    expect(lived.carried).toBeGreaterThan(5);
    const again = await runWorld(home, seed, steps);
    expect([again.digest, again.roots]).toEqual([lived.digest, lived.roots]);
    const other = await runWorld(home, seed + 1, Math.ceil(steps / 2));
    expect(other.failure && toText(other)).toBeUndefined();
    expect(other.digest).not.toBe(lived.digest);
  },
);
