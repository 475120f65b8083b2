import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { makeBackup } from '#features/backups/actions.ts';
import { systemNow } from '#platform/clock.ts';
import { createBareDatabase } from '../database.ts';
import { rowsOf } from '../rows.ts';
import {
  earlierBackup,
  earlierReleases,
  openEarlierDatabase,
  passphraseFile,
  writeEarlierFolder,
} from '../earlier/data.ts';
import { hasEarlierProgram, unpackEarlierProgram } from '../earlier/program.ts';
import { freePortBase } from './ports.ts';
import { nodeProcess } from './processes.ts';
import { runProgram, runTamga } from './programs.ts';

const current = new URL('../../src/migrations/', import.meta.url);
const newest = earlierReleases.at(-1)![0];
const peers = { args: ['--without', 'ec,iop,xb,xc'] };

async function temporary(): Promise<{ home: string; base: number } & Disposable> {
  const home = mkdtempSync(join(tmpdir(), 'tamga-upgrade-'));
  const base = await freePortBase();
  return { home, base, [Symbol.dispose]: () => rmSync(home, { recursive: true, force: true }) };
}

test('the earlier release’s backup is restored by one command, and the node goes on; what a later release migrated then is refused untouched', async () => {
  using place = await temporary();
  await using bare = await createBareDatabase();
  const folder = join(place.home, 'xa');
  const keys = passphraseFile(place.home);
  const restored = await runTamga(['restore', earlierBackup(newest, 'xa'), '--home', folder, '--with-keys', keys], {
    DATABASE_URL: bare.url,
  });
  expect(restored).toMatchObject({ code: 0, output: expect.stringContaining('xa is restored') });
  const settings = { folder, port: place.base, federationPort: place.base + 20, databaseUrl: bare.url };
  await using node = nodeProcess(settings);
  await node.start(peers);
  const { items } = await node.ask<{ items: { ref: string; title: string | null }[] }>(
    '/api/records?kind=incident.report',
  );
  expect(items.map(({ title }) => title)).toContain('Ticket halls down');
  for (const { ref } of items) {
    const env = { TAMGA_HOME: place.home, TAMGA_NODE: 'xa' };
    expect(await runTamga(['verify', ref], env), ref).toMatchObject({ code: 0 });
  }
  await node.stop();

  // As a release after this one leaves it.
  await sql`insert into migration (name, sha256) values ('9999-of-a-later-release.sql', 'x')`.execute(bare.db);
  const before = await rowsOf(bare.url);
  const refusal = expect.stringMatching(/9999-of-a-later-release.*none after \d{4}-.*\[migration-newer\]/s);
  const env = { TAMGA_HOME: folder, TAMGA_PARTICIPANT: 'xa', DATABASE_URL: bare.url };
  const file = join(place.home, 'later.tamga-backup');
  for (const args of [['node'], ['rebuild'], ['backup', '-o', file], ['backups'], ['prune-backups']])
    expect(await runTamga(args, env), args[0]).toMatchObject({ code: 1, output: refusal });
  expect(existsSync(file)).toBe(false);
  expect(await rowsOf(bare.url)).toEqual(before);

  const blobFolder = join(folder, 'blobs');
  const source = { url: bare.url, home: folder, blobFolder, participant: 'xa', anchor: 'x', keepDays: 1 };
  await makeBackup(source, file, systemNow); // as the later release would
  await using other = await createBareDatabase();
  const back = join(place.home, 'back');
  const refused = await runTamga(['restore', file, '--home', back], { DATABASE_URL: other.url });
  expect(refused).toMatchObject({ code: 1, output: refusal });
  expect(readdirSync(back)).toEqual([]);
  expect(await rowsOf(other.url)).toEqual({});
});

test.skipIf(!hasEarlierProgram())(
  'the program of the earlier release refuses upgraded data untouched, and goes on with what was kept before the upgrade',
  async () => {
    using place = await temporary();
    using earlier = unpackEarlierProgram();
    const folder = await writeEarlierFolder('0.1.0', place.home, 'xa');
    const environment = (databaseUrl: string): NodeJS.ProcessEnv => ({
      TAMGA_HOME: folder,
      TAMGA_PARTICIPANT: 'xa',
      TAMGA_PORT: String(place.base),
      TAMGA_FEDERATION_PORT: String(place.base + 20),
      DATABASE_URL: databaseUrl,
    });
    const start = (url: string) =>
      runProgram([process.execPath, join(earlier.dir, 'src/cli.ts'), 'node'], environment(url), 'ipc');

    await using upgraded = await openEarlierDatabase('0.1.0', 'xa', current);
    const kept = await openEarlierDatabase('0.1.0', 'xa', current);
    await using stack = new AsyncDisposableStack();
    stack.use(kept);
    await using node = nodeProcess({
      folder,
      port: place.base,
      federationPort: place.base + 20,
      databaseUrl: upgraded.url,
    });
    await node.start(peers);
    await node.stop();
    const before = await rowsOf(upgraded.url);
    const refused = start(upgraded.url);
    expect(await refused.exited).toBe(1);
    expect(refused.output()).toMatch(/0008-.* was applied but its file is gone/);
    expect(await rowsOf(upgraded.url)).toEqual(before);

    const back = start(kept.url);
    stack.defer(async () => {
      back.child.kill('SIGTERM');
      await back.exited;
    });
    const ready = once(back.child, 'message').then(() => true);
    expect(await Promise.race([ready, back.exited.then(() => false)]), back.output()).toBe(true);
  },
);
