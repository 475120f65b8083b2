/** What work that is told in steps gives in the end, without a pause. */
export function runSteps<T>(steps: Generator<unknown, T, undefined>): T {
  for (;;) {
    const { value, done } = steps.next();
    if (done === true) return value;
  }
}
