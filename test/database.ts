import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { type Db, openDb } from '#platform/db/db.ts';

/** How to reach the PostgreSQL of this run; `url` is of the template database, whose role owns every test database. */
export interface TestServer {
  adminUrl: string;
  url: string;
}

export const TEMPLATE = 'tamga_template';

export interface TestDatabase extends AsyncDisposable {
  url: string;
  db: Db;
}

let server: Promise<TestServer> | undefined;

/** A migrated, empty database of its own, dropped when disposed of. The first one of a run waits for PostgreSQL. */
export const createTestDatabase = (): Promise<TestDatabase> => createFrom(TEMPLATE);

/** As `createTestDatabase`, without any table. */
export const createBareDatabase = (): Promise<TestDatabase> => createFrom('template0');

async function createFrom(origin: string): Promise<TestDatabase> {
  server ??= knock();
  const { adminUrl, url: template } = await server;
  const name = `test_${randomBytes(8).toString('hex')}`;
  // Copying files lets several tests do this at once; the default, through the log, makes them queue (60 ms against 150).
  await administer(adminUrl, `create database ${name} template ${origin} strategy file_copy owner tamga_test`);
  const url = template.replace(`/${TEMPLATE}?`, `/${name}?`);
  const db = openDb(url, { max: 4 });
  const drop = async () => {
    await db.destroy();
    await administer(adminUrl, `drop database if exists ${name} with (force)`);
  };
  return { url, db, [Symbol.asyncDispose]: drop };
}

async function knock(): Promise<TestServer> {
  const door = process.env['TAMGA_TEST_DATABASE'];
  if (!door) throw new Error('no test database: run this through Vitest (vitest.config.ts sets it up)');
  const answer = JSON.parse(await text(connect(door))) as TestServer | { error: string };
  if ('error' in answer) throw new Error(answer.error);
  return answer;
}

async function administer(url: string, query: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(query);
  } finally {
    await client.end();
  }
}
