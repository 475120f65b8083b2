import { runWorld } from './run.ts';
import type { Lived } from './run.ts';
import { makeHome } from './begin.ts';

export type SoakOptions = {
  hours?: number | undefined;
  seed?: number | undefined;
  steps?: number | undefined;
  worlds?: number | undefined;
};

export const stepsOfAWorld = 250;

/** World after world until the time is over; false at the first that breaks a law. */
export async function soak({ hours, seed = 1, steps, worlds }: SoakOptions): Promise<boolean> {
  using home = await makeHome();
  const most = worlds ?? (steps === undefined || hours !== undefined ? Infinity : 1);
  const until = performance.now() + (hours ?? (most < Infinity ? 24 : 0.05)) * 3_600_000;
  const started = performance.now();
  let total = 0;
  for (let n = 0; n < most && (n === 0 || performance.now() < until); n += 1) {
    const lived = await runWorld(home, seed + n, steps ?? stepsOfAWorld);
    total += lived.steps;
    process.stdout.write(`${toText(lived)}\n`);
    if (lived.failure) return false;
  }
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(
    `${total} steps in ${seconds.toFixed(0)} s, ${(total / seconds).toFixed(1)} a second; no law was broken\n`,
  );
  return true;
}

export function toText({ seed, steps, digest, carried, ms, failure }: Lived): string {
  if (!failure)
    return `seed ${seed}: ${steps} steps, ${(steps / (ms / 1000)).toFixed(1)} a second, ${carried} records carried, ${digest.slice(0, 16)}`;
  const where = failure.isAtEnd ? `when all was settled after ${steps} steps` : `at step ${failure.step}`;
  return [
    `seed ${seed}: broken ${where}: ${failure.message}`,
    ...failure.trace.map((line) => `  ${line}`),
    `again: npm run soak -- --seed ${seed} --steps ${failure.step}`,
  ].join('\n');
}
