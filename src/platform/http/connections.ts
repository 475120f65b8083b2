import type { RequestListener } from 'node:http';
import type { Server, Socket } from 'node:net';

// What a client that does not read its answers may hold: node's own timeouts watch what comes in, none of them what goes out.

export const connectionLimits = {
  /** A connection whose waiting bytes did not move for this long is closed. */
  stallMs: 30_000,
  /** Over this much time with bytes waiting, at least `slowBytes` go out: 32 KiB a second. */
  slowMs: 300_000,
  slowBytes: 300 * 32 * 1024,
  checkMs: 5_000,
  /** Requests of one connection that wait for their answers. Browsers, proxies and this program's client have one. */
  pipelined: 8,
  connections: 1_000,
  /** From one address: the peers behind one proxy together, each of which opens four. */
  perAddress: 250,
  /** From this machine, on which a proxy may stand for everybody. */
  perLoopback: Infinity,
};
export type ConnectionLimits = typeof connectionLimits;

/** How a connection's answers flow: what was taken by when, and what since it has been watched for slowness. */
type Flow = { sent: number; stalledMs: number; waitedMs: number; sentBefore: number };

/** Closes, at a server, connections that stall or are too slow, and those of which one address has too many. */
export function limitConnections(server: Server, limits: ConnectionLimits): void {
  const flows = new Map<Socket, Flow>();
  const counts = new Map<string, number>();
  server.maxConnections = limits.connections;
  // Of a TLS server too this is the TCP connection, through which all bytes go.
  server.on('connection', (socket: Socket) => {
    const source = sourceOf(socket.remoteAddress);
    const count = (counts.get(source) ?? 0) + 1;
    if (count > (source === 'loopback' ? limits.perLoopback : limits.perAddress)) return void socket.destroy();
    counts.set(source, count);
    flows.set(socket, { sent: 0, stalledMs: 0, waitedMs: 0, sentBefore: 0 });
    socket.once('close', () => {
      flows.delete(socket);
      const left = (counts.get(source) ?? 1) - 1;
      if (left > 0) counts.set(source, left);
      else counts.delete(source);
    });
  });
  let before = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    // While the process itself stood still, nobody could have read.
    const elapsedMs = Math.min(now - before, 2 * limits.checkMs);
    before = now;
    for (const [socket, flow] of flows) if (isTooSlow(flow, socket, elapsedMs, limits)) socket.destroy();
  }, limits.checkMs).unref();
  server.once('close', () => clearInterval(timer));
}

function isTooSlow(flow: Flow, socket: Socket, elapsedMs: number, limits: ConnectionLimits): boolean {
  const { written, waiting } = readFlow(socket);
  const sent = written - waiting;
  const moved = sent !== flow.sent;
  flow.sent = sent;
  flow.stalledMs = moved || waiting === 0 ? 0 : flow.stalledMs + elapsedMs;
  if (flow.stalledMs >= limits.stallMs) return true;
  // Not begun anew when nothing waits for a moment: who lets a little through now and then is slow none the less.
  if (waiting > 0) flow.waitedMs += elapsedMs;
  if (flow.waitedMs < limits.slowMs) return false;
  if (sent - flow.sentBefore < limits.slowBytes) return true;
  flow.waitedMs = 0;
  flow.sentBefore = sent;
  return false;
}

/**
 * The bytes that were given to a connection, and those of them that the system has not taken yet. NOTE: only the handle knows
 * both where TLS lies above it; node has no public name for that.
 */
function readFlow(socket: Socket): { written: number; waiting: number } {
  const handle: unknown = Reflect.get(socket, '_handle');
  if (typeof handle !== 'object' || handle === null) return { written: 0, waiting: 0 };
  return {
    written: Number(Reflect.get(handle, 'bytesWritten') ?? 0),
    waiting: Number(Reflect.get(handle, 'writeQueueSize') ?? 0),
  };
}

/** Who counts as one: an IPv4 address, or the half of an IPv6 address that names a network, since whoever has one has all of it. */
export function sourceOf(address = ''): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1] ?? address;
  if (mapped === '::1' || mapped.startsWith('127.')) return 'loopback';
  if (!mapped.includes(':')) return mapped;
  const [head = '', tail] = mapped.split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail ? tail.split(':') : [];
  const groups =
    tail === undefined ? first : [...first, ...Array<string>(8 - first.length - last.length).fill('0'), ...last];
  return groups.slice(0, 4).join(':');
}

/** A listener that hears no more of a connection with too many requests waiting: RFC 9112 §9.3.2 lets a server close it. */
export function limitPipelining(listener: RequestListener, { pipelined }: ConnectionLimits): RequestListener {
  const waiting = new WeakMap<Socket, number>();
  return (request, response) => {
    const { socket } = request;
    if (socket.destroyed) return; // what came in one piece with the request too many
    const count = (waiting.get(socket) ?? 0) + 1;
    if (count > pipelined) return void socket.destroy();
    waiting.set(socket, count);
    response.once('close', () => waiting.set(socket, (waiting.get(socket) ?? 1) - 1));
    listener(request, response);
  };
}
