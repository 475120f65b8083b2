import { createServer as createHttpServer } from 'node:http';
import type { RequestListener, Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { TamgaError, messageOf } from '../errors.ts';
import { connectionLimits, limitConnections, limitPipelining } from './connections.ts';
import type { ConnectionLimits } from './connections.ts';
import { protocolOf } from './tls-identity.ts';
import type { TlsIdentity } from './tls-identity.ts';

/** Limits that keep a slow or silent client from holding a connection. */
const serverOptions = {
  headersTimeout: 10_000,
  requestTimeout: 300_000,
  keepAliveTimeout: 15_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16 * 1024,
};
type Limits = Partial<typeof serverOptions & ConnectionLimits>;

export function listen(
  app: Hono,
  host: string,
  port: number,
  limits: Limits = {},
): Promise<AsyncDisposable & { port: number }> {
  const allowed = { ...connectionLimits, ...limits };
  return open(createHttpServer({ ...serverOptions, ...limits }, answerWith(app, allowed)), host, port, allowed);
}

/**
 * TLS 1.3 with the first of these identities, or with the one that the client says it expects (`protocolOf`). They are asked
 * for at each connection: a new key is shown without a restart.
 */
export function listenTls(
  app: Hono,
  host: string,
  port: number,
  identities: () => readonly TlsIdentity[],
  limits: Limits = {},
): Promise<AsyncDisposable & { port: number }> {
  const [first] = identities();
  if (!first) throw new TamgaError('config', 'there is no TLS key to listen with');
  const allowed = { ...connectionLimits, ...limits };
  const options = {
    ...serverOptions,
    requestTimeout: 60_000,
    ...limits,
    minVersion: 'TLSv1.3' as const,
    handshakeTimeout: 10_000,
    key: first.key,
    cert: first.cert,
    ALPNCallback(this: unknown, { protocols }: { protocols: string[] }): string | undefined {
      const held = identities();
      const expected = protocols.find((name) => held.some(({ publicKey }) => protocolOf(publicKey) === name));
      const shown = held.find(({ publicKey }) => protocolOf(publicKey) === expected) ?? held[0];
      if (shown && this instanceof TLSSocket) this.setKeyCert({ key: shown.key, cert: shown.cert });
      return expected ?? protocols.find((name) => name === 'http/1.1');
    },
  };
  return open(createHttpsServer(options, answerWith(app, allowed)), host, port, allowed);
}

function answerWith(app: Hono, limits: ConnectionLimits): RequestListener {
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  return limitPipelining((request, response) => void answer(request, response), limits);
}

function open(
  server: HttpServer,
  host: string,
  port: number,
  limits: ConnectionLimits,
): Promise<AsyncDisposable & { port: number }> {
  return new Promise((resolve, reject) => {
    limitConnections(server, limits);
    server.maxRequestsPerSocket = 1_000;
    const sockets = new Set<Socket>();
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
    server.once('error', (error) =>
      reject(new TamgaError('config', `cannot listen on ${host}:${port}: ${messageOf(error)}`, { cause: error })),
    );
    server.listen(port, host, () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address ? address.port : port,
        [Symbol.asyncDispose]: () =>
          new Promise((done) => {
            server.close(() => done());
            // All, where `closeAllConnections` ends those that speak HTTP: one that was still shaking hands would go on asking.
            for (const socket of sockets) socket.destroy();
          }),
      });
    });
  });
}
