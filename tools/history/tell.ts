import { hourMs } from './acts.ts';
import { members } from './words.ts';
import { beginning, tellStory } from './story.ts';
import { openWorld } from './world.ts';
import type { Place, World } from './world.ts';

/**
 * Lives through the history at these nodes, which nobody else runs meanwhile. `end`: now; `steps`: what happens, by default all of it.
 * The first month of each quarter is said.
 */
export async function makeHistory(
  places: readonly Place[],
  end: Date,
  say: (line: string) => void,
  steps = tellStory(end.getTime()),
): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const clock = { now: new Date(beginning(end.getTime())) };
  const world = await openWorld(places, clock, stack);
  await Promise.all(places.map(({ code }) => world.publish(code)));
  let month = '';
  for (const [i, step] of steps.entries()) {
    const at = new Date(Math.max(step.at, clock.now.getTime()));
    if (at.toISOString().slice(0, 7) !== month) {
      month = at.toISOString().slice(0, 7);
      if (i > 0) await endMonth(world);
      if (/-(01|04|07|10)$/.test(month)) say(month);
    }
    clock.now = at;
    await world.fetch(step.by);
    await step.run(world);
    await world.publish(step.by);
    const next = steps[i + 1]?.at ?? Infinity;
    if (next - at.getTime() < quietMs) continue;
    clock.now = new Date(at.getTime() + 10 * 60_000);
    await exchange(world, next === Infinity ? [...members, 'ec', 'iop'] : members);
  }
}

/** After so long without anything new everybody has fetched what there was. */
const quietMs = 12 * hourMs;

/** Oversight counts by month what it never saw of the others' logs. */
async function endMonth(world: World): Promise<void> {
  await exchange(world, [...members, 'ec', 'iop']);
  await world.lookAround('iop');
}

const exchange = async (world: World, codes: readonly string[]): Promise<void> => {
  await Promise.all(
    codes.map(async (code) => {
      await world.fetch(code);
      await world.publish(code);
    }),
  );
};
