// `tamga profile …` and `tamga directory …`: the exit code of each command and what it printed. The last test runs some as their
// users do, as processes; the others run in this one.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '#cli.ts';
import { readConfig } from '#config.ts';
import { readSelf } from '#features/alliance/actions.ts';
import { madeAlliance } from './backups.ts';
import { runProgram } from './programs.ts';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tamga-documents-'));
  await madeAlliance(join(folder, 'all'), new Date(Date.now() - 60_000));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);
const homeOf = (code: string): string => join(folder, 'all', code);
const rootKeyOf = (code: string): string => join(folder, 'all', 'root-keys', `${code}.key`);
const text = (path: string): string => readFileSync(path, 'utf8');
const digestOf = (source: string): string => createHash('sha256').update(source).digest('base64url');

/** A command line; no path here holds a space. */
const words = (line: string): string[] => line.split(' ');

type Ran = { code: number | null; output: string };

async function tamga(...args: string[]): Promise<Ran> {
  let output = '';
  const write = (printed: string): void => void (output += printed);
  const open = () => expect.fail('no node is asked');
  const code = await runCommand(args, { env: {}, write, complain: write, isTerminal: false, open });
  return { code, output };
}

async function tamgaProcess(...args: string[]): Promise<Ran> {
  const program = runProgram([process.execPath, 'bin/tamga.mjs', ...args], {});
  await once(program.child, 'close');
  return { code: await program.exited, output: program.output() };
}

/** Done, and nothing but JSON is printed. */
async function answer<T>(...args: string[]): Promise<T> {
  const { code, output } = await tamga(...args, '--json');
  expect(code, output).toBe(0);
  return JSON.parse(output) as T;
}

/** Refused with a code, and in words that say what and where. */
async function expectRefused(code: string, where: string, ...args: string[]): Promise<void> {
  const ran = await tamga(...args);
  expect(ran).toMatchObject({ code: 1, output: expect.stringContaining(where) });
  expect(ran.output).toMatch(new RegExp(`^tamga: .*\\[${code}\\]\\n$`));
}

async function expectMisused(where: string, ...args: string[]): Promise<void> {
  expect(await tamga(...args)).toMatchObject({ code: 2, output: expect.stringContaining(where) });
}

type Proposed = { digest: string; changes: string[] };

test('a root key, a proposal, endorsements by a majority and adoption, one command each, bring a new member in', async () => {
  const makeKey = ['profile', 'root-key', '--out', at('xf.key')];
  const { publicKey } = await answer<{ publicKey: string }>(...makeKey);
  expect(publicKey).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(statSync(at('xf.key')).mode & 0o777).toBe(0o600);
  const before = text(at('xf.key'));
  await expectRefused('conflict', 'xf.key', ...makeKey);
  expect(text(at('xf.key')), 'a key is never written over').toBe(before);

  const names = { en: 'Farosia' };
  const from = new Date().toISOString().slice(0, 10);
  const entry = { code: 'xf', class: 'member', names, territory: [], rootKey: publicKey, from };
  writeFileSync(at('xf.json'), JSON.stringify(entry));
  const propose = ['profile', 'propose', '--home', homeOf('xa'), '--out', at('p2.json'), '--join', at('xf.json')];
  const proposed = await answer<Proposed>(...propose);
  const changes = [`xf joins as member, root key ${publicKey}`];
  expect(proposed).toEqual({ digest: digestOf(text(at('p2.json'))), changes });
  await expectRefused('conflict', 'p2.json', ...propose);

  const endorsing = `profile endorse ${at('p2.json')} --home ${homeOf('xa')}`;
  const endorse = (code: string, key = code): string[] =>
    words(`${endorsing} --participant ${code} --root ${rootKeyOf(key)} --out ${at(`${code}.jws`)}`);
  await expectRefused('keys', 'not the root key that profile 1 names for xb', ...endorse('xb', 'xa'));
  expect(existsSync(at('xb.jws'))).toBe(false);
  for (const code of ['xa', 'xb', 'xc']) expect(await answer<Proposed>(...endorse(code))).toEqual(proposed);
  const plain = await tamga(...endorse('ec'));
  expect(plain).toMatchObject({ code: 0, output: expect.stringContaining(`endorsed: ${proposed.digest}\n`) });

  const adopt = (...by: string[]): string[] =>
    words(`profile adopt ${at('p2.json')} ${by.map((one) => at(`${one}.jws`)).join(' ')} --home ${homeOf('xa')}`);
  await expectRefused('profile-refused', '2 endorsements of 5', ...adopt('xa', 'xb'));
  expect(readSelf(homeOf('xa'), 'xa').alliance.profile.number, 'the last good one stays').toBe(1);
  expect(await answer(...adopt('xa', 'xb', 'xc'))).toEqual({ profile: 2 });
  await expectRefused('conflict', 'holds this already', ...adopt('xa', 'xb', 'xc'));

  const entering = `directory join --from ${homeOf('xa')} --home ${at('xf')} --participant xf --root ${at('xf.key')}`;
  const enter = words(`${entering} --address https://127.0.0.1:7429 --authority xf/cyber:Cyber`);
  const made = await answer<{ digest: string }>(...enter);
  const jws = join(at('xf'), 'alliance', 'directories', 'xf.jws');
  expect(made.digest).toBe(digestOf(text(jws).trim()));
  expect(readSelf(at('xf'), 'xf').alliance.profile.number).toBe(2);
  const config = readConfig({ TAMGA_HOME: at('xf') });
  expect(config, 'it starts with its folder alone').toMatchObject({
    participant: 'xf',
    port: 7409,
    federationPort: 7429,
  });
  await expectRefused('conflict', 'xf', ...enter);
  const held = await answer<string[]>('directory', 'adopt', jws, '--home', homeOf('xa'));
  expect(held.toSorted()).toEqual(['ec 1', 'iop 1', 'xa 1', 'xb 1', 'xc 1', 'xf 1']);
});

