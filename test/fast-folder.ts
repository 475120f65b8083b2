import { accessSync, constants, mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
const NEEDED = 6 * 2 ** 30;
const NAME = /^tamga-test-(\d+)-/;

/**
 * A new folder for all that a run of tests writes: in memory where the machine has 6 GiB of it to spare, else where temporary files are.
 * Making a database from the template copies some 600 files, which takes ten times as long on a disk. What a run that was killed left
 * in memory goes.
 */
export function makeFastFolder(): string {
  const base = hasRoom() ? MEMORY : tmpdir();
  if (base === MEMORY) for (const name of readdirSync(MEMORY)) removeLeft(name);
  const folder = mkdtempSync(join(base, `tamga-test-${process.pid}-`));
  mkdirSync(join(folder, 'tmp'));
  return folder;
}

function hasRoom(): boolean {
  try {
    accessSync(MEMORY, constants.R_OK | constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize > NEEDED && Math.min(freemem(), process.availableMemory()) > NEEDED;
  } catch {
    return false;
  }
}

function removeLeft(name: string): void {
  const pid = NAME.exec(name)?.[1];
  if (pid === undefined || isRunning(Number(pid))) return;
  rmSync(join(MEMORY, name), { recursive: true, force: true });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
