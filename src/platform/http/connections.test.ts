import { createServer, Socket } from 'node:net';
import { expect, test } from 'vitest';
import { connectionLimits, limitConnections } from './connections.ts';

/** A connection as the server hears of it, from an address that no test of this machine has. */
function connectionFrom(address: string): Socket {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: address });
  return socket;
}

test('one address has so many connections and no more, whatever others have, and again when one of them ends', async () => {
  const server = createServer();
  limitConnections(server, { ...connectionLimits, perAddress: 2 });
  const open = (address: string): Socket => {
    const socket = connectionFrom(address);
    server.emit('connection', socket);
    return socket;
  };
  const [first, second, third] = [open('192.0.2.7'), open('::ffff:192.0.2.7'), open('192.0.2.7')];
  expect([first.destroyed, second.destroyed, third.destroyed]).toEqual([false, false, true]);
  expect(open('192.0.2.8').destroyed).toBe(false);
  first.destroy();
  await new Promise((done) => first.once('close', done));
  expect([open('192.0.2.7').destroyed, open('192.0.2.7').destroyed]).toEqual([false, true]);
  server.emit('close');
});
