import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DatabaseError } from './error.ts';
import { ENVIRONMENT, type Launch } from './postgres-launch.ts';

export interface Server {
  pkg: string;
  launch: Launch;
  data: string;
  socketDir: string;
  port: number;
  settings: Readonly<Record<string, string>> | undefined;
  onLog: ((line: string) => void) | undefined;
}

/** A sixteenth of the machine's memory, in MB, from 128 to 1,024: a log of millions of records writes into pages all over its indexes. */
export const sharedBuffers = (memory: number): string =>
  `${Math.min(1_024, Math.max(128, Math.floor(memory / 16 / 2 ** 20)))}MB`;

/** In bytes; a container may have less than its machine. */
const usableMemory = (): number => Math.min(totalmem(), process.constrainedMemory() || Infinity);

const SETTINGS = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '100',
  shared_buffers: sharedBuffers(usableMemory()),
  fsync: 'on',
  synchronous_commit: 'on',
  wal_level: 'minimal',
  max_wal_senders: '0',
  jit: 'off', // our queries are short: compiling them costs more than it gains
  autovacuum: 'on',
  log_checkpoints: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Of errors, only those that end a session or the server: the text of others may hold values of a record.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/** Whether PostgreSQL takes a connection: `not-yet` while it starts, recovers or shuts down. */
export async function askServer(url: string): Promise<'yes' | 'not-yet' | 'nobody'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return 'yes';
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === '57P03') return 'not-yet'; // cannot_connect_now
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return 'nobody';
    if (code === 'ECONNRESET' || code === 'EPIPE' || /terminated/.test(message)) return 'not-yet'; // just going away
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Starts the server and waits until it takes connections, however long its recovery takes. */
export async function runServer(server: Server, url: string, timeoutMs: number): Promise<ChildProcess> {
  const { pkg, launch, data, socketDir, port, onLog } = server;
  const settings = Object.entries({ ...SETTINGS, ...server.settings }).flatMap(([key, value]) => [
    '-c',
    `${key}=${value}`,
  ]);
  const where = ['-D', data, '-k', socketDir, '-p', String(port)];
  const [command = '', ...args] = [...launch.prefix, join(pkg, 'native/bin/postgres'), ...where, ...settings];
  // A process group of its own: Ctrl-C must not reach it before it reaches us.
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], env: ENVIRONMENT, detached: true });
  const last: string[] = [];
  createInterface(child.stderr).on('line', (line) => {
    onLog?.(line);
    last.splice(0, last.length - 4, line);
  });
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await askServer(url);
    if (answer === 'yes') return child;
    const over = child.exitCode !== null || child.signalCode !== null;
    if (over || (answer === 'nobody' && performance.now() > deadline)) {
      if (!over) await stopServer(child);
      throw new DatabaseError('postgres-start', `PostgreSQL did not start: ${last.join(' | ')}`);
    }
    await sleep(10);
  }
}

const STOP_TIMEOUT_MS = 30_000;

/** Asks for a fast shutdown (open transactions are rolled back) and waits for the end; an immediate one if it hangs. */
export async function stopServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  const impatience = setTimeout(() => child.kill('SIGQUIT'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(impatience);
}
