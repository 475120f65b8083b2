import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { initAlliance } from '#features/alliance/actions.ts';
import type { Role } from '#features/officers/model.ts';
import { parseScenario, playScenario, realStage } from '#features/scenarios/actions.ts';
import { startPostgres } from '#platform/db/embedded.ts';
import type { EmbeddedPostgres } from '#platform/db/embedded.ts';
import { messageOf, TamgaError } from '#platform/errors.ts';
import { readSecret, replaceSecret, writeSecret } from '#platform/keys/key-file.ts';
import { openClient } from '#client.ts';
import { readDemoConfig } from '#config.ts';
import { buildPages } from './build-pages.ts';
import { demoAlliance, demoNodes, federationPort } from './demo-alliance.ts';
import { claimHome, holdHome, pastPath } from './demo-home.ts';
import { startNode } from './demo-node.ts';
import type { DemoProcess } from './demo-node.ts';
import { makePast } from './demo-past.ts';
import { checkPorts } from './demo-ports.ts';
import { movedTo } from './history/moved-to.ts';
import { beginning } from './history/story.ts';

const root = new URL('..', import.meta.url);
const usage = `Usage: npm start [-- --fresh] [--no-history]

  --fresh       remove the demonstration's data and begin anew
  --no-history  an alliance that is made now begins without the eighteen months that it would have behind it

TAMGA_HOME says where the data lie, TAMGA_PORT_BASE which ports are used.
`;
const { fresh, history } = readArguments(process.argv.slice(2));
const { home, portBase } = readSettings();
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** The demonstration: PostgreSQL, five nodes, the opening of a scenario; ends with whoever started it. */
async function start(): Promise<void> {
  const { stopped, signal } = untilStopped();
  await using stack = new AsyncDisposableStack();
  stack.use(await holdHome(home));
  // An alliance that is there may have nodes that are just ending.
  await checkPorts(portBase, process.env['TAMGA_BIND'] || '127.0.0.1', existsSync(join(home, 'anchor')) ? 6_000 : 0);
  claimHome(home, portBase, fresh);
  const alreadyThere = existsSync(join(home, 'anchor'));
  if (!alreadyThere) say(`Making the Meridian Cooperation Alliance in ${home} …`);
  const end = new Date();
  const building = build();
  const [postgres] = await Promise.all([
    startPostgres({ dir: join(home, 'postgres') }),
    alreadyThere ? undefined : make(history ? new Date(beginning(end.getTime())) : end),
  ]);
  stack.use(postgres);
  const databases = await openDatabases(postgres);
  if (history && !alreadyThere) await makePast({ home, portBase, databases, end, signal, say });
  await building;
  if (signal.aborted) return;
  const nodes = await startAll(databases, stack, signal);
  await Promise.race([playOpening(), stopped]);
  if (signal.aborted) return;
  for (const { code, name } of nodes) {
    const link = await openClient(home, code, 'case-officer').createSignInLink();
    say(
      `${code.padEnd(4)} ${`http://${code}.localhost:${new URL(link.url).port}`.padEnd(28)} ${name.padEnd(30)} sign in once: ${link.url}`,
    );
  }
  const { url } = await openClient(home, 'xa', 'duty-officer').createSignInLink();
  say(`\nBegin here, as the duty officer of Arvenia (xa/cyber/o-7), with clocks running and a guide:\n  ${url}\n`);
  say('ready');
  await Promise.race([stopped, postgres.ended]);
  if (!signal.aborted) throw new TamgaError('not-running', 'PostgreSQL ended by itself: start again');
  say('stopping …');
}

async function build(): Promise<void> {
  if (!existsSync(new URL('dist/web/index.html', root))) say('Building the pages …');
  await buildPages();
}

async function make(at: Date): Promise<void> {
  if (history) writeFileSync(pastPath(home), '');
  const profile = readFileSync(new URL('profiles/meridian.json', root), 'utf8');
  await initAlliance(home, profile, demoAlliance(portBase), at);
}

