import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDb } from '#platform/db/db.ts';
import { startPostgres } from '#platform/db/embedded.ts';
import { auditLog, untilWritten } from './audit.ts';
import { bundleOf, report } from './bundles.ts';
import { freePortBase } from './ports.ts';
import { nodeProcess } from './processes.ts';
import type { NodeProcess } from './processes.ts';
import { commandOf, killAll, processesIn, removeHome, runProgram, runTamga, until } from './programs.ts';
import { findSecrets } from './secrets.ts';

type Lone = AsyncDisposable & { home: string; folder: string; node: NodeProcess };

/** A node of a factual profile, made by `tamga init`, with a PostgreSQL of its own. */
async function startLone(profile: string, code: string): Promise<Lone> {
  await using building = new AsyncDisposableStack();
  const home = mkdtempSync(join(tmpdir(), 'tamga-lone-'));
  building.defer(() => removeHome(home, join(code, 'postgres')));
  const port = await freePortBase();
  const made = await runTamga(['init', '--profile', profile, '--home', home], { TAMGA_PORT_BASE: String(port) });
  expect(made).toMatchObject({
    code: 0,
    output: expect.stringContaining(`TAMGA_HOME=${join(home, code)} npx tamga node`),
  });
  const folder = join(home, code);
  const node = building.use(nodeProcess({ folder, port, federationPort: port + 20 }));
  await node.start();
  const stack = building.move();
  return { home, folder, node, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** One for all that does not need another; the last of these stops it. */
let kz: Lone;
beforeAll(async () => {
  kz = await startLone('profiles/sco-rats.json', 'kz');
});
afterAll(() => kz[Symbol.asyncDispose]());

test('tamga import ends with 0 when all went in, and with 1 and the report when anything was refused', async () => {
  const lone = kz;
  const env = { TAMGA_HOME: lone.home };
  const [good, mixed] = [join(lone.home, 'good.json'), join(lone.home, 'mixed.json')];
  const bundle = Buffer.from(bundleOf('codes', 2)).toString();
  writeFileSync(good, bundle);
  writeFileSync(mixed, bundle.replace('"objects":[', '"objects":[{"type":"campaign"},'));
  const args = (file: string): string[] => ['--node', 'kz', 'import', file, '--basis', 'sco-databank-2004:1'];
  expect(await runTamga(args(good), env)).toMatchObject({ code: 0, output: expect.stringContaining('2 added') });
  const refused = await runTamga(args(mixed), env);
  expect(refused).toMatchObject({ code: 1, output: expect.stringMatching(/2 identical.* 1 refused/) });
  expect(refused.output).toContain('objects/0');
});

/** Files that more than their owner may read or write. */
const openToOthers = (folder: string, names: string[]): string[] =>
  [
    ...names.flatMap((name) => readdirSync(join(folder, name)).map((file) => join(name, file))),
    'database-password',
  ].filter((file) => (statSync(join(folder, file)).mode & 0o077) !== 0);

test('a second node in the same folder is refused, and the first keeps its tokens', async () => {
  const lone = kz;
  const own = { TAMGA_HOME: lone.folder, TAMGA_PARTICIPANT: 'kz' };
  const second = await runTamga(['node'], { ...own, TAMGA_PORT: '9', TAMGA_FEDERATION_PORT: '9' });
  expect(second).toMatchObject({ code: 1, output: expect.stringContaining(`${lone.folder} is in use`) });
  expect(await lone.node.ask('/api/session')).toMatchObject({ node: { code: 'kz' } });
});

/** The server's children that work for the node: one killed with -9 takes every connection of the server with it. */
const backendsOf = (lone: Lone): number[] =>
  processesIn(join(lone.folder, 'postgres')).filter((pid) => commandOf(pid).startsWith('postgres: tamga'));

/** Records under a legal basis that this profile has. */
async function drafts(node: NodeProcess): Promise<(n: number) => object> {
  type Kinds = { basis: { instrument: string; articles: { article: string }[] }[]; purposes: { code: string }[] };
  const { basis, purposes } = await node.ask<Kinds>('/api/kinds');
  const first = basis.find((b) => b.articles.length > 0);
  const handling = {
    basis: [{ instrument: first!.instrument, article: first!.articles[0]!.article }],
    purpose: purposes[0]!.code,
  };
  return (n) => ({ ...report(n), ...handling });
}

/** What was acknowledged is there, and in the log, as the server itself says. */
async function checkSaid(lone: Lone, said: readonly string[]): Promise<void> {
  await using postgres = await startPostgres({ dir: join(lone.folder, 'postgres') });
  expect(postgres.started, 'the node runs it').toBe(false);
  await using db = openDb(postgres.adminUrl('tamga'));
  await untilWritten(db);
  const { rows } = await sql<{
    ref: string;
  }>`select ref from record where id in (select record_id from log_leaf)`.execute(db);
  const there = new Set(rows.map((row) => row.ref));
  expect(said.filter((ref) => !there.has(ref))).toEqual([]);
  await auditLog(db);
}

test('kill -9 of its PostgreSQL’s backends: the node goes on by itself, and nothing acknowledged is lost', async () => {
  const lone = kz;
  const draft = await drafts(lone.node);
  const said: string[] = [];
  const say = async (): Promise<boolean> => {
    const made = await lone.node.ask<{ ref: string }>('/api/records', { method: 'POST', body: draft(said.length) });
    return said.push(made.ref) > 0;
  };
  for (let kills = 0; kills < 3; kills++) {
    const writing = (async () => {
      for (;;) await say();
    })().catch(() => {});
    await sleep(100 + kills * 67);
    // A server that comes back between two questions to it fails none of them: then another backend.
    await until('a write that fails', () => {
      killAll(backendsOf(lone).slice(0, 1));
      return Promise.race([writing.then(() => true), sleep(500).then(() => false)]);
    });
    const before = said.length;
    await until('the next records', () =>
      say()
        .then(() => said.length > before + 3)
        .catch(() => false),
    );
  }
  await checkSaid(lone, said);

  const postmaster = processesIn(join(lone.folder, 'postgres')).find((pid) => commandOf(pid).includes('/bin/'));
  killAll([postmaster!]);
  expect(await lone.node.program().exited, 'without its database it ends, for others to see').toBe(1);
  await lone.node.start();
  await checkSaid(lone, said);
});

test.each([
  ['profiles/sco-rats.json', 'kz', 'sco-rats', 11, 'sco-databank-2004:1, sco-databank-2004:2'],
  ['profiles/csto-proxy.json', 'am', 'csto', 7, 'profile names none'],
])(
  'a lone node starts from %s, and the command line finds it',
  async (profile, code, alliance, participants, bases) => {
    await using one = code === 'kz' ? kz : await startLone(profile, code);
    const env = { TAMGA_HOME: one.home };
    const answer = await runTamga(['--node', code, '--json', 'alliance'], env);
    expect(JSON.parse(answer.output)).toMatchObject({ self: code, alliance: { id: expect.stringMatching(alliance) } });
    expect((JSON.parse(answer.output) as { participants: unknown[] }).participants).toHaveLength(participants);

    const file = join(one.home, 'bundle.json');
    writeFileSync(file, bundleOf('lone', 2));
    const guessed = await runTamga(['--node', code, 'import', file], env);
    expect(guessed, 'a legal basis of another alliance').toMatchObject({
      code: 2,
      output: expect.stringContaining(bases),
    });

    expect(openToOthers(one.folder, ['tokens', 'keys']), 'files of secrets that others may read').toEqual([]);

    await one.node.stop();
    expect(processesIn(one.home)).toEqual([]);
    expect(await runTamga(['--node', code, 'alliance'], env)).toMatchObject({
      code: 1,
      output: expect.stringContaining(`node ${code} is not running; nodes in ${one.home}: `),
    });
    expect(findSecrets(one.node.output(), one.node.secrets())).toEqual([]);
  },
);

test('a lone node needs its folder alone, says where it is, tells of an absent peer once, and SIGTERM ends it with 0', async () => {
  const home = mkdtempSync(join(tmpdir(), 'tamga-lone-'));
  await using _ = { [Symbol.asyncDispose]: () => removeHome(home, join('kz', 'postgres')) };
  const base = await freePortBase();
  await runTamga(['init', '--profile', 'profiles/sco-rats.json', '--home', home], { TAMGA_PORT_BASE: String(base) });
  const env = { TAMGA_HOME: join(home, 'kz') };
  const { port } = JSON.parse((await runTamga(['config'], env)).output) as { port: number };
  const node = runProgram([process.execPath, 'src/cli.ts', 'node'], env);
  await until('ready', () => node.output().includes(`node kz is ready at http://kz.localhost:${port};`));
  expect(await runTamga(['sign-in'], env)).toMatchObject({ code: 0, output: expect.stringContaining(`:${port}/`) });
  const failures = (): string[] => node.output().match(/"event":"job-failed","job":"[^"]+"/g) ?? [];
  await until('all ten peers missed', () => new Set(failures()).size === 10);
  await sleep(2_000); // long enough for two more tries of each
  expect(failures()).toHaveLength(10);
  node.child.kill('SIGTERM');
  expect(await node.exited).toBe(0);
  expect(node.output(), 'an ordinary end is no fault').not.toContain('"level":"error"');
  expect(await runTamga(['rebuild'], env)).toEqual({
    code: 0,
    output: expect.stringMatching(/^\d+ records read anew\n$/),
  });
});
