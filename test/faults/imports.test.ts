import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { ImportReport } from '#features/imports/model.ts';
import { startNodes } from '#test/federation/nodes.ts';
import { bundleOf, importPath } from './bundles.ts';

test.each([
  ['the same file', ''],
  ['another file with the same objects', '\n'],
])('two imports at once, %s: one after the other, and no object becomes two records', async (_, tail) => {
  await using net = await startNodes('xa');
  const xa = net.node('xa');
  const bundle = bundleOf('twice', 600);
  const send = (bytes: Uint8Array) => xa.ask<ImportReport>(importPath('twice'), { method: 'POST', bytes });
  const reports = await Promise.all([send(bundle), send(Buffer.concat([bundle, Buffer.from(tail)]))]);
  const made = new Map(reports.map(({ id, counts }) => [id, counts.added]));
  expect([...made.values()].toSorted()).toEqual(tail === '' ? [600] : [0, 600]);
  expect((await send(bundle)).counts).toMatchObject({ added: 0, identical: 600 });
  const { rows } = await sql<{ n: number }>`select count(*) as n from threat_object`.execute(xa.deps.db);
  expect(rows[0]?.n).toBe(600);
});
