import type { ImportReport } from '#features/imports/model.ts';
import type { BenchNode } from './alliance.ts';

/** Imports a file as an officer would; gives the report and how long it took. */
export async function importFile(
  node: BenchNode,
  name: string,
  bytes: Uint8Array,
): Promise<{ report: ImportReport; ms: number }> {
  const handling = { tlp: 'GREEN', base: 'unclassified', basis: 'mca-2029:5', purpose: 'counter-terrorism' };
  const query = new URLSearchParams({ name, ...handling, retainUntil: '2099-01-01' });
  const start = performance.now();
  const report = await node.ask<ImportReport>(`/api/imports?${query.toString()}`, { method: 'POST', bytes });
  return { report, ms: performance.now() - start };
}
