import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { TamgaError } from '#platform/errors.ts';
import { pastPath } from './demo-home.ts';

export type PastGiven = {
  home: string;
  portBase: number;
  databases: ReadonlyMap<string, string>;
  end: Date;
  signal: AbortSignal;
  say: (line: string) => void;
};

/**
 * Has the nodes live through the months before they are started, in a process that ends with them. One that is broken off is not gone on
 * with: the next start makes the alliance anew. Errors: not-running.
 */
export async function makePast({ home, portBase, databases, end, signal, say }: PastGiven): Promise<void> {
  say('Living through the eighteen months before today; once, for some seconds …');
  const child = spawn(process.execPath, [new URL('history/main.ts', import.meta.url).pathname], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  const ended = once(child, 'exit');
  const stop = (): void => void child.kill('SIGKILL');
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  child.send({ home, portBase, databases: [...databases], end: end.toISOString() });
  const [status] = await ended;
  signal.removeEventListener('abort', stop);
  if (signal.aborted) return;
  if (status !== 0) throw new TamgaError('not-running', 'the months before today could not be made');
  rmSync(pastPath(home));
}
