import { asked } from './breach.ts';
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

/**
 * World after world until the time is over; false when a law was broken. With `hours` it goes on past a seed that broke one,
 * and all such seeds are named at the end; otherwise it stops there.
 */
export async function soak({ hours, seed = 1, steps, worlds }: SoakOptions): Promise<boolean> {
  using home = await makeHome();
  const most = worlds ?? (steps === undefined || hours !== undefined ? Infinity : 1);
  const until = performance.now() + (hours ?? (most < Infinity ? 24 : 0.05)) * 3_600_000;
  const sum: Sum = { started: performance.now(), first: seed, worlds: 0, steps: 0, events: new Map(), broken: [] };
  for (let n = 0; n < most && (n === 0 || performance.now() < until); n += 1) {
    const lived = await runWorld(home, seed + n, steps ?? stepsOfAWorld);
    sum.worlds += 1;
    sum.steps += lived.steps;
    for (const [name, times] of lived.events) sum.events.set(name, (sum.events.get(name) ?? 0) + times);
    process.stdout.write(`${toText(lived)}\n`);
    if (lived.failure) sum.broken.push(`${lived.seed} (${lived.failure.law})`);
    if (lived.failure && hours === undefined) break;
  }
  process.stdout.write(`${toSummary(sum)}\n`);
  return sum.broken.length === 0;
}

type Sum = {
  started: number;
  first: number;
  worlds: number;
  steps: number;
  events: Map<string, number>;
  /** Seeds with the law that each broke. */
  broken: string[];
};

function toSummary({ started, first, worlds, steps, events, broken }: Sum): string {
  const seconds = (performance.now() - started) / 1000;
  const listed = (counts: ReadonlyMap<string, number>): string =>
    [...counts]
      .toSorted(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
      .map(([name, times]) => `${name} ${times}`)
      .join(', ');
  return [
    `seeds ${first} to ${first + worlds - 1}: ${worlds} worlds, ${steps} steps in ${seconds.toFixed(0)} s, ${(steps / seconds).toFixed(1)} a second`,
    `events: ${listed(events)}`,
    `laws asked for: ${listed(asked)}`,
    broken.length === 0 ? 'no law was broken' : `broken by ${broken.length} seeds: ${broken.join(', ')}`,
  ].join('\n');
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
