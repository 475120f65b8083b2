import { setImmediate } from 'node:timers/promises';

const turnMs = 10;

/**
 * Does work that is told in small steps, and lets others have their turn whenever it has taken one for so long: the loop is never held
 * longer than that and one step. Errors: those of the work.
 */
export async function inTurns<T>(steps: Generator<unknown, T, undefined>): Promise<T> {
  let since = performance.now();
  for (;;) {
    const { value, done } = steps.next();
    if (done === true) return value;
    if (performance.now() - since < turnMs) continue;
    await setImmediate();
    since = performance.now();
  }
}
