import { TamgaError } from '#platform/errors.ts';
import type { ErrorCode } from '#platform/errors.ts';
import type { Node } from '#node.ts';
import { Breach, hold } from './breach.ts';
import type { Strike } from './life.ts';
import { at, restart } from './world.ts';
import type { World } from './world.ts';

export type Outcome<T> =
  | { is: 'done'; value: T }
  /** The program said no, with a code. */
  | { is: 'refused'; code: string; error: TamgaError }
  /** Something struck: what became of it shows in the database. */
  | { is: 'unknown'; why: string };

/** Failures that are part of life between nodes, or of an officer's day. */
const usual: ReadonlySet<ErrorCode> = new Set(['refused', 'not-found', 'peer-unreachable', 'peer-answer', 'conflict']);

/** How a step's run is disturbed: at which node, by what. */
export type Disturbance = { code: string; strike: Strike } | undefined;

/** Carries out one action at a node; whose process ends by it is started again. */
export async function act<T>(
  world: World,
  code: string,
  disturbance: Disturbance,
  run: (node: Node) => Promise<T>,
): Promise<Outcome<T>> {
  const disturbed = disturbance && at(world, disturbance.code);
  if (disturbance) disturbed?.life.arm(disturbance.strike);
  const outcome = await attempt(() => run(at(world, code).node));
  await world.network.quiet();
  if (world.network.breach) throw world.network.breach;
  const struck = disturbed?.life.struck();
  disturbed?.life.disarm();
  for (const node of world.nodes.values()) if (node.life.isOver()) await restart(world, node.code);
  if (outcome.is === 'done') return outcome;
  const { error } = outcome;
  if (error instanceof Breach) throw error;
  if (struck !== undefined)
    return { is: 'unknown', why: `${disturbance?.strike.how} at ${disturbance?.code}: ${struck}` };
  if (error instanceof TamgaError && usual.has(error.code))
    return { is: 'refused', code: error.detail.code ?? error.code, error };
  hold(at(world, code).disk.full, 'bug', () => `${code}: ${String(error)}`);
  return { is: 'unknown', why: 'disk full' };
}

type Attempt<T> = { is: 'done'; value: T } | { is: 'failed'; error: unknown };

async function attempt<T>(run: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { is: 'done', value: await run() };
  } catch (error) {
    return { is: 'failed', error };
  }
}

export const tell = (outcome: Outcome<unknown>): string =>
  outcome.is === 'done' ? 'done' : outcome.is === 'refused' ? `refused ${outcome.code}` : outcome.why;
