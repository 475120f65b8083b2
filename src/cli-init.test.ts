import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSelf } from '#features/alliance/actions.ts';
import { runCommand } from './cli.ts';
import { openClient } from './client.ts';
import { readConfig } from './config.ts';

const profile = new URL('../profiles/csto-proxy.json', import.meta.url).pathname;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tamga-init-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function init(home: string, ...more: string[]): Promise<{ code: number; out: string }> {
  let out = '';
  const write = (text: string): void => void (out += text);
  const around = { env: {}, write, complain: write, isTerminal: false, open: openClient };
  const code = await runCommand(['init', '--profile', profile, '--home', home, ...more], around);
  return { code, out };
}

/** A work tree that ignores `secret/`. */
function workTree(): string {
  const tree = mkdtempSync(join(folder, 'tree-'));
  expect(spawnSync('git', ['init', '--quiet', tree]).status, 'git is needed for this test').toBe(0);
  writeFileSync(join(tree, '.gitignore'), 'secret/\n');
  return tree;
}

test('secret keys are not made where git would take them up, unless that is wanted', async () => {
  const tree = workTree();
  const seen = join(tree, 'trial', 'deep');
  expect(await init(seen)).toMatchObject({ code: 1, out: expect.stringContaining(`${seen} lies in a git work tree`) });
  expect(existsSync(join(tree, 'trial'))).toBe(false);
  expect(await init(seen, '--force')).toMatchObject({ code: 0 });
  expect(await init(join(tree, 'secret', 'trial'))).toMatchObject({ code: 0 });
});

test('where git cannot say whether it would take them up, it is taken to be so', async () => {
  const broken = join(folder, 'broken');
  mkdirSync(join(broken, '.git'), { recursive: true });
  expect(await init(join(broken, 'trial'))).toMatchObject({ code: 1, out: expect.stringContaining('--force') });
});

test('a node that init made needs its folder alone, on the ports that its directory names', async () => {
  const home = join(folder, 'whole');
  const { out } = await init(home);
  const starts = out.trim().split('\n').slice(1);
  expect(starts).toContain(`TAMGA_HOME=${join(home, 'am')} npx tamga node`);
  for (const [i, start] of starts.entries()) {
    const config = readConfig({ TAMGA_HOME: /^TAMGA_HOME=(\S+) /.exec(start)?.[1] });
    expect(config).toMatchObject({ port: 7400 + i, federationPort: 7420 + i });
    const { alliance } = readSelf(config.home, config.participant);
    expect(alliance.directories.get(config.participant)?.directory.addresses).toEqual([
      `https://127.0.0.1:${config.federationPort}`,
    ]);
  }
});

test('a file that is no profile is named', async () => {
  const around = { env: {}, write: () => {}, isTerminal: false, open: openClient };
  for (const file of ['package.json', 'no-such-file.json']) {
    let told = '';
    const complain = (text: string): void => void (told += text);
    expect(await runCommand(['init', '--profile', file, '--home', join(folder, 'none')], { ...around, complain })).toBe(
      1,
    );
    expect(told).toMatch(new RegExp(`^tamga: ${file} is not a profile: `));
  }
  expect(existsSync(join(folder, 'none'))).toBe(false);
});
