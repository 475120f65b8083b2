import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { TLSSocket } from 'node:tls';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { TamgaError, messageOf } from '../errors.ts';
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

export function listen(
  app: Hono,
  host: string,
  port: number,
  limits: Partial<typeof serverOptions> = {},
): Promise<AsyncDisposable & { port: number }> {
  return open(
    createAdaptorServer({
      fetch: app.fetch,
      createServer: createHttpServer,
      serverOptions: { ...serverOptions, ...limits },
      overrideGlobalObjects: false,
    }),
    host,
    port,
  );
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
): Promise<AsyncDisposable & { port: number }> {
  const [first] = identities();
  if (!first) throw new TamgaError('config', 'there is no TLS key to listen with');
  const options = {
    ...serverOptions,
    requestTimeout: 60_000,
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
  return open(
    createAdaptorServer({
      fetch: app.fetch,
      createServer: createHttpsServer,
      serverOptions: options,
      overrideGlobalObjects: false,
    }),
    host,
    port,
  );
}

function open(
  server: ReturnType<typeof createAdaptorServer>,
  host: string,
  port: number,
): Promise<AsyncDisposable & { port: number }> {
  return new Promise((resolve, reject) => {
    server.maxConnections = 1_000;
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
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      });
    });
  });
}
