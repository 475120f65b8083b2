import type { ClientRequest } from 'node:http';
import { Agent, request } from 'node:https';
import { connect } from 'node:tls';
import type { TLSSocket } from 'node:tls';
import { TamgaError, messageOf } from '../errors.ts';
import { toBase64url } from '../bytes.ts';
import { protocolOf } from './tls-identity.ts';

export type PinnedRequest = {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: Uint8Array;
  /** SubjectPublicKeyInfo in DER, base64url: the keys of which the server may show one, the preferred first. */
  tlsKeys: readonly string[];
  maxBytes: number;
  timeoutMs: number;
};
export type PinnedAnswer = { status: number; headers: Record<string, string>; body: Buffer };

/**
 * One request over TLS 1.3 to a server whose key is known beforehand; no certificate authority is asked. The key is
 * checked before the first byte is written. The whole exchange has one deadline, so a server that drips cannot hold us.
 */
export function createPinnedFetch(): ((r: PinnedRequest) => Promise<PinnedAnswer>) & { close(): void } {
  const agents = new Map<string, Agent>();
  const underWay = new Map<ClientRequest, (why: string) => void>();
  let closed = false;

  const agentFor = (tlsKeys: readonly string[]): Agent => {
    let agent = agents.get(tlsKeys.join());
    if (!agent) {
      agent = new Agent({ keepAlive: true, maxSockets: 4, timeout: 30_000 });
      agent.createConnection = (options, done) => connectPinned({ ...options, tlsKeys }, done as ConnectDone);
      agents.set(tlsKeys.join(), agent);
    }
    return agent;
  };

  const fetchPinned = (r: PinnedRequest): Promise<PinnedAnswer> =>
    new Promise((resolve, reject) => {
      const fail = (why: string, cause?: unknown): void =>
        reject(new TamgaError('peer-unreachable', why, cause === undefined ? {} : { cause }));
      if (closed) return fail('this node is stopping');
      const headers = { ...r.headers, 'content-length': String(r.body.length) };
      const req = request(r.url, { method: r.method, headers, agent: agentFor(r.tlsKeys) }, (res) => {
        const chunks: Buffer[] = [];
        let size = 0;
        res.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > r.maxBytes) req.destroy(new Error(`the answer is larger than ${r.maxBytes} bytes`));
          else chunks.push(chunk);
        });
        res.on('end', () => {
          clearTimeout(deadline);
          const flat = Object.entries(res.headers).map(([k, v]) => [k, String(v)] as const);
          resolve({ status: res.statusCode ?? 0, headers: Object.fromEntries(flat), body: Buffer.concat(chunks) });
        });
        res.on('error', (error) => fail(messageOf(error), error));
      });
      underWay.set(req, fail);
      req.once('close', () => underWay.delete(req));
      const deadline = setTimeout(() => {
        fail(`no answer within ${r.timeoutMs} ms`); // a request without a connection yet would not say so itself
        req.destroy();
      }, r.timeoutMs);
      req.on('error', (error) => {
        clearTimeout(deadline);
        fail(messageOf(error), error);
      });
      req.end(r.body);
    });

  const close = (): void => {
    closed = true;
    // A request that has no connection yet would hear of its end only when it has one.
    for (const [req, fail] of underWay) {
      req.destroy();
      fail('this node is stopping');
    }
    agents.forEach((agent) => agent.destroy());
  };
  return Object.assign(fetchPinned, { close });
}

type ConnectDone = (error: Error | null, socket?: TLSSocket) => void;

function connectPinned(options: object & { tlsKeys: readonly string[] }, done: ConnectDone): undefined {
  const ALPNProtocols = [...options.tlsKeys.map(protocolOf), 'http/1.1'];
  const socket = connect({
    ...options,
    ALPNProtocols,
    rejectUnauthorized: false,
    minVersion: 'TLSv1.3',
    timeout: 10_000,
  });
  const fail = (error: Error): void => {
    socket.destroy();
    done(error);
  };
  socket.once('error', fail);
  socket.once('timeout', () => fail(new Error('no TLS connection within 10 s')));
  socket.once('secureConnect', () => {
    const shown = socket.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' });
    if (!shown || !options.tlsKeys.includes(toBase64url(shown)))
      return fail(new Error('the server shows another key than its directory names'));
    socket.removeListener('error', fail);
    socket.setTimeout(0);
    done(null, socket);
  });
  return undefined;
}
