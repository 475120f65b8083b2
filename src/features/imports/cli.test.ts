import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '#api-client.ts';
import { runCommand } from '#cli.ts';
import { TamgaError } from '#platform/errors.ts';
import { tamga } from '#test/command-line.ts';
import type { Ran } from '#test/command-line.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net } from '#test/federation/nodes.ts';
import type { ImportReport } from './model.ts';

let net: Net;
const folder = mkdtempSync(join(tmpdir(), 'tamga-cli-'));
beforeAll(async () => {
  net = await startNodes('xa');
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await net[Symbol.asyncDispose]();
});

/** Runs a command as `tamga` does. */
function run(...args: string[]): Promise<Ran> {
  net.clock.advance(1); // which import is the one before is told by when it began
  return tamga(net, ['--node', 'xa', ...args]);
}
const reportOf = async (...args: string[]): Promise<ImportReport> =>
  JSON.parse((await run(...args, '--json')).out) as ImportReport;

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const campaign = (n: number, more: object = {}) => ({
  type: 'campaign',
  spec_version: '2.1',
  id: `campaign--00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  created: '2030-01-01T00:00:00.000Z',
  modified: '2030-01-01T00:00:00.000Z',
  ...more,
});
const red = { object_marking_refs: ['marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed'] };
const bundle = (objects: object[], n = 0): string =>
  JSON.stringify({ type: 'bundle', id: `bundle--00000000-0000-4000-8000-00000000000${n}`, objects });
// The test's clock is years ahead of the machine's, from which the usual end of retention is counted.
const basis = ['--basis', 'mca-2029:5', '--retain-until', '2031-05-13'];

test('without --basis, where there are several, nothing is imported and the error lists them', async () => {
  const ran = await run('import', file('a.json', bundle([campaign(1)])));
  expect(ran).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/--basis.*mca-2029:1, .*mca-2029:14/) });
});

test('where the node goes away while an import waits, the run is named, and how to look at it', async () => {
  const real = await net.node('xa').ask<{ tlp: unknown }>('/api/kinds');
  const gone = (): Promise<never> => Promise.reject(new TamgaError('not-running', 'it does not answer'));
  const begun = { id: 'run-1', state: 'running', done: 0, total: 1, finishedAt: null };
  const ranAgainst = async (client: object): Promise<[number, string]> => {
    let err = '';
    const open = (): Client => ({ readKinds: () => Promise.resolve(real), ...client }) as unknown as Client;
    const around = {
      env: {},
      write: () => {},
      complain: (text: string) => void (err += text),
      isTerminal: false,
      open,
    };
    return [await runCommand(['import', file('a.json', bundle([campaign(1)])), ...basis], around), err];
  };
  expect(await ranAgainst({ importText: () => Promise.resolve(begun), readImportProgress: gone })).toEqual([
    1,
    expect.stringMatching(
      /not answer; the run run-1 goes on when the node is back: look with `tamga imports run-1` \[not-running\]/,
    ),
  ]);
  expect(await ranAgainst({ importText: gone })).toEqual([
    1,
    expect.stringMatching(/whether the import began is not known; .*`tamga imports`/),
  ]);
});

test('the rest comes from the profile: GREEN, unclassified, its first purpose', async () => {
  const { source, counts, items } = await reportOf('import', file('a.json', bundle([campaign(1)])), ...basis);
  expect({ source, counts }).toMatchObject({
    source: 'bundle--00000000-0000-4000-8000-000000000000',
    counts: { added: 1 },
  });
  expect(await net.node('xa').ask(`/api/records/${items[0]?.ref}`)).toMatchObject({
    envelope: { marking: { tlp: 'GREEN', base: 'unclassified' }, purpose: 'counter-terrorism' },
  });
});

test('a run with nothing refused ends with 0; one with anything refused prints its report and ends with 1', async () => {
  expect(await run('import', file('b.json', bundle([campaign(5)], 1)), ...basis)).toMatchObject({ code: 0, err: '' });
  for (const objects of [[campaign(2, red)], [campaign(3), campaign(4, red)]]) {
    const { code, out } = await run('import', file('b.json', bundle(objects, 1)), ...basis);
    expect(code).toBe(1);
    expect(out).toMatch(/ 1 refused/);
    expect(out).toMatch(/source-marking: .*TLP:RED.*TLP:GREEN/);
  }
});

test('the report tells what needs eyes first, with its place in the text, and only counts what is absent', async () => {
  const many = Array.from({ length: 30 }, (_, i) => campaign(100 + i));
  await run('import', file('c.json', bundle(many, 2)), ...basis);
  const later = { modified: '2030-02-01T00:00:00.000Z' };
  const next = [campaign(100), campaign(101, later), campaign(102, { name: 'Other' }), campaign(140), { type: 'x' }];
  const { out } = await run('import', file('c.json', bundle(next, 2)), ...basis);
  const titles = ['refused:', 'changed without a new modified:', 'new versions:', 'added:', 'absent: 27 objects'];
  const places = titles.map((title) => out.indexOf(`\n${title}`));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places.every((place) => place > 0)).toBe(true);
  expect(out).toMatch(/objects\/4 .*bad-type/);
  expect(out).toContain(`objects/2 ${campaign(102).id}`);
  expect(out).not.toContain(campaign(110).id);
});

test('what breaks the specification stands in the report with its place and clause; advice is counted', async () => {
  const odd = { name: 'Odd', x_a: 1, x_b: 2 };
  const objects = [
    campaign(150, odd),
    campaign(151, { confidence: 101, ...odd }),
    campaign(152, { name: 'Gone', revoked: true }),
  ];
  const { code, out } = await run('import', file('e.json', bundle(objects, 4)), ...basis);
  expect(code).toBe(0);
  expect(out).toContain(' 1 revoked, ');
  expect(out).toMatch(
    /\(MUST\), in 1 object: .*\n {2}objects\/1 campaign--\S+ {2}\/confidence 101 .*\(STIX 2\.1 §3\.2\)/,
  );
  expect(out).toMatch(/\(SHOULD\), in 2 objects, .*\n {2}4 × extensions-use, the first: objects\/1 .*\/x_a/);
  expect(out).toMatch(/\nrevoked by their author.*\n {2}objects\/2 /);
});

test('of many, some are shown and the rest is counted', async () => {
  const many = Array.from({ length: 30 }, (_, i) => campaign(200 + i));
  const { out } = await run('import', file('d.json', bundle(many, 3)), ...basis);
  expect(out).toContain('… 20 more');
  expect(out).toContain('--json');
});

test.each([
  ['broken.json', '{"type":"bundle","x', 'broken.json: the text is no JSON, at byte 19 (/type) [syntax]'],
  ['empty.json', '', 'empty.json: the file is empty [empty]'],
])('%s: the error names the file and says once what is wrong', async (name, content, message) => {
  const ran = await run('import', file(name, content), ...basis);
  expect(ran).toEqual({ code: 1, out: '', err: `tamga: ${message}\n` });
});

test('a file that is not there, or a folder, is said to be that', async () => {
  const missing = join(folder, 'nothing.json');
  const said = async (path: string): Promise<string> => (await run('import', path, ...basis)).err;
  expect(await said(missing)).toBe(`tamga: ${missing}: there is no such file [malformed]\n`);
  expect(await said(folder)).toBe(`tamga: ${folder}: this is a folder: name one file [malformed]\n`);
});

test('a basis of no article is told the form', async () => {
  const ran = await run('import', file('a.json', bundle([campaign(1)])), '--basis', 'foo');
  expect(ran).toMatchObject({ code: 2, err: expect.stringMatching(/foo.*form is instrument:article/) });
});

test('a release or a recall of an import that is not here says so', async () => {
  const rest = ['--import', 'nope', '--to', 'xb'];
  for (const args of [
    ['release', ...rest],
    ['recall', ...rest, '--reason', 'r'],
  ]) {
    const err = 'tamga: no import nope [not-found]\n';
    expect(await run(...args)).toEqual({ code: 1, out: '', err });
  }
});

test('with --no-wait the run’s id is all that is printed, and the node imports by itself', async () => {
  const { code, out, err } = await run('import', file('f.json', bundle([campaign(300)], 5)), ...basis, '--no-wait');
  expect([code, err]).toEqual([0, '']);
  const id = out.trim();
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  await expect.poll(async () => (await reportOf('imports', id)).state).toBe('finished');
  expect(await run('imports', id, '--cancel')).toMatchObject({ code: 1, err: expect.stringContaining('[conflict]') });
  expect(await run('imports', '--cancel')).toMatchObject({ code: 2, out: '' });
});

test('how far an import is, is shown at a terminal, and nowhere else', async () => {
  const args = ['--node', 'xa', 'import', file('g.json', bundle([campaign(310)], 6)), ...basis];
  const { code, out, err } = await tamga(net, args, true);
  expect(code).toBe(0);
  expect(err).toMatch(/import [0-9a-f-]{36}: /);
  expect(err.endsWith('\r\u001b[K')).toBe(true);
  expect(out).not.toContain('\u001b');
});
