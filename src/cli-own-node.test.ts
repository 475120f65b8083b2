import { Command } from 'commander';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readOwnConfig } from './cli-own-node.ts';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'tamga-own-'));
  writeFileSync(join(home, 'tamga.json'), JSON.stringify({ participant: 'kz' }));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** What a command reads that is called with these words. */
function read(env: Record<string, string>, ...words: string[]): unknown {
  let config: unknown;
  const program = new Command('tamga').exitOverride().option('-n, --node <code>');
  program.command('backups').action((_options, command: Command) => void (config = readOwnConfig(command, env)));
  program.parse([...words, 'backups'], { from: 'user' });
  return config;
}

test('a command on a node’s own folder does not pass over --node in silence', () => {
  expect(read({ TAMGA_HOME: home })).toMatchObject({ participant: 'kz' });
  expect(read({ TAMGA_HOME: home }, '--node', 'kz')).toMatchObject({ participant: 'kz' });
  expect(() => read({ TAMGA_HOME: home }, '--node', 'xb')).toThrow(
    /--node xb: the folder .* is kz's.*TAMGA_HOME names/,
  );
});

test('where no node’s settings lie, it is said whose folder the command acts on, and that the demonstration has none', () => {
  const nowhere = { TAMGA_HOME: join(home, 'nowhere') };
  for (const words of [[], ['--node', 'xb']])
    expect(() => read(nowhere, ...words)).toThrow(
      /participant: missing .*"tamga backups" acts on a node's own folder, which TAMGA_HOME names.*nodes of the demonstration/,
    );
});
