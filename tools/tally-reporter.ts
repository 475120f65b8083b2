import type { Reporter, SerializedError, TestModule } from 'vitest/node';
import { tallyRun } from './tally.ts';

/** Vitest reporter (a class, and the default export, by Vitest's rule): sends the count to run-vitest.ts. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    process.send?.(tallyRun(modules, unhandled));
  }
}
