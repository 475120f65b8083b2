import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { ImportReport, ImportSummary } from '#features/imports/model.ts';
import { bundleOf, importPath, marker } from './bundles.ts';
import { startProcesses } from './processes.ts';
import type { OpenNode } from './processes.ts';
import { until } from './programs.ts';

const size = 6_000;

const textsOf = (node: OpenNode): string[] =>
  readdirSync(join(node.settings.folder, 'imports'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /[0-9a-f]{32}$/.test(name))
    .map((name) => join(node.settings.folder, 'imports', name));

test('an import goes on by itself when its node was killed, and when it was stopped; its text is on the disk meanwhile, and not in the clear', async () => {
  await using net = await startProcesses('xa');
  const xa = net.node('xa');
  const bytes = bundleOf('goes-on', size);
  const begun = await xa.ask<ImportSummary>(`${importPath('goes-on')}&wait=false`, { method: 'POST', bytes });
  expect(begun).toMatchObject({ total: size, finishedAt: null });
  const progress = (): Promise<ImportSummary> => xa.ask<ImportSummary>(`/api/imports/${begun.id}/progress`);
  const further = async (done: number): Promise<void> =>
    until(`more than ${done} objects`, async () => (await progress()).done > done);

  await further(0);
  await xa.kill();
  const [text = ''] = textsOf(xa);
  expect(readFileSync(text).includes(marker)).toBe(false);
  await xa.start();
  const { done, state } = await progress();
  expect(done).toBeLessThan(size);
  expect(['waiting', 'running']).toContain(state);

  await further(done);
  await xa.stop();
  expect(textsOf(xa)).toEqual([text]);
  await xa.start();
  await until('the end of the import', async () => (await progress()).state === 'finished', 120_000);
  const { counts, items } = await xa.ask<ImportReport>(`/api/imports/${begun.id}`);
  expect(counts).toMatchObject({ added: size, identical: 0, refused: 0 });
  expect(new Set(items.map(({ index }) => index)).size).toBe(size);
  const { rows } = await sql<{ n: number }>`select count(*) as n from threat_object`.execute(xa.db);
  expect(rows[0]?.n).toBe(size);
  expect(textsOf(xa)).toEqual([]);
  expect(xa.output()).not.toMatch(/"event":"bug"|"job-failed","job":"imports/);
  expect(xa.output()).not.toContain(marker);
});
