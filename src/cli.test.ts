import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import { tamga } from '#test/command-line.ts';
import type { Ran } from '#test/command-line.ts';
import { incident } from '#test/federation/drafts.ts';
import { startNodes } from '#test/federation/nodes.ts';
import type { Net, TestNode } from '#test/federation/nodes.ts';
import { runCommand } from './cli.ts';
import { openClient } from './client.ts';

// One record that stays at xb, one that was recalled from there, one of which nobody was told.
let net: Net;
let [kept, recalled, untold] = ['', '', ''];
const id = 'malware--00000000-0000-4000-8000-000000000001';
const source = `{"type":"malware", "id":"${id}","created":"2030-01-01T00:00:00.000Z","modified":"2030-01-01T00:00:00.000Z","name":"Greylatch","is_family":false}`;

beforeAll(async () => {
  net = await startNodes('xa', 'xb');
  const drafts = [incident('xa'), incident('xa'), incident('xa')];
  const refs = (await submitRecords(net.node('xa').deps, drafts)).map((r) => r.ref);
  [kept = '', recalled = '', untold = ''] = refs;
  const file = join(net.home, 'event.json');
  writeFileSync(file, `{"type":"bundle","id":"bundle--00000000-0000-4000-8000-000000000000","objects":[${source}]}`);
  expect(await at('xa', 'import', file, '--basis', 'mca-2029:5', '--retain-until', '2031-05-13')).toMatchObject({
    code: 0,
  });
  expect(await at('xa', 'release', kept, recalled, '--to', 'xb')).toMatchObject({
    code: 0,
    out: '2 records released to xb\n',
  });
  await net.settle();
  expect(await at('xa', 'recall', recalled, '--to', 'xb', '--reason', 'too wide')).toMatchObject({
    code: 0,
    out: '1 record recalled from xb\n',
  });
  await net.settle();
});
afterAll(() => net[Symbol.asyncDispose]());

const at = (node: string, ...args: string[]): Promise<Ran> => tamga(net, ['--node', node, ...args]);
const json = async <T>(...args: [string, ...string[]]): Promise<T> =>
  JSON.parse((await at(...args, '--json')).out) as T;
const nobody = 'xa/0197f3a4-0000-7000-8000-000000000000';

test('verify says of each record what could not be checked, and never "proved" alone of one without content', async () => {
  const both = await at('xb', 'verify', kept, recalled);
  expect(both).toEqual({
    code: 0,
    err: '',
    out: `${kept}: proved\n${recalled}: proved, except content (destroyed)\n2 checked, 0 failed, 1 without content, 2 not yet proof to third parties: witnesses cosign within a minute\n`,
  });
  const all = await at('xb', 'verify', '--all', '--author', 'xa/cyber');
  // With --all only what is not whole has a line of its own; the release and the recall are checked like any record.
  expect(all.out).toBe(
    `${recalled}: proved, except content (destroyed)\n4 checked, 0 failed, 1 without content, 4 not yet proof to third parties: witnesses cosign within a minute\n`,
  );
  expect(await json('xb', 'verify', kept, recalled)).toEqual({
    checked: 2,
    failed: 0,
    withoutContent: 1,
    unwitnessed: 2,
    failures: [],
    unchecked: [{ ref: recalled, unchecked: [{ name: 'body', why: 'destroyed' }] }],
    approvals: [],
  });
});

test('verify for a role without content says that it was withheld', async () => {
  expect((await at('xb', 'verify', kept, '--as', 'node-admin')).out).toContain(
    `${kept}: proved, except content (withheld from this role)\n`,
  );
});

test('verify fails with exit code 1 when one record does not hold, and still tells of the others', async () => {
  const asked = net.node('xb');
  const lying = { ...net, node: () => ({ ...asked, api: { request: liar(asked.api.request) } }) } as unknown as Net;
  const ran = await tamga(lying, ['--node', 'xb', 'verify', kept, recalled]);
  expect(ran).toMatchObject({ code: 1, err: '' });
  expect(ran.out).toMatch(
    new RegExp(
      `^${kept}: FAILED, content: .+\n${recalled}: proved, except .+\n2 checked, 1 failed, 1 without content, .+\n$`,
    ),
  );
});

/** A node that shows other content than was sealed. */
const liar =
  (ask: TestNode['api']['request']): TestNode['api']['request'] =>
  async (path, init) => {
    const response = await ask(path, init);
    if (typeof path !== 'string' || !path.endsWith('/proof')) return response;
    const answer = (await response.json()) as { body: string | null };
    return Response.json(answer.body ? { ...answer, body: `${answer.body} ` } : answer);
  };

