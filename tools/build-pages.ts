import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const root = dirname(import.meta.dirname);
const pages = join(root, 'dist', 'web');
const stampFile = join(root, 'dist', 'web.stamp.json');

/** What shapes the pages without being part of them. */
const surroundings = [
  'vite.config.ts',
  'tools/build-pages.ts',
  'tools/compile-messages.ts',
  'tsconfig.json',
  'tsconfig.web.json',
  'package.json',
  'package-lock.json',
];
const publicFolder = 'src/web/public';

/** Digest of every file that the last build read, by path from the root. */
type Stamp = Record<string, string>;

/**
 * Builds the pages into dist/web, unless every file that the last build read is unchanged; then nothing of Vite is even
 * loaded. Returns whether it built. Builds in a process of its own: under NODE_ENV=test, which test runners set, React
 * and Vite would make their slow and talkative development form.
 */
export async function buildPages(): Promise<{ built: boolean }> {
  if (isUpToDate()) return { built: false };
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url)], { stdio: ['ignore', 'ignore', 'pipe'] });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`the pages could not be built:\n${complaints}`);
  return { built: true };
}

async function build(): Promise<void> {
  process.env['NODE_ENV'] = 'production';
  const vite = await import('vite');
  const fresh = `${pages}.${process.pid}`;
  const seen = new Set<string>();
  const startMs = Date.now();
  try {
    await vite.build({
      root: join(root, 'src', 'web'),
      configFile: join(root, 'vite.config.ts'),
      logLevel: 'warn',
      plugins: [noteModules(seen)],
      build: { outDir: fresh },
    });
    compress(join(fresh, 'assets'));
    replace(fresh);
    const inputs = [...seen, ...surroundings, ...publicFiles()];
    // What was changed during the build may or may not be in it: without a stamp the next call builds again.
    if (inputs.some((path) => isChangedSince(path, startMs))) rmSync(stampFile, { force: true });
    else writeFileSync(stampFile, JSON.stringify(stampOf(inputs), null, 1));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** What is sent to nearly every browser: packed once here, and not at each request. */
function compress(folder: string): void {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const bytes = readFileSync(path);
    if (!/\.(js|css|svg)$/.test(name) || bytes.length < 1_024) continue;
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  }
}

function isUpToDate(): boolean {
  if (!existsSync(join(pages, 'index.html'))) return false;
  const stamp = readStamp();
  if (!stamp) return false;
  const isSame = Object.entries(stamp).every(([path, digest]) => digestOf(path) === digest);
  return isSame && publicFiles().every((path) => path in stamp);
}

function readStamp(): Stamp | null {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8')) as Stamp;
  } catch {
    return null;
  }
}

const stampOf = (paths: readonly string[]): Stamp =>
  Object.fromEntries(paths.toSorted().map((path) => [path, digestOf(path)]));

function digestOf(path: string): string {
  try {
    return createHash('sha256')
      .update(readFileSync(join(root, path)))
      .digest('base64url');
  } catch {
    return 'absent';
  }
}

const isChangedSince = (path: string, timeMs: number): boolean =>
  (statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0) >= timeMs;

const publicFiles = (): string[] => readdirSync(join(root, publicFolder)).map((name) => `${publicFolder}/${name}`);

/** Collects our own modules: the lockfile stands for the installed ones. */
function noteModules(seen: Set<string>): Plugin {
  return {
    name: 'note-modules',
    buildEnd() {
      for (const id of this.getModuleIds()) {
        const path = relative(root, id.split('?', 1)[0] ?? '');
        if (id.startsWith(sep) && !path.startsWith('..') && !path.includes('node_modules')) seen.add(path);
      }
    },
  };
}

/** Puts the new pages in place of the old. Two builds at once may race: whoever comes later tries again. */
function replace(fresh: string): void {
  for (let attempt = 1; ; attempt += 1) {
    const old = `${fresh}.old`;
    try {
      if (existsSync(pages)) renameSync(pages, old);
      renameSync(fresh, pages);
      return;
    } catch (error) {
      if (attempt === 5) throw error;
    } finally {
      rmSync(old, { recursive: true, force: true });
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const start = performance.now();
  const isNeeded = !isUpToDate();
  if (isNeeded) await build();
  console.log(
    isNeeded ? `pages built in ${((performance.now() - start) / 1000).toFixed(1)} s` : 'pages are up to date',
  );
}
