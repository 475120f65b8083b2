import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initAlliance } from '#features/alliance/actions.ts';
import { openDb } from '#platform/db/db.ts';
import type { Db } from '#platform/db/db.ts';
import { startPostgres } from '#platform/db/embedded.ts';
import type { EmbeddedPostgres } from '#platform/db/embedded.ts';
import { askRunning } from '../ask.ts';
import type { Asked } from '../ask.ts';
import nodeFlags from '../../tools/node-flags.json' with { type: 'json' };
import { demoNodes, demoParticipants, federationPort } from '../../tools/demo-alliance.ts';

const root = new URL('../..', import.meta.url);

export type BenchNode = { pid: number; db: Db; ask<T = unknown>(path: string, asked?: Asked): Promise<T> };
export type BenchAlliance = AsyncDisposable & { home: string; node(code: string): BenchNode };

/** PostgreSQL as the demonstration runs it, on disk and with fsync, in a folder that goes away. */
export async function startBenchPostgres(): Promise<EmbeddedPostgres> {
  const dir = mkdtempSync(join(tmpdir(), 'tamga-bench-pg-'));
  const postgres = await startPostgres({ dir });
  return {
    ...postgres,
    async [Symbol.asyncDispose]() {
      await postgres[Symbol.asyncDispose]();
      rmSync(dir, { recursive: true, force: true });
      rmSync(postgres.socketDir, { recursive: true, force: true });
    },
  };
}

let made = 0;

/** A new alliance whose nodes are processes of their own, with the demonstration's timers and TLS between them. */
export async function startAlliance(postgres: EmbeddedPostgres, codes: readonly string[]): Promise<BenchAlliance> {
  await using stack = new AsyncDisposableStack();
  const home = mkdtempSync(join(tmpdir(), 'tamga-bench-'));
  stack.defer(() => rmSync(home, { recursive: true, force: true }));
  const portBase = await findPorts();
  const profile = readFileSync(new URL('profiles/meridian.json', root), 'utf8');
  await initAlliance(home, profile, demoParticipants(portBase), new Date());
  made += 1;
  const nodes = new Map<string, BenchNode>();
  for (const demo of demoNodes.filter(({ code }) => codes.includes(code))) {
    const { code } = demo;
    const name = `bench_${process.pid}_${made}_${code}`;
    const databaseUrl = await postgres.createDatabase(name, name, randomBytes(12).toString('hex'));
    const child = spawn(
      process.execPath,
      [...nodeFlags, ...nodeOptions(code), new URL('src/cli.ts', root).pathname, 'node'],
      {
        cwd: root,
        env: {
          ...process.env,
          TAMGA_HOME: join(home, code),
          TAMGA_PARTICIPANT: code,
          TAMGA_PORT: String(portBase + demo.offset),
          TAMGA_FEDERATION_PORT: String(federationPort(portBase, demo)),
          DATABASE_URL: databaseUrl,
          TAMGA_LOG_LEVEL: 'warn',
        },
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      },
    );
    const db = openDb(databaseUrl, { max: 2 });
    stack.defer(async () => {
      const ended = once(child, 'exit');
      if (child.exitCode === null && child.kill('SIGTERM')) await ended;
      await db.destroy();
    });
    await once(child, 'message');
    const ask: BenchNode['ask'] = (path, asked) => askRunning([home, code, 'case-officer'], path, asked);
    nodes.set(code, { pid: child.pid ?? 0, db, ask });
  }
  const opened = stack.move();
  return {
    home,
    node(code) {
      const node = nodes.get(code);
      if (!node) throw new Error(`no node ${code} was started`);
      return node;
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** `TAMGA_BENCH_PROFILE=xb` writes a CPU profile of that node where the measurement was started. */
const nodeOptions = (code: string): string[] =>
  process.env['TAMGA_BENCH_PROFILE'] === code
    ? ['--cpu-prof', `--cpu-prof-dir=${process.cwd()}/dist/profiles`]
    : (process.env['TAMGA_BENCH_FLAGS'] ?? '').split(' ').filter(Boolean);

/** The first of 30 free ports, from 7600 on; the demonstration's own are left alone. */
export async function findPorts(): Promise<number> {
  for (let base = 7600; base < 9000; base += 50) {
    const offsets = demoNodes.flatMap((node) => [node.offset, federationPort(0, node)]);
    if ((await Promise.all(offsets.map((offset) => isFree(base + offset)))).every(Boolean)) return base;
  }
  throw new Error('no ports are free between 7600 and 9000');
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
      .once('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
