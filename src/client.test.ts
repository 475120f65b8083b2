import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRandom } from '#platform/random.ts';
import { findNode, openClient, runningPath } from './client.ts';
import type { Client } from './api-client.ts';
import { writeMachineTokens } from './machine.ts';

async function withServer<T>(listener: RequestListener, run: (client: Client) => Promise<T>): Promise<T> {
  const home = mkdtempSync(join(tmpdir(), 'tamga-client-'));
  const server = createServer(listener);
  try {
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
    mkdirSync(join(home, 'alliance'));
    writeMachineTokens(home, createRandom());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    writeFileSync(runningPath(home), JSON.stringify({ participant: 'xa', url, pid: 1 }));
    return await run(openClient(home, undefined, 'case-officer'));
  } finally {
    server.closeAllConnections();
    server.close();
    rmSync(home, { recursive: true, force: true });
  }
}

test('what must not be made twice is sent again under the same key where its answer was lost', async () => {
  const keys: unknown[] = [];
  const listener: RequestListener = (request, response) => {
    keys.push(request.headers['idempotency-key']);
    if (keys.length === 1) return void request.socket.destroy();
    const busy = keys.length === 2;
    response.writeHead(busy ? 409 : 201, { 'content-type': 'application/json' });
    response.end(busy ? '{"code":"key-busy","detail":"being worked on"}' : '{"ref":"made"}');
  };
  const answer = await withServer(listener, (client) => client.releaseRecords({ body: { to: ['xb'] } }));
  expect(answer).toEqual({ ref: 'made' });
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
  expect(keys[0]).toMatch(/^[A-Za-z0-9_-]{16,100}$/);
});

test('anything else is sent once, and a refusal is not asked for again', async () => {
  let asked = 0;
  const refusing: RequestListener = (_, response) => {
    asked++;
    response.writeHead(422, { 'content-type': 'application/problem+json' });
    response.end('{"code":"tlp","detail":"too wide"}');
  };
  const once = withServer(refusing, (client) => client.releaseRecords({ body: { to: ['xb'] } }));
  await expect(once).rejects.toMatchObject({ detail: { code: 'tlp' } });
  const dropping: RequestListener = (request) => void (asked++, request.socket.destroy());
  const plain = withServer(dropping, (client) => client.closeTask({ params: { id: '1' }, body: { note: 'done' } }));
  await expect(plain).rejects.toMatchObject({ code: 'not-running' });
  expect(asked).toBe(2);
});

test('a lone node’s folder is found with its name too, as the pages say it, and under no other', () => {
  const home = mkdtempSync(join(tmpdir(), 'tamga-lone-'));
  mkdirSync(join(home, 'alliance'));
  writeMachineTokens(home, createRandom());
  const url = 'http://127.0.0.1:7401';
  writeFileSync(runningPath(home), JSON.stringify({ participant: 'kz', url, pid: 1 }));
  expect(findNode(home, 'kz', 'case-officer')).toEqual(findNode(home, undefined, 'case-officer'));
  expect(() => findNode(home, 'xa', 'case-officer')).toThrow('node xa is not running');
  rmSync(home, { recursive: true });
});