/** A database for each node, by its code. */
async function openDatabases(postgres: EmbeddedPostgres): Promise<Map<string, string>> {
  const made = demoNodes.map(async ({ code }) => {
    const secret = join(home, code, 'database-password');
    if (!existsSync(secret)) writeSecret(secret, randomBytes(24).toString('base64url'));
    const url = await postgres.createDatabase(`tamga_${code}`, `tamga_${code}`, readSecret(secret));
    return [code, url] as const;
  });
  return new Map(await Promise.all(made));
}

/** How the pages of one node find the others': made anew at each start. */
const nodesBeside = () => ({
  secret: randomBytes(32).toString('base64url'),
  nodes: demoNodes.map(({ code, offset, authority, name, people }) => ({
    code,
    name,
    url: `http://${code}.localhost:${portBase + offset}`,
    officer: `${authority}/o-${
      Math.max(
        0,
        people.findIndex(([role]) => role === 'duty-officer'),
      ) + 1
    }`,
  })),
});

async function startAll(
  databases: ReadonlyMap<string, string>,
  stack: AsyncDisposableStack,
  signal: AbortSignal,
): Promise<{ code: string; name: string }[]> {
  const running: DemoProcess[] = [];
  const beside = join(home, 'beside');
  replaceSecret(beside, JSON.stringify(nodesBeside()));
  stack.defer(async () => void (await Promise.all(running.map((one) => one.stop()))));
  // All of them have started or ended before anything is stopped: none is overlooked.
  const starts = await Promise.allSettled(
    demoNodes.map(async (node) => {
      const env = {
        TAMGA_HOME: join(home, node.code),
        TAMGA_PARTICIPANT: node.code,
        TAMGA_PORT: String(portBase + node.offset),
        TAMGA_FEDERATION_PORT: String(federationPort(portBase, node)),
        DATABASE_URL: databases.get(node.code) ?? '',
        TAMGA_BESIDE_FILE: beside,
        TAMGA_LOG_LEVEL: process.env['TAMGA_LOG_LEVEL'] ?? 'warn',
      };
      running.push(await startNode({ code: node.code, env, signal, say }));
    }),
  );
  const failed = starts.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return demoNodes.map(({ code, name }) => ({ code, name }));
}

/** Plays the opening once. One that was broken off is not played over: what had been said is in the nodes' logs for good. */
async function playOpening(): Promise<void> {
  const [playing, played] = [join(home, 'playing'), join(home, 'played')];
  if (existsSync(played)) return;
  if (existsSync(playing))
    return say('The opening was broken off by an earlier end: npm start -- --fresh plays it from the beginning.');
  writeFileSync(playing, '');
  const text = readFileSync(new URL('scenarios/greylatch-opening.json', root), 'utf8');
  const scenario = parseScenario(JSON.parse(movedTo(text, '2030-05-13', new Date())));
  say(`Playing “${scenario.title}” …`);
  const door = (node: string, role: Role = 'case-officer') => openClient(home, node, role);
  await playScenario(scenario, {
    ...realStage(false),
    door,
    onStep: (step) => say(`  ${step.id.padEnd(9)} ${step.text}`),
  });
  renameSync(playing, played);
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
    process.stdout.on('error', stop); // nobody reads any more: npm start | head -1
    setInterval(() => process.ppid !== parent && stop(), 300).unref();
  });
  return { stopped, signal: controller.signal };
}

/** Anything unknown ends the start before it does what was not asked for. */
function readArguments(args: readonly string[]): { fresh: boolean; history: boolean } {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(usage);
    process.exit(0);
  }
  const unknown = args.find((arg) => arg !== '--fresh' && arg !== '--no-history');
  if (unknown === undefined) return { fresh: args.includes('--fresh'), history: !args.includes('--no-history') };
  process.stderr.write(`tamga: unknown argument ${unknown}\n\n${usage}`);
  process.exit(2);
}

function readSettings(): ReturnType<typeof readDemoConfig> {
  try {
    return readDemoConfig(process.env);
  } catch (error) {
    return fail(error);
  }
}

function fail(error: unknown): never {
  process.stderr.write(`tamga: ${messageOf(error)}\n`);
  process.exit(1);
}

await start().then(() => process.exit(0), fail);
