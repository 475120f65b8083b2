import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:tls';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerLimits } from '#features/federation/model.ts';
import { listenTls } from '#platform/http/listen.ts';
import { signRequest } from '#platform/http/message-signature.ts';
import { contentOf, handIn, release, report } from './blob-acts.ts';
import { becomeHostile } from './hostile.ts';
import { startNodes } from './nodes.ts';
import type { Net } from './nodes.ts';

let net: Net;
beforeAll(async () => {
  net = await startNodes('xa', 'xb', 'xc');
});
afterAll(() => net[Symbol.asyncDispose]());

/** A participant's request on a connection of its own, of whose answer nothing is read. */
async function ask(port: number, asker: string, path: string): Promise<TLSSocket> {
  const address = net.node('xa').deps.self.alliance.directories.get('xa')!.directory.addresses[0]!;
  const url = new URL(path, address);
  const key = becomeHostile(net, asker, 'xa').key('transport');
  const nonce = randomBytes(16).toString('base64url');
  const to = `${net.node('xa').deps.self.alliance.id}/xa`;
  const request = { method: 'GET', url: url.href, body: new Uint8Array(), to } as const;
  const headers = await signRequest(request, key, net.clock.now, nonce);
  const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] });
  socket.on('error', () => {});
  await once(socket, 'secureConnect');
  socket.pause();
  const lines = Object.entries({ ...headers, host: url.host }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
  return socket;
}

/** The beginning of an answer. */
async function beginning(socket: TLSSocket): Promise<string> {
  const [chunk] = (await once(socket.resume(), 'data')) as [Buffer];
  const text = chunk.toString('latin1');
  socket.destroy();
  return text;
}
const statusOf = (answer: string): number => Number(answer.split(' ')[1]);

test('a peer that reads nothing has a few answers under way and no more, others are served, and it is when those are cut off', async () => {
  const xa = net.node('xa');
  await net.settle();
  const blob = await handIn(xa, contentOf(24 * 1024 * 1024));
  await release(xa, [await report(xa, blob)], 'xb');
  await net.settle();
  const path = `/federation/v1/blobs/${blob.sha256}`;
  const feed = '/federation/v1/feed?after=1.0';
  const limits = { stallMs: 6_000, checkMs: 200 };
  await using door = await listenTls(xa.federation, '127.0.0.1', 0, () => xa.deps.self.keys.tls, limits);
  const unread = await Promise.all(Array.from({ length: answerLimits.answers }, () => ask(door.port, 'xb', path)));
  await Promise.all(unread.map((socket) => once(socket, 'readable')));
  const probe = async (asker: string): Promise<string> => beginning(await ask(door.port, asker, feed));
  const seventh = await probe('xb');
  expect(statusOf(seventh)).toBe(503);
  expect(seventh).toContain('"busy"');
  expect(statusOf(await probe('xc'))).toBe(200);
  await expect.poll(() => probe('xb').then(statusOf), { timeout: 20_000, interval: 500 }).toBe(200);
  unread.forEach((socket) => socket.destroy());
}, 60_000);
