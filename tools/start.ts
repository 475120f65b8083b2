import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { initAlliance } from '#features/alliance/actions.ts';
import { parseScenario, playScenario, realStage } from '#features/scenarios/actions.ts';
import { startPostgres } from '#platform/db/embedded.ts';
import type { EmbeddedPostgres } from '#platform/db/embedded.ts';
import { messageOf, TamgaError } from '#platform/errors.ts';
import { readSecret, writeSecret } from '#platform/keys/key-file.ts';
import { openClient } from '#client.ts';
import { readDemoConfig } from '#config.ts';
import { buildPages } from './build-pages.ts';
import { demoNodes, demoParticipants, federationPort } from './demo-alliance.ts';

const root = new URL('..', import.meta.url);
const { home, portBase } = readDemoConfig(process.env);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** The demonstration: PostgreSQL, five nodes, the opening of a scenario; ends with whoever started it. */
async function start(): Promise<void> {
  const stopping = untilStopped();
  await using stack = new AsyncDisposableStack();
  if (process.argv.includes('--fresh')) rmSync(home, { recursive: true, force: true });
  const alreadyThere = existsSync(join(home, 'anchor'));
  if (!alreadyThere) say(`Making the Meridian Cooperation Alliance in ${home} …`);
  const [postgres] = await Promise.all([
    startPostgres({ dir: join(home, 'postgres') }),
    build(),
    alreadyThere ? undefined : make(),
  ]);
  stack.use(postgres);
  checkAddresses();
  const nodes = await startAll(postgres, stack, stopping.signal);
  if (!existsSync(join(home, 'played'))) await playOpening();
  for (const { code, name } of nodes) {
    const link = await openClient(home, code, 'case-officer').ask<{ url: string }>('/api/session/link', {
      method: 'POST',
    });
    say(
      `${code.padEnd(4)} ${`http://${code}.localhost:${new URL(link.url).port}`.padEnd(28)} ${name.padEnd(30)} sign in once: ${link.url}`,
    );
  }
  say('ready');
  await stopping.stopped;
  say('stopping …');
}

async function build(): Promise<void> {
  if (!existsSync(new URL('dist/web/index.html', root))) say('Building the pages …');
  await buildPages();
}

const make = (): Promise<void> =>
  initAlliance(
    home,
    readFileSync(new URL('profiles/meridian.json', root), 'utf8'),
    demoParticipants(portBase),
    new Date(),
  );

/** The directories name the federation's addresses: an alliance made on other ports cannot be reached on these. */
function checkAddresses(): void {
  const path = join(home, 'port-base');
  if (!existsSync(path)) writeFileSync(path, `${portBase}\n`);
  const made = readFileSync(path, 'utf8').trim();
  if (made !== String(portBase))
    throw new TamgaError(
      'config',
      `${home} was made with TAMGA_PORT_BASE=${made}: start it with that, with another TAMGA_HOME, or with --fresh`,
    );
}

async function startAll(
  postgres: EmbeddedPostgres,
  stack: AsyncDisposableStack,
  signal: AbortSignal,
): Promise<{ code: string; name: string }[]> {
  const running: ChildProcess[] = [];
  stack.defer(() => stopAll(running));
  await Promise.all(
    demoNodes.map(async (node) => {
      const folder = join(home, node.code);
      const secret = join(folder, 'database-password');
      if (!existsSync(secret)) writeSecret(secret, randomBytes(24).toString('base64url'));
      const databaseUrl = await postgres.createDatabase(`tamga_${node.code}`, `tamga_${node.code}`, readSecret(secret));
      const child = spawn(process.execPath, [new URL('src/cli.ts', root).pathname, 'node'], {
        cwd: root,
        env: {
          ...process.env,
          TAMGA_HOME: folder,
          TAMGA_PARTICIPANT: node.code,
          TAMGA_PORT: String(portBase + node.offset),
          TAMGA_FEDERATION_PORT: String(federationPort(portBase, node)),
          DATABASE_URL: databaseUrl,
          TAMGA_LOG_LEVEL: process.env['TAMGA_LOG_LEVEL'] ?? 'warn',
        },
        // A group of its own: Ctrl-C reaches this process alone, which then stops the nodes before the database.
        detached: true,
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      running.push(child);
      await untilReady(child, node.code, signal);
    }),
  );
  return demoNodes.map(({ code, name }) => ({ code, name }));
}

const untilReady = (child: ChildProcess, code: string, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (status) => reject(new TamgaError('not-running', `node ${code} ended with status ${status}`)));
    signal.addEventListener('abort', () => reject(new TamgaError('not-running', 'stopped while starting')));
  });

async function stopAll(children: readonly ChildProcess[]): Promise<void> {
  await Promise.all(
    children.map(
      (child) =>
        new Promise<void>((resolve) => {
          if (child.exitCode !== null || child.signalCode !== null) return resolve();
          child.once('exit', () => resolve());
          child.kill('SIGTERM');
          setTimeout(() => child.kill('SIGKILL'), 8_000).unref();
        }),
    ),
  );
}

async function playOpening(): Promise<void> {
  const scenario = parseScenario(JSON.parse(readFileSync(new URL('scenarios/greylatch-opening.json', root), 'utf8')));
  say(`Playing “${scenario.title}” …`);
  const door = (node: string) => openClient(home, node, 'case-officer');
  await playScenario(scenario, {
    ...realStage(false),
    door,
    onStep: (step) => say(`  ${step.id.padEnd(9)} ${step.text}`),
  });
  writeFileSync(join(home, 'played'), `${new Date().toISOString()}\n`);
}

/** Ends with Ctrl-C, SIGTERM, or the death of npm: whichever comes first. */
function untilStopped(): { stopped: Promise<void>; signal: AbortSignal } {
  const controller = new AbortController();
  const parent = process.ppid;
  const stopped = new Promise<void>((resolve) => {
    const stop = (): void => {
      controller.abort();
      resolve();
    };
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
    setInterval(() => process.ppid !== parent && stop(), 300).unref();
  });
  return { stopped, signal: controller.signal };
}

try {
  await start();
  process.exit(0);
} catch (error) {
  process.stderr.write(`tamga: ${messageOf(error)}\n`);
  process.exit(1);
}
