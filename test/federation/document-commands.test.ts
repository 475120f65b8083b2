import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { tamga } from '../command-line.ts';
import { startNodes } from './nodes.ts';
import type { Net } from './nodes.ts';

// The options by which keys are rotated and authorities end, as an operator types them; a running node takes the file on.

let net: Net;
let file: (name: string) => string;
beforeAll(async () => {
  net = await startNodes('xa', 'xb');
  // Commands take the machine's time, which must not be before that of the alliance.
  vi.useFakeTimers({ toFake: ['Date'], now: net.clock.now });
  await net.settle();
  file = (name) => join(net.home, name);
});
afterAll(() => {
  vi.useRealTimers();
  return net[Symbol.asyncDispose]();
});

async function run(...args: string[]): Promise<string> {
  const { code, out, err } = await tamga(net, args);
  expect(`${code} ${err}`).toBe('0 ');
  return out;
}
const rootOf = (code: string): string => file(`root-keys/${code}.key`);
async function take(code: string): Promise<void> {
  await net.node(code).refreshAlliance();
  await net.node(code).sequence();
  await net.settle();
}
const sizeAt = async (code: string): Promise<string> => {
  const { rows } = await sql<{ size: number }>`select size from log_head`.execute(net.node(code).deps.db);
  return String(rows[0]!.size);
};
/** As another node has it. */
const directoryOf = (code: string) => net.node('xa').deps.self.alliance.directories.get(code)!.directory;

test('one directory rotates keys of four uses, adds an authority and ends another one in its favour', async () => {
  const out = file('d2.jws');
  const rotated = ['record:xb/cyber', 'wrap:xb/node', 'transport', 'tls'].flatMap((use) => ['--rotate', use]);
  const authority = ['--add-authority', 'xb/money:Money desk', '--end-authority', 'xb/cyber:2030-12-31:xb/money'];
  const sealing = ['--home', file('xb'), '--participant', 'xb', '--root', rootOf('xb'), '--out', out];
  await run('directory', 'make', ...sealing, ...rotated, ...authority, '--at', await sizeAt('xb'), '--overlap', '100');
  await run('directory', 'adopt', out, '--home', file('xb'));
  await take('xb');
  const { number, keys, authorities, tlsKey, formerTlsKey } = directoryOf('xb');
  expect(number).toBe(2);
  expect(
    keys
      .filter(({ to }) => to !== undefined)
      .map(({ use }) => use)
      .toSorted(),
  ).toEqual(['record', 'transport', 'wrap']);
  expect(authorities).toContainEqual(
    expect.objectContaining({ code: 'xb/cyber', to: '2030-12-31', successor: 'xb/money' }),
  );
  expect([formerTlsKey === undefined, formerTlsKey === tlsKey]).toEqual([false, false]);
  const listed = await run('--node', 'xb', '--as', 'node-admin', 'keys');
  for (const name of ['wrap-node@2.key', 'tls@2.pem', 'transport@2.key', 'wrap-money@2.key'])
    expect(listed).toContain(name);
});

test.each([
  ['an unknown use', ['--rotate', 'wine'], 'record:<authority>', 2],
  ['no place in the log', ['--rotate', 'log'], 'at which log index', 1],
  ['an end without a day', ['--end-authority', 'xb/money:soon'], 'soon is no day', 2],
  ['a successor that is not there', ['--end-authority', 'xb/money:2030-12-31:xb/none'], 'xb/none', 1],
  ['an authority that is not there', ['--end-authority', 'xb/none:2030-12-31'], 'xb/none', 1],
])('%s is refused, by what was typed, and nothing is written', async (_, typed, words, status) => {
  const out = file('never.jws');
  const sealing = ['--home', file('xb'), '--participant', 'xb', '--root', rootOf('xb'), '--out', out];
  const { code, err } = await tamga(net, ['directory', 'make', ...sealing, ...typed]);
  expect([code, err]).toEqual([status, expect.stringContaining(words)]);
  expect(() => readFileSync(out)).toThrow(/ENOENT/);
});
