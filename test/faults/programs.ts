import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { socketFolderOf } from '#platform/db/embedded.ts';

export const root = new URL('../../', import.meta.url);

/** What a program of ours is given of this process' environment: nothing that only a test run has. */
const plainEnv = {
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/node', root)),
};

/** A program of ours in a process of its own, with all that it and its children printed. */
export type Program = {
  child: ChildProcess;
  output: () => string;
  /** The exit code, once the process itself is gone. */
  exited: Promise<number | null>;
};

export function runProgram(
  command: readonly string[],
  env: NodeJS.ProcessEnv,
  stdio: 'ipc' | 'ignore' = 'ignore',
): Program {
  const [file = '', ...args] = command;
  const child = spawn(file, args, {
    cwd: root,
    env: { ...plainEnv, ...env },
    stdio: ['ignore', 'pipe', 'pipe', stdio],
    // A process group of its own, as a terminal gives each command: Ctrl-C there reaches the group.
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  return { child, output: () => output, exited };
}

/** Runs `tamga` to its end. Errors: one that does not end within a minute is ended, and what it printed is told. */
export async function runTamga(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ code: number | null; output: string }> {
  const program = runProgram([process.execPath, 'src/cli.ts', ...args], env);
  const closed = once(program.child, 'close');
  await inTime(`tamga ${args.join(' ')}`, closed, program);
  return { code: await program.exited, output: program.output() };
}

/** Waits for what a program has to do. Errors: after a minute the program is ended, and what it printed is told. */
export async function inTime<T>(what: string, done: Promise<T>, program: Program): Promise<T> {
  const late = new AbortController();
  const deadline = sleep(60_000, undefined, { signal: late.signal }).then(
    () => {
      program.child.kill('SIGKILL');
      throw new Error(`${what}: not within a minute: ${program.output().slice(-5_000)}`);
    },
    () => done, // waited for no longer
  );
  try {
    return await Promise.race([done, deadline]);
  } finally {
    late.abort();
  }
}

/** The processes that work for a folder: it stands in their command, their environment, or is where they are. */
export function processesIn(folder: string): number[] {
  const works = (pid: string): boolean => {
    try {
      const at = `/proc/${pid}`;
      const facts = [
        readlinkSync(`${at}/cwd`),
        ...['cmdline', 'environ'].map((f) => readFileSync(`${at}/${f}`, 'utf8')),
      ];
      return facts.some((fact) => fact.includes(folder));
    } catch {
      return false; // gone in between, or not ours
    }
  };
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && works(pid))
    .map(Number);
}

/** Ends what still works for a folder, then removes it with the socket folders of the PostgreSQL in it. */
export async function removeHome(home: string, ...postgresFolders: string[]): Promise<void> {
  killAll(processesIn(home));
  await until(`no process of ${home}`, () => processesIn(home).length === 0, 10_000);
  for (const dir of postgresFolders) rmSync(socketFolderOf(join(home, dir)), { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
}

/** The command of a process; empty when it is gone. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/** Ends processes for good; one that ended by itself in between is no error. */
export function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // gone already
    }
  }
}

/** Waits until `check` holds. Errors: says what did not come, and what the program printed instead. */
export async function until(what: string, check: () => boolean | Promise<boolean>, timeoutMs = 30_000): Promise<void> {
  for (const deadline = performance.now() + timeoutMs; !(await check()); await sleep(20))
    if (performance.now() > deadline) throw new Error(`${what}: not within ${timeoutMs} ms`);
}
