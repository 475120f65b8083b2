import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chown,
  lchown,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseError } from './error.ts';
import { ENVIRONMENT, type Launch, NOBODY } from './postgres-launch.ts';

export const SUPERUSER = 'tamga_admin';

/** Makes the cluster (`data/`, `password`) when it is not there: made beside and renamed, so that it is whole or absent. */
export async function ensureCluster(cluster: string, pkg: string, launch: Launch): Promise<void> {
  if (await stat(cluster).catch(() => undefined)) return;
  const staging = `${cluster}.new`;
  await rm(staging, { recursive: true, force: true });
  const [data, password] = [join(staging, 'data'), join(staging, 'password')];
  await mkdir(data, { mode: 0o700, recursive: true });
  await giveTree(data, launch.owner);
  await writeFile(password, randomBytes(24).toString('base64url'), { mode: 0o600 });
  const auth = ['--auth=scram-sha-256', `--username=${SUPERUSER}`, `--pwfile=${password}`];
  const options = ['-D', data, ...auth, ...(await localeOptions(pkg))];
  await run([...launch.prefix, join(pkg, 'native/bin/initdb'), ...options]);
  await rename(staging, cluster);
}

// Letters of all scripts fold and sort alike on every machine: from 17 on PostgreSQL brings that itself.
async function localeOptions(pkg: string): Promise<string[]> {
  const { version } = JSON.parse(await readFile(join(pkg, 'package.json'), 'utf8')) as { version: string };
  const builtin = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const locale = Number.parseInt(version, 10) < 17 ? ['--locale=C.UTF-8'] : builtin;
  return ['--encoding=UTF8', '--data-checksums', ...locale];
}

async function run([command = '', ...args]: string[]): Promise<void> {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], env: ENVIRONMENT, detached: true });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-2000)));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new DatabaseError('postgres-start', `initdb ended with ${code}: ${output.trim()}`);
}

/** Makes the folder of the socket, or makes sure that the one there is ours: in /tmp anybody may have been first. */
export async function ensureSocketFolder(path: string, owner: number): Promise<void> {
  await mkdir(path, { mode: 0o700, recursive: true });
  const { uid, mode } = await lstat(path);
  const me = process.getuid?.() ?? 0;
  const ours = uid === me || (me === 0 && uid === NOBODY);
  if (!ours || (mode & 0o170_077) !== 0o040_000) {
    throw new DatabaseError('postgres-folder', `${path} is not a private folder of ours: remove it`);
  }
  if (uid !== owner) await chown(path, owner, owner);
}

/** Gives the tree to `owner`, when the last start ran in the other of root's two ways. */
export async function giveTree(path: string, owner: number): Promise<void> {
  if ((await stat(path)).uid === owner) return;
  for (const name of await readdir(path, { recursive: true })) await lchown(join(path, name), owner, owner);
  await chown(path, owner, owner); // last: it says that the rest is done
}

/** Whether any process works in this data folder: the postmaster and each of its children have it as their folder. */
export async function isInUse(data: string): Promise<boolean> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const folders = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')));
  return folders.includes(data);
}

/**
 * After `kill -9` the lock files name a dead process, which PostgreSQL sees by itself, unless the number now belongs to
 * another process (after the restart of a container it nearly always does). Only when nobody works in the data folder.
 */
export async function removeStaleLocks(data: string, socketDir: string, port: number): Promise<void> {
  const files = [join(data, 'postmaster.pid'), join(socketDir, `.s.PGSQL.${port}.lock`)];
  await Promise.all(files.map((file) => rm(file, { force: true })));
}
