import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Tally } from './tally.ts';

const VITEST = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const REPORTER = fileURLToPath(new URL('tally-reporter.ts', import.meta.url));

export interface RunVitestOptions {
  cwd?: string;
  /** How long Vitest may take to end after its last test, and then what it started, to stop printing. */
  graceMs?: number;
}

/**
 * Runs Vitest in a process of its own and passes on what it prints. When this returns, all that it or anything it
 * started will ever print has been printed: a closing line written afterwards stays the last one.
 */
export async function runVitest(args: readonly string[], options: RunVitestOptions = {}): Promise<Tally> {
  const { cwd = process.cwd(), graceMs = 20_000 } = options;
  const reporters = ['--reporter=default', `--reporter=${REPORTER}`];
  const child = spawn(process.execPath, [VITEST, 'run', ...reporters, '--allowOnly=false', ...args], {
    cwd,
    env: { ...process.env, ...(process.stdout.isTTY && { FORCE_COLOR: '1' }) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.stdout?.pipe(process.stdout, { end: false });
  child.stderr?.pipe(process.stderr, { end: false });
  const forward = () => child.kill('SIGTERM');
  process.once('SIGTERM', forward);
  let tally: Tally | undefined;
  // A process or server that a test left behind keeps Vitest, or its pipes, open: that is a failure, and has an end.
  child.once('message', (message) => {
    tally = message as Tally;
    setTimeout(() => child.kill('SIGKILL'), graceMs).unref();
  });
  child.once('exit', () => {
    const stop = () => [child.stdout, child.stderr].forEach((stream) => stream?.destroy());
    setTimeout(stop, graceMs).unref();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  process.removeListener('SIGTERM', forward);
  return judgeRun(tally, code);
}

function judgeRun(tally: Tally | undefined, code: number | null): Tally {
  if (tally && (code === 0 || tally.failed > 0)) return tally;
  const when = tally ? 'after the last test: did one leave a process or a server behind?' : 'before it could count';
  process.stdout.write(`Vitest itself failed (exit code ${code}) ${when}\n`);
  const { passed, failed, skipped } = tally ?? { passed: 0, failed: 0, skipped: 0 };
  return { passed, failed: failed + 1, skipped };
}
