import { messageOf } from '../errors.ts';
import type { Logger } from '../logger.ts';

/** Something a node does again and again. `run` gives true when there is more to do at once. */
export type Job = { name: string; everyMs: number; run(): Promise<boolean> };
export type Loop = { wake(): void } & AsyncDisposable;

const maxRetryMs = 60_000;

/**
 * Runs a job every `everyMs`, at once when woken, never twice at a time. A failure is logged and tried again, later each
 * time. What a job does follows from what the database says, so nothing is lost with the process.
 */
export function startLoop(
  job: Job,
  logger: Logger,
  isExpected: (error: unknown) => boolean = () => false,
  firstRetryMs = 250,
): Loop {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let woken = false;
  let stopped = false;
  let failures = 0;
  /** Why it fails since its last success or unexpected failure, as far as that was to be expected. */
  let expected: string | undefined;
  let lastStart = 0;

  const once = async (): Promise<void> => {
    do {
      woken = false;
      try {
        if (await job.run()) woken = true;
        if (expected !== undefined) logger.info('job-recovered', { job: job.name, failures });
        failures = 0;
        expected = undefined;
      } catch (error) {
        failures += 1;
        const why = messageOf(error);
        // What is expected, such as a peer that is away, is news once, and again when the reason is another.
        const level = !isExpected(error) ? 'error' : why === expected ? 'debug' : 'info';
        expected = isExpected(error) ? why : undefined;
        logger[level]('job-failed', { job: job.name, why, failures });
      }
    } while (woken && !stopped && failures === 0);
  };
  const start = (): void => {
    clearTimeout(timer);
    lastStart = performance.now();
    running = once().finally(() => {
      running = undefined;
      if (stopped) return;
      const retryMs = Math.min(maxRetryMs, firstRetryMs * 2 ** Math.min(failures, 8));
      timer = setTimeout(start, failures > 0 ? retryMs : woken ? 0 : job.everyMs);
    });
  };
  timer = setTimeout(start, 0);

  return {
    wake() {
      // Whoever wakes a failing job does not make it fail faster than once a second.
      if (failures > 0 && performance.now() - lastStart < 1_000) return;
      woken = true;
      if (!running && !stopped) start();
    },
    async [Symbol.asyncDispose]() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
