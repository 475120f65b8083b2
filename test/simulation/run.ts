import { Breach } from './breach.ts';
import { checkOver, checkWorld, describe } from './finish.ts';
import { honest } from './members.ts';
import { outlast, settle } from './moves.ts';
import { foreignContent } from './says.ts';
import { step } from './steps.ts';
import { watchNode } from './watch.ts';
import { createWorld } from './begin.ts';
import { digestOf } from './world.ts';
import type { Home } from './begin.ts';
import type { World } from './world.ts';

export type Failure = { seed: number; step: number; isAtEnd: boolean; law: string; message: string; trace: string[] };
export type Lived = {
  seed: number;
  steps: number;
  digest: string;
  roots: string;
  /** Content that came from one honest node to another. */ carried: number;
  ms: number;
  events: ReadonlyMap<string, number>;
  failure?: Failure;
};

/** One world from its seed: so many steps, cheap laws after each, all laws at the end. */
export async function runWorld(home: Home, seed: number, steps: number): Promise<Lived> {
  await using world = await createWorld(home, seed);
  const started = performance.now();
  let done = 0;
  const over = (failure?: Failure): Omit<Lived, 'digest' | 'roots' | 'carried'> => ({
    seed,
    steps: done,
    ms: performance.now() - started,
    events: world.events,
    ...(failure ? { failure } : {}),
  });
  try {
    for (; done < steps; done += 1) await liveOn(world, done);
    await settle(world, (code) => watchNode(world, code));
    await checkWorld(world);
    await outlast(world, (code) => watchNode(world, code));
    await checkOver(world);
  } catch (error) {
    return { ...over(toFailure(world, error, done, done >= steps)), digest: '', roots: '', carried: 0 };
  }
  const roots = [...world.nodes.values()].flatMap(({ log }) => [...log.roots.values()]);
  const carried = honest.reduce((sum, code) => sum + foreignContent(world, code).length, 0);
  return { ...over(), digest: digestOf(await describe(world)), roots: digestOf(roots), carried };
}

async function liveOn(world: World, n: number): Promise<void> {
  const { touched, said } = await step(world);
  world.trace.push(`${n + 1} ${said}`);
  if (world.network.breach) throw world.network.breach;
  for (const code of new Set(touched)) if (world.nodes.has(code)) await watchNode(world, code);
}

function toFailure(world: World, error: unknown, done: number, isAtEnd: boolean): Failure {
  const law = error instanceof Breach ? error.law : 'bug';
  const message =
    error instanceof Error ? (error instanceof Breach ? error.message : (error.stack ?? error.message)) : String(error);
  return { seed: world.seed, step: isAtEnd ? done : done + 1, isAtEnd, law, message, trace: world.trace.slice(-12) };
}
