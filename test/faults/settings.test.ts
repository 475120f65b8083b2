import { appendFileSync, chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { initAlliance } from '#features/alliance/actions.ts';
import { readConfig } from '#config.ts';
import { runNode } from '#main.ts';
import { messageOf, TamgaError } from '#platform/errors.ts';
import { demoParticipants } from '../../tools/demo-alliance.ts';
import { root, runTamga } from './programs.ts';

let home: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'tamga-settings-'));
  const meridian = readFileSync(new URL('profiles/meridian.json', root), 'utf8');
  await initAlliance(join(home, 'whole'), meridian, demoParticipants(7400), new Date());
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const change = (path: string, by: (text: string) => string): void =>
  writeFileSync(path, by(readFileSync(path, 'utf8')));

/** One character of a seal's payload: it can still be read, and does not hold. */
function otherInTheMiddle(text: string): string {
  const at = Math.floor(text.length / 2);
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
}

type Case = { what: string; env?: Record<string, string>; spoil?: (folder: string) => void; says: RegExp };

const cases: Case[] = [
  { what: 'a port that is none', env: { TAMGA_PORT: 'abc' }, says: /TAMGA_PORT: not a port number/ },
  { what: 'no participant', env: { TAMGA_PARTICIPANT: '' }, says: /participant: missing \(or set TAMGA_PARTICIPANT\)/ },
  {
    what: 'a participant without a directory',
    env: { TAMGA_PARTICIPANT: 'zz' },
    says: /directories holds no directory of zz/,
  },
  { what: 'another participant’s folder', env: { TAMGA_PARTICIPANT: 'xb' }, says: /keys\/.+\.key is not a key of xb/ },
  { what: 'a folder that is not there', env: { TAMGA_HOME: '/nowhere' }, says: /\/nowhere\/.+tamga init/ },
  {
    what: 'a key that others can read',
    spoil: (folder) => chmodSync(join(folder, 'keys', 'log.key'), 0o644),
    says: /keys\/log\.key can be read by others: set its mode to 0600/,
  },
  {
    what: 'a key that is not there',
    spoil: (folder) => rmSync(join(folder, 'keys', 'transport.key')),
    says: /keys\/transport\.key is missing/,
  },
  {
    what: 'a key of another use',
    spoil: (folder) => cpSync(join(folder, 'keys', 'witness.key'), join(folder, 'keys', 'log.key')),
    says: /keys\/log\.key is the key for witness/,
  },
  {
    what: 'a profile that was changed',
    spoil: (folder) => change(join(folder, 'alliance', 'profile-1.json'), (text) => text.replace('Meridian', 'Median')),
    says: /endorsed another document/,
  },
  {
    what: 'a profile that cannot be read',
    spoil: (folder) => writeFileSync(join(folder, 'alliance', 'profile-1.json'), '{'),
    says: /syntax at byte/,
  },
  {
    what: 'another anchor',
    spoil: (folder) => writeFileSync(join(folder, 'alliance', 'anchor'), 'elsewhere\n'),
    says: /not the anchor elsewhere/,
  },
  {
    what: 'a directory that was changed',
    spoil: (folder) => change(join(folder, 'alliance', 'directories', 'xb.jws'), otherInTheMiddle),
    says: /the seal of xb's directory does not hold/,
  },
  {
    what: 'officers that are none',
    spoil: (folder) => appendFileSync(join(folder, 'officers.json'), ']'),
    says: /officers\.json: /,
  },
];

const given = (folder: string, env: Case['env'] = {}) => ({ TAMGA_HOME: folder, TAMGA_PARTICIPANT: 'xa', ...env });

function prepare({ what, spoil }: Case): string {
  const folder = mkdtempSync(join(home, what.replaceAll(/\W+/g, '-')));
  cpSync(join(home, 'whole', 'xa'), folder, { recursive: true });
  spoil?.(folder);
  return folder;
}

test.each(cases)('$what stops the start, and the error says what and where', async (one) => {
  const folder = prepare(one);
  const start = async (): Promise<void> => {
    await using node = await runNode(readConfig(given(folder, one.env)));
    throw new Error(`it started at ${node.url}`);
  };
  const error: unknown = await start().catch((thrown: unknown) => thrown);
  expect(messageOf(error)).toMatch(one.says);
  expect(error).toBeInstanceOf(TamgaError);
  if (one.spoil) expect(messageOf(error)).toContain(folder);
});

test.each(cases.filter(({ what }) => /none$|changed$/.test(what)))('$what: one line and exit code 1', async (one) => {
  const { code, output } = await runTamga(['node'], given(prepare(one), one.env));
  expect(output).toMatch(one.says);
  expect(output).toMatch(/^tamga: .+\[(config|keys|encoding)\]\n$/);
  expect(code).toBe(1);
});
