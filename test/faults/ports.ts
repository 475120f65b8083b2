import { createServer } from 'node:net';

/** What a demonstration takes from its base on: the pages' ports, those of content, the federation's. */
const offsets = [0, 1, 2, 3, 9, 10, 11, 12, 13, 19, 20, 21, 22, 23, 29];

/** A base whose ports are free now, below the range from which the kernel gives ports to outgoing connections. */
export async function freePortBase(): Promise<number> {
  for (;;) {
    const base = 10_000 + Math.floor(Math.random() * 680) * 30;
    const free = await Promise.all(offsets.map((offset) => isFree(base + offset)));
    if (free.every(Boolean)) return base;
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
