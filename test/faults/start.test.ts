import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClient } from '#client.ts';
import { demoNodes } from '../../tools/demo-alliance.ts';
import {
  endDemo,
  failingDemo,
  recordsOf,
  runDemo,
  settledRecordsOf,
  startDemo,
  underShell,
  untilGone,
} from './demo.ts';
import type { DemoPlace } from './demo.ts';
import { freePortBase } from './ports.ts';
import { processesIn, removeHome, until } from './programs.ts';
import { findSecrets, secretsOf } from './secrets.ts';

// One demonstration, through its whole life: each test finds the data that the one before left.
let place: DemoPlace;
let records: Record<string, string[]>;

beforeAll(async () => {
  place = { home: mkdtempSync(join(tmpdir(), 'tamga-demo-')), base: await freePortBase() };
});
afterAll(() => removeHome(place.home, 'postgres'));

test('the first start, broken off by kill -9 while it makes the alliance, does not stand in the way of the next', async () => {
  const first = runDemo(place);
  await until('the first keys', () => existsSync(join(place.home, 'ec', 'keys')));
  await endDemo(first, 'SIGKILL');
  await untilGone(place, 10_000);
  expect(existsSync(join(place.home, 'played'))).toBe(false);
});

test('a start prints an address and a one-time link per node, plays the opening, and is ready', async () => {
  const demo = await startDemo(place);
  expect([...demo.links.keys()]).toEqual(demoNodes.map((node) => node.code));
  for (const { code, offset } of demoNodes) {
    const address = `http://${code}.localhost:${place.base + offset}`;
    expect(demo.output()).toContain(` ${address} `);
    expect(demo.links.get(code)).toMatch(new RegExp(`^${address}/sign-in#[\\w-]{43}$`));
  }
  expect(demo.output().match(/^ {2}a5-recall /gm)).toHaveLength(1);
  records = await settledRecordsOf(place);
  expect(records['xb']?.length).toBeGreaterThan(5);
  // Two decide what one may not decide alone, and one authority of two reads for itself.
  const asked = (node: string, officer: string) => openClient(place.home, node, 'case-officer', officer).readSession();
  expect(await asked('xa', 'xa/cyber/o-4')).toMatchObject({ officer: { role: 'case-officer' } });
  expect(await asked('xb', 'xb/fiu/o-1')).toMatchObject({ officer: { authority: 'xb/fiu' } });

  const second = await failingDemo(place);
  expect(second).toMatchObject({ code: 1, output: expect.stringContaining(`is running in ${place.home}`) });
  expect(await recordsOf(place), 'the tokens of the first still work, on the same data').toEqual(records);

  expect(await endDemo(demo, 'SIGTERM')).toBe(0);
  expect(processesIn(place.home)).toEqual([]);
  const secrets = demoNodes.flatMap(({ code }) => secretsOf(join(place.home, code)));
  expect(findSecrets(demo.output(), secrets)).toEqual([]);
});

test('a second start finds its data, a node that is killed is started again, and Ctrl-C ends everything', async () => {
  const demo = await startDemo(place);
  expect(demo.output()).not.toMatch(/Playing|Making/);
  expect(await recordsOf(place)).toEqual(records);
  const { pid } = JSON.parse(readFileSync(join(place.home, 'xb', 'node.json'), 'utf8')) as { pid: number };
  process.kill(pid, 'SIGKILL');
  await until('xb again', () => demo.output().includes('node xb is back'), 30_000);
  expect(demo.output()).toContain('node xb ended by itself (SIGKILL): it is started again in 1 s');
  expect(await recordsOf(place)).toEqual(records);
  expect(await endDemo(demo, 'SIGINT', true)).toBe(0);
  expect(processesIn(place.home)).toEqual([]);
});

test('kill -9 of the start leaves nothing running, and the next start need not wait', async () => {
  const demo = await startDemo(place);
  await endDemo(demo, 'SIGKILL');
  const next = await startDemo(place, underShell);
  expect(await recordsOf(place)).toEqual(records);
  await endDemo(next, 'SIGKILL'); // the parent alone, as when npm is killed
  await untilGone(place, 10_000);
});

test.each([
  ['SIGTERM', 200],
  ['SIGKILL', 0],
  ['SIGKILL', 500],
] as const)(
  '%s in the middle of a start, %i ms after the first node, leaves nothing running',
  async (signal, afterMs) => {
    const demo = runDemo(place);
    await until('the first node', () => processesIn(join(place.home, 'xa')).length > 0);
    await sleep(afterMs);
    await endDemo(demo, signal);
    await untilGone(place, 10_000);
    expect(demo.output()).not.toContain('ready');
  },
);

test('other ports than the data was made with are refused, and so is a port in use, each by name', async () => {
  const other = await failingDemo({ ...place, base: place.base + 30 });
  expect(other).toMatchObject({ code: 1, output: expect.stringContaining(`TAMGA_PORT_BASE=${place.base}`) });
  expect(await failingDemo({ ...place, base: 99_999 })).toMatchObject({
    code: 1,
    output: expect.stringMatching(/^tamga: TAMGA_PORT_BASE: /),
  });

  await using squatter = createServer();
  await once(squatter.listen(place.base + 2, '127.0.0.1'), 'listening');
  const taken = await failingDemo(place);
  expect(taken).toMatchObject({ code: 1, output: expect.stringContaining(`127.0.0.1:${place.base + 2}`) });
  await untilGone(place, 10_000);
});

test('a folder that holds something else is left alone, even with --fresh', async () => {
  const home = mkdtempSync(join(tmpdir(), 'tamga-not-a-demo-'));
  const file = join(home, 'thesis.txt');
  writeFileSync(file, 'years of work');
  const fresh = runDemo({ ...place, home }, [process.execPath, 'tools/start.ts', '--fresh']);
  expect(await fresh.exited).toBe(1);
  expect(fresh.output()).toContain(`${home} holds something else`);
  rmSync(file); // throws if it is gone
  rmSync(home, { recursive: true });
});
