import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { makeTlsIdentity } from '#features/alliance/tls.ts';
import { listen, listenTls } from './listen.ts';

const app = new Hono().get('/', (context) => context.text('here'));

test('a server that stops ends every connection, also one that has asked nothing yet', async () => {
  const server = await listen(app, '127.0.0.1', 0);
  const client = connect(server.port, '127.0.0.1');
  await once(client, 'connect');
  const closed = once(client, 'close');
  await server[Symbol.asyncDispose]();
  expect(await closed, 'without a fault').toEqual([false]);
});

test('a connection whose TLS handshake is under way when the server stops does not live on', async () => {
  const { keyPem: key, certPem: cert, publicKey } = await makeTlsIdentity('xa', new Date());
  const server = await listenTls(app, '127.0.0.1', 0, () => [{ key, cert, publicKey }]);
  const tcp = connect(server.port, '127.0.0.1');
  await once(tcp, 'connect');
  // Another's whole handshake: until then the server has accepted the first.
  const other = connectTls({ port: server.port, host: '127.0.0.1', rejectUnauthorized: false });
  await once(other, 'secureConnect');
  const stopped = server[Symbol.asyncDispose]();
  const late = connectTls({ socket: tcp, rejectUnauthorized: false });
  const [error] = (await once(late, 'error')) as [Error];
  expect(error.message).toMatch(/disconnected|ECONNRESET|EPIPE/);
  await stopped;
});
