import { execFile } from 'node:child_process';
import { existsSync, lstatSync } from 'node:fs';
import { chmod, lchown, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import type { Browser, LaunchOptions } from 'playwright-core';

/** Where a browser lies and what it needs to find its parts; or why there is none on this machine. */
export type Found = { executablePath: string; env: Record<string, string> } | { missing: string };

const debian = '/usr/bin/chromium';
/**
 * Chromium's own windows: the list under its address bar is two pages of its own, loaded with every window that nobody sees, and a process
 * is kept for the next page. Half a second of work for each visitor of a test.
 */
const unseen = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup', 'SpareRendererForSitePerProcess'];
/** Of two lists Chromium heeds the last one alone: what Playwright 1.65 switches off stands here again. */
const switchedOff = [
  ...unseen,
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'AimEnabled',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
];
const nodeModules = join(import.meta.dirname, '../../node_modules');
const run = promisify(execFile);

/** Debian's Chromium where it is installed, otherwise the one of an npm package, which is built for x64 alone. */
export async function findBrowser(): Promise<Found> {
  if (existsSync(debian)) return { executablePath: debian, env: {} };
  if (process.arch !== 'x64') return { missing: `no browser for ${process.arch}: install Debian's chromium` };
  const manifest = manifestOfPackage();
  if (!manifest) return { missing: `no browser: install Debian's chromium, or the package @sparticuz/chromium` };
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const folder = await unpackOnce(join(nodeModules, '.cache'), `chromium-${version}`);
  return {
    executablePath: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  };
}

/**
 * A browser of its own with an empty profile; closing it removes the profile. Without its sandbox where it cannot have one:
 * as root, or where the system gives no user namespaces. It only ever opens our own pages.
 */
export async function launchBrowser({ executablePath, env }: Exclude<Found, { missing: string }>): Promise<Browser> {
  const options: LaunchOptions = {
    executablePath,
    // Playwright's own list switches background networking, component updates and sync off.
    args: [
      '--disable-gpu',
      '--no-proxy-server',
      '--no-pings',
      '--disable-domain-reliability',
      `--disable-features=${switchedOff.join(',')}`,
    ],
    env: { ...process.env, ...env },
  };
  if (process.getuid?.() === 0) return chromium.launch({ ...options, chromiumSandbox: false });
  try {
    return await chromium.launch({ ...options, chromiumSandbox: true });
  } catch (error) {
    if (!String(error).includes('sandboxing failed')) throw error;
    return chromium.launch({ ...options, chromiumSandbox: false });
  }
}

function manifestOfPackage(): string | undefined {
  try {
    const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
    return join(dirname(entry), '..', 'package.json');
  } catch {
    return undefined;
  }
}

/**
 * Unpacks (4 s, 210 MB) beside the package itself, where nobody can plant a file who could not as well change the package;
 * left to itself it trusts whatever lies in `/tmp/chromium`. Several at once may do it: the first one's folder stays.
 */
async function unpackOnce(parent: string, name: string): Promise<string> {
  const folder = join(parent, name);
  if (existsSync(folder)) return refuseForeign(folder);
  await mkdir(parent, { recursive: true });
  const fresh = await mkdtemp(join(parent, `${name}-`));
  try {
    const env = { ...process.env, TMPDIR: fresh, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' };
    await run(process.execPath, [join(import.meta.dirname, 'unpack-chromium.ts')], { env });
    await writeFile(join(fresh, 'fonts.conf'), fontsConfig(folder));
    await giveToUs(fresh);
    await rename(fresh, folder).catch(() => {});
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return refuseForeign(folder);
}

/** As root, an archive's files get the owners that the archive names; and the browser is made for its maker alone. */
async function giveToUs(folder: string): Promise<void> {
  if (process.getuid?.() === 0)
    for (const name of await readdir(folder, { recursive: true })) await lchown(join(folder, name), 0, 0);
  for (const path of [folder, join(folder, 'chromium')]) await chmod(path, 0o755);
}

/** Made by us, by root or by whoever installed the packages, and for nobody else to change. */
function refuseForeign(folder: string): string {
  const { uid, mode } = lstatSync(folder);
  const trusted = [0, process.getuid?.(), lstatSync(nodeModules).uid];
  if (!trusted.includes(uid) || (mode & 0o022) !== 0)
    throw new Error(`${folder} could have been changed by another user: remove it`);
  return folder;
}

/** The package's own configuration looks for its fonts in `/tmp`. Without any font, no page can be drawn. */
const fontsConfig = (folder: string): string => {
  const path = folder.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${path}/fonts</dir>
  <cachedir>${path}/fonts-cache</cachedir>
</fontconfig>
`;
};
