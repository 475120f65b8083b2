import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf, TamgaError } from '#platform/errors.ts';
import { demoNodes, federationPort } from './demo-alliance.ts';

/**
 * Makes sure that the demonstration's ports are free before anything is made or removed. Nodes of a start that was killed
 * may keep theirs for the moment in which they notice: `patienceMs`. Errors: config, naming the port.
 */
export async function checkPorts(portBase: number, host: string, patienceMs: number): Promise<void> {
  const ports = demoNodes.flatMap((node) => [
    portBase + node.offset,
    federationPort(portBase, node) - 10,
    federationPort(portBase, node),
  ]);
  for (const deadline = performance.now() + patienceMs; ; await sleep(100)) {
    const found = await Promise.all(ports.map((port) => tryPort(port, host)));
    const why = found.find((one) => one !== undefined);
    if (why === undefined) return;
    if (performance.now() > deadline) {
      const instead = 'stop what uses it, or set another TAMGA_PORT_BASE (and TAMGA_HOME for its data)';
      throw new TamgaError('config', `${why}: ${instead}`);
    }
  }
}

const tryPort = (port: number, host: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(
        error.code === 'EADDRINUSE' ? `port ${host}:${port} is taken` : `port ${host}:${port}: ${messageOf(error)}`,
      ),
    );
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
