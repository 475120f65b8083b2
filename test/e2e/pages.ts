import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cp, mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '#platform/errors.ts';
import { buildPages } from '../../tools/build-pages.ts';

const dist = join(import.meta.dirname, '../../dist/web');
let ready: Promise<string> | undefined;

/**
 * The folder of the built pages. One worker of a run builds them and copies them beside the run's database, so that a build
 * elsewhere on this machine takes no file from under a test; the others wait for it.
 */
export const preparePages = (): Promise<string> => (ready ??= buildOnce());

async function buildOnce(): Promise<string> {
  const door = process.env['TAMGA_TEST_DATABASE'];
  if (!door) throw new Error('no folder of the run: run this through Vitest (vitest.config.ts sets it up)');
  const pages = join(dirname(door), 'pages');
  const failure = `${pages}.error`;
  const isFirst = await mkdir(`${pages}.claim`).then(
    () => true,
    () => false,
  );
  if (isFirst) {
    try {
      await buildPages();
      await cp(dist, `${pages}.part`, { recursive: true });
      await rename(`${pages}.part`, pages);
    } catch (error) {
      writeFileSync(failure, messageOf(error));
      throw error;
    }
  }
  while (!existsSync(pages)) {
    if (existsSync(failure)) throw new Error(`the pages were not built: ${readFileSync(failure, 'utf8')}`);
    await sleep(50);
  }
  return pages;
}
