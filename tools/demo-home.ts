import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { holdProcessLock } from '#platform/db/process-lock.ts';
import { TamgaError } from '#platform/errors.ts';

/** Lies there while the nodes' past is made. */
export const pastPath = (home: string): string => join(home, 'making-history');

/** Two demonstrations in one folder would take the nodes and the data from each other. Errors: config. */
export function holdHome(home: string): Promise<AsyncDisposable> {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  return holdProcessLock(`demo ${realpathSync(home)}`, 500).catch((cause: unknown) => {
    const instead = 'stop it first, or set another TAMGA_HOME and TAMGA_PORT_BASE';
    throw new TamgaError('config', `a demonstration is running in ${home}: ${instead}`, { cause });
  });
}

/**
 * Makes sure that the folder is a demonstration's own, on these ports: the directories name the federation's addresses,
 * so an alliance made on other ports cannot be reached on these. Only such a folder is ever emptied. Errors: config.
 */
export function claimHome(home: string, portBase: number, fresh: boolean): void {
  const path = join(home, 'port-base');
  const made = existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
  const others = readdirSync(home).filter((name) => name !== 'port-base');
  if (made === '' && others.length > 0)
    throw new TamgaError('config', `${home} holds something else than a demonstration: set another TAMGA_HOME`);
  if (!fresh && made !== '' && made !== String(portBase))
    throw new TamgaError(
      'config',
      `${home} was made with TAMGA_PORT_BASE=${made}: start it with that, with another TAMGA_HOME, or with --fresh`,
    );
  writeFileSync(path, `${portBase}\n`);
  if (!fresh && existsSync(join(home, 'anchor')) && !existsSync(pastPath(home))) return;
  // Without an anchor, or in the middle of its past, the making was broken off, and no node has run on what is there. It goes first, so that it is
  // never found beside what is half removed.
  for (const name of ['anchor', ...others]) rmSync(join(home, name), { recursive: true, force: true });
}