const wrong: [string, string[], RegExp][] = [
  ['no records to verify', ['verify'], /name the records.*--all/],
  ['records and all of them', ['verify', nobody, '--all'], /name the records.*--all/],
  ['an author without --all', ['verify', nobody, '--author', 'xa'], /--author goes with --all/],
  ['an author who is nobody', ['verify', '--all', '--author', 'zz'], /zz is no participant.*xa, xb/],
  ['no records to release', ['release', '--to', 'xb'], /refs, or --import/],
  ['refs and an import', ['release', nobody, '--import', 'x', '--to', 'xb'], /not both/],
  ['no records to recall', ['recall', '--to', 'xb', '--reason', 'r'], /refs, or --import/],
  ['a release of no ref', ['release', 'xa/nope', '--to', 'xb'], /xa\/nope is not a ref \(participant\/uuid\)/],
  ['a record of no ref', ['record', 'nope'], /nope is not a ref \(participant\/uuid\)/],
  ['proof of no ref', ['verify', 'nope'], /nope is not a ref \(participant\/uuid\)/],
  ['more objects than an answer holds', ['threats', '--limit', '1000'], /from 1 to 200/],
  ['no objects', ['threats', '--limit', '0'], /from 1 to 200/],
  ['more records than an answer holds', ['records', '--limit', '201'], /from 1 to 200/],
  ['a kind that is none', ['records', '--kind', 'nope'], /nope is no kind.*incident\.report/],
  ['an author that is none', ['records', '--author', 'zz/cyber'], /zz\/cyber is no participant.*xa, xb/],
  ['a verdict that is none', ['records', '--verdict', 'good'], /own, accepted, waiting, quarantined/],
  ['a role that is none', ['alliance', '--as', 'king'], /case-officer, .*auditor, node-admin/],
  ['a command that is none', ['rekall'], /unknown command 'rekall'/],
  ['an officer who is none', ['alliance', '--officer', 'xa/cyber/o-99'], /^tamga: --officer: .*xa\/cyber\/o-1/],
  ['a recipient who is none', ['release', '--to', 'zz'], /^tamga: --to: zz is no participant; there are: .*xb/],
  ['a recall from nobody', ['recall', '--reason', 'r', '--to', 'zz'], /^tamga: --to: zz is no participant.*xb/],
  [
    'a file for nobody',
    ['ferry', 'out', '-o', join(tmpdir(), 'tamga-for-nobody.age'), '--to', 'zz'],
    /--to: zz is no participant.*xb/,
  ],
  ['a label that is none', ['import', '--tlp', 'PINK'], /^tamga: --tlp: PINK is none of .*AMBER/],
  ['a marking that is none', ['import', '--base', 'cosmic'], /^tamga: --base: cosmic is none of unclassified/],
  ['a purpose that is none', ['import', '--purpose', 'taxes'], /^tamga: --purpose: taxes is none of counter-terrorism/],
  [
    'an article that is none',
    ['import', '--basis', 'mca-2029:99'],
    /^tamga: --basis: mca-2029:99 is none of .*mca-2029:5/,
  ],
  ['a day that there is not', ['import', '--retain-until', '2031-02-30'], /'--retain-until <date>'.*YYYY-MM-DD/],
  ['a search by a label that is none', ['threats', '--tlp', 'PINK'], /--tlp: PINK is no label; there are: .*AMBER/],
  ['a search by a marking that is none', ['threats', '--base', 'cosmic'], /--base: cosmic is no label; .*confidential/],
  ['a search from no day', ['threats', '--from', 'May'], /--from <date>: May is no day: YYYY-MM-DD/],
  [
    'a hold until no day',
    ['hold', nobody, '--code', 'c', '--reason', 'r', '--until', 'May'],
    /'--until <day>'.*YYYY-MM-DD/,
  ],
  ['a hold by no code', ['hold', '--code', 'The Law', '--reason', 'r', '--until', '2031-01-01'], /^tamga: --code: /],
  ['a place that is none', ['records', '--before', 'no place'], /^tamga: --before: not a place/],
  ['an end that is no moment', ['suspend', 'May', 'r', 'incident.report'], /'until'.*2030-06-01T00:00:00\.000Z/],
  ['versions by no ref', ['threats', 'diff', id, '--from', 'x'], /x is not a ref/],
];

/** What a command is about, where only an option of it is wrong. */
const rest = (args: string[]): string[] => {
  if (args[0] === 'import')
    return [join(net.home, 'event.json'), ...(args.includes('--basis') ? [] : ['--basis', 'mca-2029:5'])];
  const isAboutOne =
    ['release', 'recall', 'hold'].includes(args[0] ?? '') && args.some((arg) => ['zz', 'The Law'].includes(arg));
  return isAboutOne ? [kept] : [];
};

