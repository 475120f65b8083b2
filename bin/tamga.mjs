#!/usr/bin/env node
// The command `tamga`: src/cli.ts under the pinned Node, whatever Node the machine has.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { bootstrap, nodeFlags, pinnedNode, root } from '../tools/bootstrap.mjs';

const args = [...nodeFlags, join(root, 'src/cli.ts'), ...process.argv.slice(2)];
const env = { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/node'), ...process.env };

await bootstrap().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});

if (process.execve) {
  process.execve(pinnedNode, [pinnedNode, ...args], env); // the same process from here on
}

const child = spawn(pinnedNode, args, { stdio: 'inherit', env });
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// Ctrl-C at a terminal reaches the child by itself; sent by a program it reaches only us.
process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
child.on('exit', (code, signal) => {
  if (!signal) process.exit(code ?? 1);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
