import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { initAlliance, readSelf } from '#features/alliance/actions.ts';
import { roles } from '#features/officers/model.ts';
import type { Role } from '#features/officers/model.ts';
import type { Self } from '#features/alliance/model.ts';
import type { Db } from '#platform/db/db.ts';
import { askRunning } from '#test/ask.ts';
import type { Asked } from '#test/ask.ts';
import { createTestDatabase } from '#test/database.ts';
import { demoNodes, demoParticipants, federationPort } from '../../tools/demo-alliance.ts';
import { freePortBase } from './ports.ts';
import { inTime, root, runProgram } from './programs.ts';
import type { Program } from './programs.ts';
import { secretsOf } from './secrets.ts';

/** A node of its own process; its data outlives the process. */
export type NodeProcess = AsyncDisposable & {
  code: string;
  start(how?: Start): Promise<void>;
  /** The process of the last start. */
  program(): Program;
  /** `kill -9`, and waits until the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM, and waits until the process is gone. */
  stop(): Promise<void>;
  /** Through the token file and the socket, as the command line does. */
  ask<T = unknown>(path: string, asked?: Asked & { role?: Role }): Promise<T>;
  /** What all its processes so far have printed. */
  output(): string;
  /** What must not be in it: keys, and the tokens of every start. */
  secrets(): string[];
};

export type NodeSettings = { folder: string; port: number; federationPort: number; databaseUrl?: string };
/** `args`: behind `tamga node`. */
type Start = { args?: readonly string[] };

/** Not started yet: `src/cli.ts node` in a folder that `tamga init` made; its name is the participant's code. */
export function nodeProcess({ folder, port, federationPort: federation, databaseUrl }: NodeSettings): NodeProcess {
  const code = basename(folder);
  const env = {
    TAMGA_HOME: folder,
    TAMGA_PARTICIPANT: code,
    TAMGA_PORT: String(port),
    TAMGA_FEDERATION_PORT: String(federation),
    TAMGA_LOG_LEVEL: 'debug',
    // What is found by looking again is to be found; not after how long.
    TAMGA_POLL_SECONDS: '2',
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
  };
  const programs: Program[] = [];
  const secrets = new Set<string>();
  const program = (): Program => programs.at(-1)!;
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    const last = programs.at(-1);
    last?.child.kill(signal);
    if (last) await inTime(`node ${code} ends by ${signal}`, last.exited, last);
  };
  return {
    code,
    program,
    async start({ args = [] } = {}) {
      programs.push(runProgram([process.execPath, 'src/cli.ts', 'node', ...args], env, 'ipc'));
      const ready = once(program().child, 'message').then(() => true);
      const started = Promise.race([ready, program().exited.then(() => false)]);
      if (!(await inTime(`node ${code} starts`, started, program())))
        throw new Error(`node ${code} did not start: ${program().output()}`);
      for (const secret of secretsOf(folder)) secrets.add(secret);
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    ask: (path, { role = roles[0], ...asked } = {}) => askRunning([dirname(folder), code, role], path, asked),
    output: () => programs.map((one) => one.output()).join(''),
    secrets: () => [...secrets],
    [Symbol.asyncDispose]: () => end('SIGTERM'),
  };
}

/** A node whose database the test can ask. */
export type OpenNode = NodeProcess & { db: Db; self: Self; settings: Required<NodeSettings> };
export type Processes = AsyncDisposable & { node(code: string): OpenNode };

/** Makes an alliance and starts these nodes as processes, as the demonstration does, each on a database of this run. */
export async function startProcesses(...codes: string[]): Promise<Processes> {
  await using building = new AsyncDisposableStack();
  const home = mkdtempSync(join(tmpdir(), 'tamga-faults-'));
  building.defer(() => rmSync(home, { recursive: true, force: true }));
  const base = await freePortBase();
  const meridian = readFileSync(new URL('profiles/meridian.json', root), 'utf8');
  await initAlliance(home, meridian, demoParticipants(base), new Date());
  const nodes = new Map<string, OpenNode>();
  for (const demo of demoNodes.filter(({ code }) => codes.includes(code))) {
    const { db, url: databaseUrl } = building.use(await createTestDatabase());
    const ports = { port: base + demo.offset, federationPort: federationPort(base, demo) };
    const settings = { folder: join(home, demo.code), ...ports, databaseUrl };
    const node = building.use(nodeProcess(settings));
    nodes.set(demo.code, { ...node, db, self: readSelf(settings.folder, demo.code), settings });
  }
  await Promise.all([...nodes.values()].map((node) => node.start()));
  const stack = building.move();
  return { node: (code) => nodes.get(code)!, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
