import type { SerializedError, TestModule, TestSuite } from 'vitest/node';

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

export function sumTallies(tallies: Iterable<Tally>): Tally {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of tallies) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  return sum;
}

/** The last line of a test run; whoever reads only this line reads the truth. */
export function closingLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * Counts a run so that nothing broken looks green: besides failed tests, a file that cannot be imported, a failing
 * hook of a file or suite, a test that never got to run and every unhandled error each count as one failure.
 */
export function tallyRun(modules: readonly TestModule[], unhandled: readonly SerializedError[]): Tally {
  const sum = sumTallies(modules.map(tallyModule));
  return { ...sum, failed: sum.failed + unhandled.length };
}

function tallyModule(module: TestModule): Tally {
  const tally = { passed: 0, failed: countErrors(module), skipped: 0 };
  for (const suite of module.children.allSuites()) tally.failed += countErrors(suite);
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    if (state === 'passed') tally.passed += 1;
    else if (state === 'skipped') tally.skipped += 1;
    else tally.failed += 1; // failed, or still pending when the run ended
  }
  return tally;
}

function countErrors(part: TestModule | TestSuite): number {
  return part.errors().length > 0 ? 1 : 0;
}
