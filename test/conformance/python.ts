import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const cache = join(import.meta.dirname, '../../node_modules/.cache/tamga-python');
const packages = ['stix2>=3,<4', 'misp-stix>=2025'];

export type Found = { python: string } | { missing: string };

/**
 * A Python with the public libraries that read what is exported, in a folder of this repository; or why there is none. It takes a while
 * and the package index, so only `npm run conformance` asks for one: made once for each list of packages.
 */
export async function findPython(given: NodeJS.ProcessEnv, folder = cache): Promise<Found> {
  const python = join(folder, 'bin/python');
  const ready = join(folder, 'ready');
  const wanted = packages.join('\n');
  if (given['npm_lifecycle_event'] !== 'conformance')
    return { missing: 'the libraries of Python are asked by npm run conformance alone' };
  if (existsSync(python) && existsSync(ready) && readFileSync(ready, 'utf8') === wanted) return { python };
  const env = { PIP_RETRIES: '1', PIP_DISABLE_PIP_VERSION_CHECK: '1', ...given };
  try {
    await mkdir(folder, { recursive: true });
    await run('python3', ['-m', 'venv', '--clear', folder], { env, timeout: 60_000 });
    await run(python, ['-m', 'pip', 'install', '--quiet', ...packages], { env, timeout: 300_000 });
    await writeFile(ready, wanted);
    return { python };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    return { missing: `python3, its module venv, or ${packages.join(' and ')} cannot be had: ${lastLine(error)}` };
  }
}

/** What a program said last is why it ended; one that is not there says nothing. */
function lastLine(error: unknown): string {
  const { stderr = '', message = 'unknown' } = error as { stderr?: string; message?: string };
  return (stderr.trim().split('\n').at(-1) || message).slice(0, 300);
}

/** What the libraries found in these files, in their order. */
export async function readWithPython(python: string, files: readonly string[]): Promise<unknown> {
  const script = join(import.meta.dirname, 'python/read_stix.py');
  const { stdout } = await run(python, [script, ...files], { maxBuffer: 64 * 1024 * 1024, timeout: 100_000 });
  return JSON.parse(stdout);
}
