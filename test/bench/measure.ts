import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Measurement } from '../../tools/bench-report.ts';

export const repetitions = 5;

/** Hands a measurement to tools/bench.ts, or prints it when the file runs alone. */
export function report(measurement: Omit<Measurement, 'name'>): void {
  if (process.send) process.send(measurement);
  else process.stdout.write(`${JSON.stringify(measurement)}\n`);
}

export const say = (line: string): void => void process.stderr.write(`  ${line}\n`);

/** A file of the third-party data that lies beside the repository; null where it is absent. */
export function corpusFile(path: string): string | null {
  const full = join(import.meta.dirname, '../../../shared/corpora', path);
  return existsSync(full) ? full : null;
}

/** Waits for a condition; gives the time at which it was seen to hold. */
export async function until(holds: () => Promise<boolean>, everyMs: number, timeoutMs = 120_000): Promise<number> {
  for (const start = performance.now(); ; await new Promise((r) => setTimeout(r, everyMs))) {
    if (await holds()) return performance.now();
    if (performance.now() - start > timeoutMs) throw new Error(`this did not happen within ${timeoutMs} ms`);
  }
}
