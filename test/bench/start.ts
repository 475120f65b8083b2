// `npm start` on a second run, data and pages made: from the command to the line `ready`, and what each node then holds.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { demoNodes } from '../../tools/demo-alliance.ts';
import { findPorts } from './alliance.ts';
import { repetitions, report, say } from './measure.ts';

const root = new URL('../..', import.meta.url);
const home = mkdtempSync(join(tmpdir(), 'tamga-bench-home-'));
const env = { ...process.env, TAMGA_HOME: home, TAMGA_PORT_BASE: String(await findPorts()) };
const seconds: number[] = [];
const megabytes: number[] = [];
try {
  await startOnce();
  for (let i = 0; i < repetitions; i++) {
    const { ms, rss } = await startOnce();
    say(`ready after ${ms.toFixed(0)} ms; nodes hold ${rss.map((mb) => mb.toFixed(0)).join(', ')} MB`);
    seconds.push(ms / 1000);
    megabytes.push(Math.max(...rss));
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}
report({ what: '`npm start`, data and pages made, to `ready`', unit: 's', target: { atMost: 8 }, values: seconds });
report({ what: 'memory of the largest node at `ready`', unit: 'MB', target: { atMost: 180 }, values: megabytes });

async function startOnce(): Promise<{ ms: number; rss: number[] }> {
  const start = performance.now();
  const child = spawn('npm', ['start'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const ended = once(child, 'exit');
  try {
    for await (const line of createInterface(child.stdout)) {
      if (line === 'ready')
        return { ms: performance.now() - start, rss: demoNodes.map(({ code }) => residentMb(code)) };
    }
    throw new Error('npm start ended before it was ready');
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

/** Resident memory of a node, as the kernel counts it. */
function residentMb(code: string): number {
  const { pid } = JSON.parse(readFileSync(join(home, code, 'node.json'), 'utf8')) as { pid: number };
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}
