import { setTimeout as sleep } from 'node:timers/promises';
import type { Stage } from './actions.ts';

const patienceMs = 30_000;

/** The clock on the wall; without `inRealTime` the steps follow each other at once. */
export function realStage(inRealTime: boolean): Pick<Stage, 'waitUntil' | 'eventually'> {
  const start = performance.now();
  return {
    waitUntil: async (sinceStartMs) => {
      const left = sinceStartMs - (performance.now() - start);
      if (inRealTime && left > 0) await sleep(left);
    },
    eventually: async (check) => {
      const end = performance.now() + patienceMs;
      for (;;) {
        const miss = await check();
        if (miss === undefined || performance.now() > end) return miss;
        await sleep(100);
      }
    },
  };
}
