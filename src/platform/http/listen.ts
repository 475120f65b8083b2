import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { TamgaError, messageOf } from '../errors.ts';

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

/** TLS 1.3 with the key that the directory names. */
export function listenTls(
  app: Hono,
  host: string,
  port: number,
  tls: { key: string; cert: string },
): Promise<AsyncDisposable & { port: number }> {
  const options = {
    ...serverOptions,
    requestTimeout: 60_000,
    minVersion: 'TLSv1.3' as const,
    handshakeTimeout: 10_000,
    ...tls,
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
