import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { messageOf } from '#platform/errors.ts';
import { expectAllLookedAt } from './axe.ts';
import { findBrowser, launchBrowser } from './browser.ts';
import { openDesk } from './desk.ts';
import type { Desk } from './desk.ts';

const found = await findBrowser();

// oxlint-disable-next-line no-empty-pattern -- Vitest reads from the pattern which fixtures this one needs: none.
const withBrowser = test.extend('browser', { scope: 'worker' }, async ({}, { onCleanup }): Promise<Browser | null> => {
  if ('missing' in found) return null;
  const browser = await launchBrowser(found);
  onCleanup(() => browser.close());
  return browser;
});

/**
 * A test that looks through a real browser; skipped, saying why, where there is none, or where `file` is absent, which lies
 * beside the repository. After it no page may have broken what holds for all: see `watch` in desk.ts.
 */
export function browserTest(name: string, check: (desk: Desk) => Promise<void>, file?: string): void {
  // oxlint-disable-next-line no-empty-pattern -- Vitest reads from the pattern which fixtures this one needs: none.
  afterAll(({}, { file: { filepath, tasks } }) => {
    if (tasks.every(({ result }) => result?.state === 'pass')) expectAllLookedAt(basename(filepath));
  });
  // oxlint-disable-next-line vitest/valid-title -- the title is the caller's.
  withBrowser(name, async ({ browser, skip }) => {
    if (!browser) return skip('missing' in found ? found.missing : '');
    if (file && !existsSync(file)) return skip(`${file} is missing`);
    await using desk = openDesk(browser);
    try {
      await check(desk);
    } catch (error) {
      throw new Error(`${messageOf(error)}\n\n${await desk.describe()}`, { cause: error });
    }
    expect(desk.faults).toEqual([]);
  });
}
