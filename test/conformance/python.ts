import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const folder = join(import.meta.dirname, '../../node_modules/.cache/tamga-python');
const packages = ['stix2>=3,<4', 'misp-stix>=2025'];
const ready = join(folder, 'ready');

/**
 * A Python with the public libraries that read what is exported; or why there is none. It takes a while, so only `npm run
 * conformance` does it; it installs them once, where python3 and the package index are there.
 */
export async function findPython(): Promise<{ python: string } | { missing: string }> {
  const python = join(folder, 'bin/python');
  if (process.env['npm_lifecycle_event'] !== 'conformance')
    return { missing: 'the libraries of Python are asked by npm run conformance alone' };
  if (existsSync(ready)) return { python };
  try {
    await mkdir(folder, { recursive: true });
    await run('python3', ['-m', 'venv', '--clear', folder], { timeout: 60_000 });
    await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages], {
      timeout: 300_000,
    });
    await writeFile(ready, packages.join('\n'));
    return { python };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    return {
      missing: `python3 or its packages cannot be had: ${error instanceof Error ? error.message.slice(0, 200) : 'unknown'}`,
    };
  }
}

/** What the libraries found in these files, in their order. */
export async function readWithPython(python: string, files: readonly string[]): Promise<unknown> {
  const script = join(import.meta.dirname, 'python/read_stix.py');
  const { stdout } = await run(python, [script, ...files], { maxBuffer: 64 * 1024 * 1024, timeout: 100_000 });
  return JSON.parse(stdout);
}