test.each(wrong)('wrong usage, exit code 2: %s', async (_, args, says) => {
  const ran = await at(args.includes('The Law') ? 'xb' : 'xa', ...args, ...rest(args));
  expect(ran).toMatchObject({ code: 2, out: '', err: expect.stringMatching(says) });
  expect(ran.err).toMatch(/^tamga: /);
});

test('a role that may not is told which may', async () => {
  const ran = await at('xa', 'release', kept, '--to', 'xb', '--as', 'auditor');
  expect(ran).toMatchObject({ code: 1, err: expect.stringMatching(/auditor may not release; case-officer or .* may/) });
  expect((await at('xa', 'threats', '--as', 'node-admin')).err).toMatch(/case-officer or .* auditor may/);
});

test('what is released already is said to be so', async () => {
  expect(await at('xa', 'release', kept, '--to', 'xb')).toEqual({ code: 0, err: '', out: 'already released to xb\n' });
});

test('the source text of an object goes into a pipe byte for byte', async () => {
  expect((await at('xa', 'threat', id)).out).toBe(source);
  expect((await tamga(net, ['--node', 'xa', 'threat', id], true)).out).toBe(`${source}\n`);
});

test('a record is told in words, releases and receipts before its content; whole with --json', async () => {
  const { out } = await at('xa', 'record', recalled);
  const order = [
    'incident.report',
    'TLP:AMBER',
    'mca-2029:5',
    'released to xb',
    'recalled 20',
    'destroyed 20',
    '\ncontent\n{"title":"Ticket halls down"',
  ];
  const places = order.map((text) => out.indexOf(text));
  expect(places).toEqual(places.filter((place) => place >= 0).toSorted((a, b) => a - b));
  expect(await json('xa', 'record', recalled)).toMatchObject({
    ref: recalled,
    envelope: { purpose: 'counter-terrorism' },
  });
  expect((await at('xa', 'record', untold)).out).toContain('released by this node to nobody');
  expect((await at('xb', 'record', recalled)).out).toContain('content: destroyed');
});

test('an answer without rows says that nothing was found, and what else there is', async () => {
  expect((await at('xa', 'threats', 'unheard')).out).toBe('nothing found\n');
  expect((await at('xa', 'threats', '--type', 'nope')).out).toBe('nothing found\nother type: malware 1\n');
  expect((await at('xb', 'records', '--kind', 'warning.issue')).out).toBe('nothing found\n');
});

test('an object that its author took back is marked where objects are listed', async () => {
  const file = join(net.home, 'revoked.json');
  const [first, second] = ['1', '2'].map((month) => ({
    ...(JSON.parse(source) as object),
    id: id.replace('0001', '0009'),
    name: 'Taken back',
    modified: `2030-0${month}-01T00:00:00.000Z`,
    revoked: month === '2',
  }));
  writeFileSync(
    file,
    JSON.stringify({ type: 'bundle', id: 'bundle--00000000-0000-4000-8000-000000000009', objects: [first, second] }),
  );
  expect((await at('xa', 'import', file, '--basis', 'mca-2029:5', '--retain-until', '2031-05-13')).code).toBe(0);
  expect((await at('xa', 'threats')).out).toMatch(/Taken back \(revoked\) +xa/);
  expect((await at('xa', 'threats')).out).not.toMatch(/Greylatch \(revoked\)/);
});

test('a node that is not running is named, with those that there are', async () => {
  await using dir = folders('xa', 'xb');
  const find = (node?: string) => () => openClient(dir.home, node, 'auditor');
  expect(find('zz')).toThrow(`node zz is not running; nodes in ${dir.home}: xa (stopped), xb (stopped)`);
  writeFileSync(join(dir.home, 'xa', 'node.json'), '{}');
  expect(find('xb')).toThrow(`node xb is not running; nodes in ${dir.home}: xa, xb (stopped)`);
  expect(find()).toThrow('say which node with --node');
  const said: string[] = [];
  const around = { env: { TAMGA_HOME: dir.home }, write: () => {}, isTerminal: false, open: openClient };
  expect(await runCommand(['records'], { ...around, complain: (text) => said.push(text) })).toBe(2);
  expect(said.join('')).toMatch(/^tamga: say which node with --node; nodes in /);
  expect(find('xa')).toThrow(`${join(dir.home, 'xa', 'node.json')} cannot be read`);
  expect(() => openClient(join(dir.home, 'xb'), undefined, 'auditor')).toThrow('is not running: start it first');
  expect(() => openClient(join(dir.home, 'none'), 'xa', 'auditor')).toThrow('there is no node in');
});

function folders(...names: string[]): AsyncDisposable & { home: string } {
  const home = mkdtempSync(join(tmpdir(), 'tamga-client-'));
  for (const name of names) mkdirSync(join(home, name, 'alliance'), { recursive: true });
  return { home, [Symbol.asyncDispose]: async () => rmSync(home, { recursive: true }) };
}
