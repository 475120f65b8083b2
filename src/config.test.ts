import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { contentOriginOf, describeConfig, readConfig, readDemoConfig } from './config.ts';

const home = mkdtempSync(join(tmpdir(), 'tamga-config-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const write = (text: string): void => writeFileSync(join(home, 'tamga.json'), text);
beforeEach(() => write('{}'));
const env = (more: Record<string, string> = {}) => ({ TAMGA_HOME: home, TAMGA_PARTICIPANT: 'xa', ...more });
const errorOf = (run: () => unknown): { code: string; message: string } => {
  try {
    run();
  } catch (error) {
    return error as { code: string; message: string };
  }
  throw new Error('nothing was refused');
};

test('what is not said has its default', () => {
  expect(readConfig(env())).toEqual({
    home,
    participant: 'xa',
    bind: '127.0.0.1',
    port: 7400,
    federationPort: 7420,
    hosts: [],
    backupKeepDays: 30,
    logLevel: 'info',
    mediaCare: ['fold', 'blur', 'grey', 'mute'],
    peerBlobGib: 64,
    sessionIdleMinutes: 30,
  });
});

test('the file says what the environment does not, and the environment wins', () => {
  write('{"participant":"xb","port":8000,"logLevel":"warn","hosts":["a.example"]}');
  const { TAMGA_PARTICIPANT: _, ...rest } = env();
  expect(readConfig(rest)).toMatchObject({ participant: 'xb', port: 8000, logLevel: 'warn', hosts: ['a.example'] });
  const over = env({ TAMGA_PORT: '9000', TAMGA_HOSTS: 'b.example,c.example', TAMGA_LOG_LEVEL: 'error' });
  expect(readConfig(over)).toMatchObject({
    participant: 'xa',
    port: 9000,
    hosts: ['b.example', 'c.example'],
    logLevel: 'error',
  });
});

test('how often a node looks again has bounds, and no default', () => {
  expect(readConfig(env({ TAMGA_POLL_SECONDS: '20' })).pollSeconds).toBe(20);
  for (const wrong of ['0', '601', '1.5', 'often'])
    expect(errorOf(() => readConfig(env({ TAMGA_POLL_SECONDS: wrong }))).message).toContain('TAMGA_POLL_SECONDS');
});

test('content of others has a host that is apart from those of the pages', () => {
  const originOf = (more: Record<string, string>) =>
    contentOriginOf(readConfig(env(more)), ['xa.localhost', 'xa.example']);
  expect(originOf({})).toBe('http://xa-content.localhost:7410');
  expect(originOf({ TAMGA_CONTENT_PORT: '9000' })).toBe('http://xa-content.localhost:9000');
  expect(originOf({ TAMGA_CONTENT_ORIGIN: 'https://content.example' })).toBe('https://content.example');
  // A cookie goes to every port of a host, and may be set for all names under it.
  for (const host of ['xa.example', 'content.xa.example', 'example', 'localhost', 'xa.localhost'])
    expect(errorOf(() => originOf({ TAMGA_CONTENT_ORIGIN: `https://${host}` }))).toMatchObject({ code: 'config' });
  expect(errorOf(() => originOf({ TAMGA_CONTENT_ORIGIN: 'https://a.example/path' })).code).toBe('config');
});

test('what disturbs is folded, blurred, grey and muted unless the operator says less', () => {
  expect(readConfig(env({ TAMGA_MEDIA_CARE: 'mute,blur' })).mediaCare).toEqual(['mute', 'blur']);
  expect(readConfig(env({ TAMGA_MEDIA_CARE: 'none' })).mediaCare).toEqual([]);
  expect(errorOf(() => readConfig(env({ TAMGA_MEDIA_CARE: 'blurr' }))).code).toBe('config');
});

test('an empty variable says nothing', () => {
  expect(readConfig(env({ TAMGA_PORT: '' })).port).toBe(7400);
});

const wrong: [name: string, value: string][] = [
  ['TAMGA_PARTICIPANT', 'X A'],
  ['TAMGA_PORT', '0'],
  ['TAMGA_PORT', '65536'],
  ['TAMGA_PORT', 'http'],
  ['TAMGA_PORT', '1.5'],
  ['TAMGA_FEDERATION_PORT', '-1'],
  ['DATABASE_URL', 'mysql://localhost/x'],
  ['TAMGA_LOG_LEVEL', 'loud'],
];
test.each(wrong)('%s=%s is refused by its name: config', (name, value) => {
  const error = errorOf(() => readConfig(env({ [name]: value })));
  expect(error.code).toBe('config');
  expect(error.message.startsWith(`${name}: `)).toBe(true);
});

test('a wrong setting of the file is refused by file and name', () => {
  write('{"port":"many"}');
  expect(errorOf(() => readConfig(env())).message).toContain(`${join(home, 'tamga.json')}: port`);
  write('{"prot":7400}');
  expect(errorOf(() => readConfig(env()))).toMatchObject({ code: 'config', message: expect.stringContaining('prot') });
  for (const text of ['[]', 'port: 1', '']) {
    write(text);
    expect(errorOf(() => readConfig(env()))).toMatchObject({
      code: 'config',
      message: expect.stringContaining('tamga.json'),
    });
  }
});

test('a setting that is missing is named, with the variable that sets it', () => {
  expect(errorOf(() => readConfig({ TAMGA_HOME: home })).message).toContain('TAMGA_PARTICIPANT');
});

test('what is shown of the settings holds no password', () => {
  const config = readConfig(env({ DATABASE_URL: 'postgresql://tamga:s3cret@db.example/tamga' }));
  expect(JSON.stringify(describeConfig(config))).not.toContain('s3cret');
  expect(describeConfig(config)).toMatchObject({ database: 'postgresql://…@db.example/tamga' });
  const inQuery = readConfig(env({ DATABASE_URL: 'postgresql:///tamga?host=/tmp&password=s3cret' }));
  expect(JSON.stringify(describeConfig(inQuery))).not.toContain('s3cret');
  const withAt = readConfig(env({ DATABASE_URL: 'postgresql://tamga:s3@cret@db.example/tamga' }));
  expect(JSON.stringify(describeConfig(withAt))).not.toContain('cret');
  expect(describeConfig(readConfig(env()))).toMatchObject({ database: 'embedded' });
});

test('the ports of the demo move together, and leave room for all of them', () => {
  expect(readDemoConfig({ TAMGA_HOME: home })).toEqual({ home, portBase: 7400 });
  expect(readDemoConfig({ TAMGA_HOME: home, TAMGA_PORT_BASE: '8400' }).portBase).toBe(8400);
  for (const value of ['0', '65501', 'x'])
    expect(errorOf(() => readDemoConfig({ TAMGA_PORT_BASE: value })).code).toBe('config');
});

test('an identity provider is reached by https, or is on this machine', () => {
  const issuer = (TAMGA_OIDC_ISSUER: string) => env({ TAMGA_OIDC_ISSUER, TAMGA_OIDC_CLIENT_ID: 'tamga' });
  for (const good of [
    'https://id.xa.example',
    'https://id.xa.example/realm',
    'http://localhost:8080',
    'http://127.0.0.1:1/x',
  ])
    expect(readConfig(issuer(good))).toMatchObject({ oidcIssuer: good, oidcClientId: 'tamga' });
  for (const bad of ['http://id.xa.example', 'http://localhost.evil.example/', 'ftp://localhost/', 'id.xa.example'])
    expect(errorOf(() => readConfig(issuer(bad)))).toMatchObject({ code: 'config' });
});