test('a suspension, a withdrawal and another root key are told line by line before anybody endorses them', async () => {
  const { publicKey } = await answer<{ publicKey: string }>('profile', 'root-key', '--out', at('other.key'));
  const proposing = `profile propose --home ${homeOf('xb')} --out ${at('many.json')}`;
  const many = `--suspend xc:2035-06-01 --withdraw ec:2035-06-30 --replace-root xb:${publicKey}:2`;
  const { changes } = await answer<Proposed>(...words(`${proposing} ${many}`));
  expect(changes.toSorted()).toEqual([
    expect.stringMatching(/^ec: .*2035-06-30/),
    expect.stringMatching(/^xb: rootFrom /),
    expect.stringMatching(new RegExp(`^xb: rootKey was .*${publicKey}`)),
    'xb: rootLog was nothing, becomes 1',
    expect.stringMatching(/^xc: suspended .*2035-06-01/),
  ]);
  const last = `profile propose --home ${homeOf('xb')} --out ${at('log.json')} --replace-root xb:${publicKey}:2:3`;
  expect((await answer<Proposed>(...words(last))).changes).toContain('xb: rootLog was nothing, becomes 3');
  await expectMisused('"3:4" is no whole number', ...words(`${last.replace('log.json', 'l2.json')}:4`));
  const none = await answer<Proposed>('profile', 'propose', '--home', homeOf('xb'), '--out', at('none.json'));
  expect(none.changes).toEqual(['nothing changes but the number']);
});

test('a directory with another log key is made with the root key alone, and adopted elsewhere', async () => {
  const making = `directory make --home ${homeOf('xb')} --participant xb --rotate log --at 40`;
  const make = (out: string, key = 'xb'): string[] => words(`${making} --root ${rootKeyOf(key)} --out ${at(out)}`);
  await expectRefused('keys', 'not the root key that seals directory 2 of xb', ...make('d2.jws', 'xa'));
  expect(existsSync(at('d2.jws'))).toBe(false);
  const { digest } = await answer<{ digest: string }>(...make('d2.jws'));
  expect(digest).toBe(digestOf(text(at('d2.jws')).trim()));
  expect(existsSync(join(homeOf('xb'), 'keys', 'log@2.key'))).toBe(true);
  const adopt = ['directory', 'adopt', at('d2.jws'), '--home', homeOf('xc')];
  expect(await answer<string[]>(...adopt)).toContain('xb 2');
  await expectRefused('conflict', 'holds this already', ...adopt);
  await expectRefused(
    'directory-refused',
    'not a directory',
    'directory',
    'adopt',
    at('none.json'),
    '--home',
    homeOf('xc'),
  );
});

test('what cannot be meant ends with 2, what cannot be done with 1 and its code, and nothing is written', async () => {
  const propose = ['profile', 'propose', '--home', homeOf('xc'), '--out', at('never.json')];
  const making = `directory make --home ${homeOf('xc')} --participant xc --out ${at('never.jws')}`;
  const make = words(`${making} --root ${rootKeyOf('xc')}`);
  await expectMisused("required option '--out <file>'", 'profile', 'propose', '--home', homeOf('xc'));
  await expectMisused("unknown command 'frob'", 'directory', 'frob');
  await expectMisused('unknown option', ...propose, '--frob');
  await expectMisused('--at', ...make, '--rotate', 'log', '--at', 'x');
  await expectMisused('--overlap', ...make, '--rotate', 'log', '--at', '1', '--overlap', '-1');
  await expectMisused("argument 'xb' is invalid. It has to be code:day", ...propose, '--suspend', 'xb');
  await expectMisused('tomorrow is no day: YYYY-MM-DD', ...propose, '--suspend', 'xb:tomorrow');
  await expectMisused('--suspend: zz is no participant; there are: ', ...propose, '--suspend', 'zz:2035-06-01');
  await expectMisused('--participant: zz is no participant; there are: ', ...make, '--participant', 'zz');
  await expectRefused('not-found', 'nowhere.json', ...propose, '--join', at('nowhere.json'));
  await expectMisused("argument 'cheese' is invalid", ...make, '--rotate', 'cheese');
  await expectRefused('config', 'anchor', 'profile', 'propose', '--home', at('nowhere'), '--out', at('never.json'));
  writeFileSync(at('open.key'), text(rootKeyOf('xc')), { mode: 0o644 });
  const withOpen = make.map((one) => (one === rootKeyOf('xc') ? at('open.key') : one));
  await expectRefused('keys', 'can be read by others', ...withOpen, '--rotate', 'log', '--at', '1');
  expect([existsSync(at('never.json')), existsSync(at('never.jws'))]).toEqual([false, false]);
});

test('as a process each ends with the same codes, and prints JSON alone where it is asked to', async () => {
  const makeKey = ['profile', 'root-key', '--out', at('process.key'), '--json'];
  const made = await tamgaProcess(...makeKey);
  expect([made.code, JSON.parse(made.output)]).toEqual([0, { publicKey: expect.stringMatching(/^[\w-]{43}$/) }]);
  const again = await tamgaProcess(...makeKey);
  expect(again).toEqual({ code: 1, output: expect.stringMatching(/^tamga: .*process\.key.* \[conflict\]\n$/) });
  const misused = await tamgaProcess('directory', 'frob');
  expect(misused).toMatchObject({ code: 2, output: expect.stringContaining("unknown command 'frob'") });
});
