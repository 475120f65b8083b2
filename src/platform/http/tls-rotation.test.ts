import { Hono } from 'hono';
import { afterEach, expect, test } from 'vitest';
import { makeTlsIdentity } from '#features/alliance/tls.ts';
import { listenTls } from './listen.ts';
import { createPinnedFetch } from './pinned-fetch.ts';
import type { TlsIdentity } from './tls-identity.ts';

const make = async (): Promise<TlsIdentity> => {
  const { keyPem: key, certPem: cert, publicKey } = await makeTlsIdentity('xa', new Date());
  return { key, cert, publicKey };
};
const [old, fresh, other] = await Promise.all([make(), make(), make()]);
const keyOf = ({ publicKey }: TlsIdentity): string => publicKey;
const app = new Hono().get('/', (c) => c.text('here'));
let fetchPinned = createPinnedFetch();
afterEach(() => {
  fetchPinned.close();
  fetchPinned = createPinnedFetch();
});

const ask = async (port: number, ...pinned: TlsIdentity[]): Promise<string> => {
  const request = { method: 'GET', headers: {}, body: new Uint8Array(0), maxBytes: 1_000, timeoutMs: 5_000 };
  const url = `https://127.0.0.1:${port}/`;
  return (await fetchPinned({ ...request, url, tlsKeys: pinned.map(keyOf) })).body.toString();
};

test('a server with two keys shows each client the one that it knows', async () => {
  await using server = await listenTls(app, '127.0.0.1', 0, () => [fresh, old]);
  expect(await ask(server.port, old)).toBe('here');
  expect(await ask(server.port, fresh)).toBe('here');
  expect(await ask(server.port, fresh, old)).toBe('here');
  await expect(ask(server.port, other)).rejects.toMatchObject({ code: 'peer-unreachable' });
});

test('a client that knows both takes a server that has the old one alone, and none that has neither', async () => {
  await using server = await listenTls(app, '127.0.0.1', 0, () => [old]);
  expect(await ask(server.port, fresh, old)).toBe('here');
  await expect(ask(server.port, fresh)).rejects.toMatchObject({ code: 'peer-unreachable' });
  await expect(ask(server.port, fresh, other)).rejects.toMatchObject({ code: 'peer-unreachable' });
});

test('a key that comes while the server listens is shown, and one that went is not', async () => {
  let held = [old];
  await using server = await listenTls(app, '127.0.0.1', 0, () => held);
  expect(await ask(server.port, old)).toBe('here');
  held = [fresh];
  expect(await ask(server.port, fresh)).toBe('here');
  fetchPinned.close();
  fetchPinned = createPinnedFetch();
  await expect(ask(server.port, old)).rejects.toMatchObject({ code: 'peer-unreachable' });
});
