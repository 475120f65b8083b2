import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from './error.ts';

/**
 * Holds `name` alone among all processes of this machine until disposed of. A socket in Linux' abstract namespace is
 * bound by one process at a time, and the kernel lets it go when that process ends, however it ends: no stale locks.
 */
export async function holdProcessLock(name: string, timeoutMs: number): Promise<AsyncDisposable> {
  const address = `\0tamga-${createHash('sha256').update(name).digest('base64url')}`;
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const release = await bind(address);
    if (release) return { [Symbol.asyncDispose]: release };
    if (performance.now() > deadline) throw new DatabaseError('lock-timeout', `another process still holds ${name}`);
    await sleep(20);
  }
}

async function bind(address: string): Promise<(() => Promise<void>) | undefined> {
  const server = createServer((socket) => socket.destroy());
  return await new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(address, () => resolve(() => new Promise((closed) => void server.close(() => closed()))));
  });
}
