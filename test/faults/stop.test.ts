import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createPinnedFetch } from '#platform/http/pinned-fetch.ts';

const ask = (fetchPinned: ReturnType<typeof createPinnedFetch>, port: number) =>
  fetchPinned({
    method: 'GET',
    url: `https://127.0.0.1:${port}/federation/v1/feed`,
    headers: {},
    body: new Uint8Array(0),
    tlsKeys: ['any'],
    maxBytes: 1_000,
    timeoutMs: 60_000,
  });

test('a peer that takes the connection and says nothing does not keep a node from stopping', async () => {
  await using silent = createServer((socket) => void socket.on('error', () => {}));
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  const { port } = silent.address() as AddressInfo;
  const network = createPinnedFetch();
  const asked = ask(network, port);
  const [socket] = (await once(silent, 'connection')) as [{ destroy(): void }];
  const began = performance.now();
  network.close();
  await expect(asked).rejects.toMatchObject({ code: 'peer-unreachable' });
  await expect(ask(network, port), 'nor is another asked').rejects.toMatchObject({ code: 'peer-unreachable' });
  expect(performance.now() - began).toBeLessThan(2_000);
  socket.destroy();
});
