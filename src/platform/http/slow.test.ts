import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { Hono } from 'hono';
import { listen } from './listen.ts';
import { createPinnedFetch } from './pinned-fetch.ts';

const request = { method: 'GET', headers: {}, body: new Uint8Array(0), tlsKeys: ['A'.repeat(59)], maxBytes: 1_000 };

test('a server that accepts and says nothing is given up at the deadline: peer-unreachable', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const fetchPinned = createPinnedFetch();
  const { port } = silent.address() as AddressInfo;
  const asked = fetchPinned({ ...request, url: `https://127.0.0.1:${port}/`, timeoutMs: 300 });
  await expect(asked).rejects.toMatchObject({ code: 'peer-unreachable', message: expect.stringMatching(/300 ms/) });
  fetchPinned.close();
  silent.close();
});

test('a client that drips its headers is put out, and others are answered meanwhile', async () => {
  const app = new Hono().get('/', (c) => c.text('here'));
  await using server = await listen(app, '127.0.0.1', 0, { headersTimeout: 300, connectionsCheckingInterval: 100 });
  const dripping = connect(server.port, '127.0.0.1');
  dripping.on('error', () => {});
  const drip = setInterval(() => dripping.write('X'), 50);
  dripping.write('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ');
  expect(await (await fetch(`http://127.0.0.1:${server.port}/`)).text()).toBe('here');
  dripping.resume();
  await once(dripping, 'close');
  clearInterval(drip);
});
