import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { makeTlsIdentity } from '#features/alliance/tls.ts';
import { sourceOf } from './connections.ts';
import { listen, listenTls } from './listen.ts';

// Real sockets with short limits. What is unread has to be more than the system's buffers take.
const large = Buffer.alloc(24 * 1024 * 1024, 1);
const app = new Hono()
  .get('/large', (c) => c.body(large, 200))
  .get('/late', async (c) => {
    await new Promise((done) => setTimeout(done, 3500));
    return c.text('late');
  })
  .get('/small', (c) => c.text('here'));
const short = { stallMs: 400, checkMs: 100 };
const ask = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;

function opened(socket: Socket, text: string): Socket {
  socket.on('error', () => {});
  socket.pause();
  socket.write(text);
  return socket;
}

/** Whether the server has put it out within `ms`; nothing is read meanwhile, and all that came before its end after that. */
async function isPutOut(socket: Socket, ms: number): Promise<boolean> {
  const closed = socket.closed || new Promise<true>((done) => socket.once('close', () => done(true)));
  await new Promise((done) => setTimeout(done, ms));
  let bytes = 0;
  socket.on('data', (chunk) => (bytes += chunk.length));
  socket.resume();
  return (
    (await Promise.race([closed, new Promise<false>((done) => setTimeout(done, 3000, false))])) && bytes < large.length
  );
}

const tlsOf = async () => {
  const { keyPem: key, certPem: cert, publicKey } = await makeTlsIdentity('xa', new Date());
  return () => [{ key, cert, publicKey }];
};
const tlsTo = async (port: number): Promise<Socket> => {
  const socket = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] });
  await once(socket, 'secureConnect');
  return socket;
};

test('a client that does not read its answer is put out, and others are answered meanwhile', async () => {
  await using server = await listen(app, '127.0.0.1', 0, short);
  const unread = opened(connect(server.port, '127.0.0.1'), ask('/large'));
  expect(await (await fetch(`http://127.0.0.1:${server.port}/small`)).text()).toBe('here');
  expect(await isPutOut(unread, 3000)).toBe(true);
});

test('a peer that does not read its answer is put out behind TLS as well', async () => {
  await using server = await listenTls(app, '127.0.0.1', 0, await tlsOf(), short);
  expect(await isPutOut(opened(await tlsTo(server.port), ask('/large')), 3000)).toBe(true);
});

test('an answer that is read to its end, and one that takes long to make, are not cut off', async () => {
  await using server = await listen(app, '127.0.0.1', 0, {
    stallMs: 2500,
    checkMs: 100,
    slowMs: 1000,
    slowBytes: 1000,
  });
  const [bytes, late] = await Promise.all(
    ['large', 'late'].map(async (path) => (await fetch(`http://127.0.0.1:${server.port}/${path}`)).arrayBuffer()),
  );
  expect(bytes?.byteLength).toBe(large.length);
  expect(late?.byteLength).toBe(4);
});

test('a client that takes a little now and then is put out for its rate', async () => {
  await using server = await listen(app, '127.0.0.1', 0, { checkMs: 100, slowMs: 1000, slowBytes: large.length });
  const slow = opened(connect(server.port, '127.0.0.1'), ask('/large'));
  const sip = setInterval(() => slow.read(64 * 1024), 50);
  const [closed] = await Promise.all([
    isPutOut(slow, 4000),
    new Promise((done) => setTimeout(done, 3900)).then(() => clearInterval(sip)),
  ]);
  expect(closed).toBe(true);
});

test('a connection with many requests waiting is put out, and none of them beyond the limit is worked on', async () => {
  let worked = 0;
  const counting = new Hono().get('/', async (c) => {
    worked += 1;
    await new Promise((done) => setTimeout(done, 200));
    return c.text('x');
  });
  await using server = await listen(counting, '127.0.0.1', 0, { pipelined: 3 });
  const socket = opened(connect(server.port, '127.0.0.1'), ask('/').repeat(300)).resume();
  await once(socket, 'close');
  expect(worked).toBeLessThanOrEqual(3);
  const few = opened(connect(server.port, '127.0.0.1'), ask('/').repeat(3)).resume();
  let text = '';
  few.on('data', (chunk) => (text += String(chunk)));
  await expect.poll(() => text.split('HTTP/1.1 200').length - 1).toBe(3);
  few.destroy();
});

test('connections are counted by address, those of an IPv6 network together, those of this machine not at all', () => {
  expect(sourceOf('::ffff:192.0.2.7')).toBe(sourceOf('192.0.2.7'));
  expect(sourceOf('192.0.2.8')).not.toBe(sourceOf('192.0.2.7'));
  expect(sourceOf('2001:db8:1:2::9')).toBe(sourceOf('2001:db8:1:2:a:b:c:d'));
  expect(sourceOf('2001:db8:1:3::9')).not.toBe(sourceOf('2001:db8:1:2::9'));
  expect(sourceOf('2001:db8::9')).toBe(sourceOf('2001:db8:0:0:1::'));
  for (const own of ['127.0.0.1', '127.8.0.1', '::1', '::ffff:127.0.0.1']) expect(sourceOf(own)).toBe('loopback');
});

test('an address with too many connections gets no more until one of them ends', async () => {
  await using server = await listen(app, '127.0.0.1', 0, { perLoopback: 2 });
  const held = [0, 1].map(() => opened(connect(server.port, '127.0.0.1'), ''));
  await Promise.all(held.map((socket) => once(socket, 'connect')));
  const refused = opened(connect(server.port, '127.0.0.1'), ask('/small')).resume();
  await new Promise((closed) => refused.once('close', closed));
  expect(refused.bytesRead).toBe(0);
  held[0]?.destroy();
  const again = async (): Promise<string> => (await fetch(`http://127.0.0.1:${server.port}/small`)).text();
  await expect.poll(() => again().catch(() => 'refused')).toBe('here');
  held[1]?.destroy();
});
