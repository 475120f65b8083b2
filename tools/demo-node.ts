import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { TamgaError } from '#platform/errors.ts';
import nodeFlags from './node-flags.json' with { type: 'json' };

const root = new URL('..', import.meta.url);
const firstWaitMs = 1_000;
/** Whoever lived so long begins to count anew. */
const steadyMs = 60_000;
/** So often at once is a node started that ends by itself: what is wrong does not go away then. */
const maxEnds = 4;

export type NodeGiven = { code: string; env: Record<string, string>; signal: AbortSignal; say: (line: string) => void };

/** A node of the demonstration; `stop` ends it and whatever was to follow. */
export type DemoProcess = { stop(): Promise<void> };

/** Starts a node and waits until it is ready; one that is killed later is started again. Errors: not-running. */
export async function startNode(given: NodeGiven): Promise<DemoProcess> {
  const { signal } = given;
  let child = spawnNode(given);
  let isOver = false;
  const ready = untilReady(child, given);
  const running = ready.then(async () => {
    let ends = 0;
    for (;;) {
      const since = performance.now();
      const [status, by] = await ended(child);
      if (isOver || signal.aborted || status === 0) return;
      ends = performance.now() - since > steadyMs ? 1 : ends + 1;
      if (!(await mayGoOn(given, ends, by ?? `status ${status}`)) || isOver) return;
      child = spawnNode(given);
      await untilReady(child, given).then(
        () => given.say(`node ${given.code} is back`),
        () => {}, // it ended: the next turn says so
      );
    }
  });
  running.catch(() => {});
  const stop = async (): Promise<void> => {
    isOver = true;
    await stopChild(child);
  };
  try {
    await ready;
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

/** Says that it ended, and waits a while, each time longer. False: it is given up, or everything stops. */
async function mayGoOn({ code, say, signal }: NodeGiven, ends: number, why: string): Promise<boolean> {
  if (ends > maxEnds) {
    say(
      `node ${code} ended by itself (${why}) once too often: the others go on without it. ` +
        'To have it back, stop all of them (Ctrl-C) and start again (npm start)',
    );
    return false;
  }
  const waitMs = firstWaitMs * 2 ** (ends - 1);
  say(`node ${code} ended by itself (${why}): it is started again in ${waitMs / 1000} s, the others go on meanwhile`);
  await sleep(waitMs, undefined, { signal }).catch(() => {});
  return !signal.aborted;
}

const spawnNode = ({ env }: NodeGiven): ChildProcess =>
  spawn(process.execPath, [...nodeFlags, new URL('src/cli.ts', root).pathname, 'node'], {
    cwd: root,
    env: { ...process.env, ...env },
    // A group of its own: Ctrl-C reaches the demonstration alone, which then stops the nodes before the database.
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

const ended = (child: ChildProcess): Promise<[number | null, NodeJS.Signals | null]> =>
  new Promise((resolve) => {
    if (hasEnded(child)) resolve([child.exitCode, child.signalCode]);
    else child.once('exit', (status, by) => resolve([status, by]));
  });

const untilReady = (child: ChildProcess, { code, signal }: NodeGiven): Promise<void> =>
  new Promise((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (status) => reject(new TamgaError('not-running', `node ${code} ended with status ${status}`)));
    const stop = (): void => reject(new TamgaError('not-running', 'stopped while starting'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });

async function stopChild(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const over = ended(child);
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 8_000);
  await over;
  clearTimeout(hard);
}
