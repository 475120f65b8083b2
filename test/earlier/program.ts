import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The last commit of release 0.1.0. */
const release = 'b5be545f6a3f437ba15b0d0a592040fb575b85c4';

/** Whether the history is here; in a copy of the newest files alone it is not. */
export function hasEarlierProgram(): boolean {
  try {
    execFileSync('git', ['cat-file', '-e', `${release}^{commit}`], { cwd: root, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Release 0.1.0 in a folder of its own, with the packages from the registry that are installed here. */
export function unpackEarlierProgram(): { dir: string } & Disposable {
  const dir = mkdtempSync(join(tmpdir(), 'tamga-0.1.0-'));
  const archive = execFileSync('git', ['archive', release], { cwd: root, maxBuffer: 256 * 1024 * 1024 });
  execFileSync('tar', ['-x', '-C', dir], { input: archive });
  const modules = join(root, 'node_modules');
  mkdirSync(join(dir, 'node_modules/@tamga'), { recursive: true });
  for (const name of readdirSync(modules))
    if (name !== '@tamga') symlinkSync(join(modules, name), join(dir, 'node_modules', name));
  for (const name of ['json', 'log', 'stix'])
    symlinkSync(join(dir, 'packages', name), join(dir, 'node_modules/@tamga', name));
  return { dir, [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }) };
}
