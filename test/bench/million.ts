// One page of a feed and one append to the log, in a database of 10,000 records and in one of 1,000,000, in turn.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from '../../tools/bench-report.ts';
import { startBenchPostgres } from './alliance.ts';
import { corpusFile, repetitions, report, say } from './measure.ts';
import { fillNode, openFilledNode } from './fill.ts';
import type { FilledNode } from './fill.ts';
import { append, readPage } from './probe.ts';

const few = 10_000;
const many = Number(process.env['TAMGA_BENCH_MANY'] ?? 1_000_000);
const samples = 9;
const pageLine = { what: 'feed page at 1,000,000 records against 10,000', unit: '×', target: { atMost: 1.3 } };
const appendLine = { what: 'append of 256 leaves at 1,000,000 against 10,000', unit: '×', target: { atMost: 1.3 } };

const file = corpusFile('stix-examples/ics-attack/ics-attack-17.1.json');
if (file === null) {
  for (const line of [pageLine, appendLine]) report({ ...line, values: [], note: 'skipped: no ../shared/corpora' });
} else {
  await using postgres = await startBenchPostgres();
  const home = mkdtempSync(join(tmpdir(), 'tamga-bench-'));
  await using small = await openFilledNode(postgres, join(home, 'small'));
  await using large = await openFilledNode(postgres, join(home, 'large'));
  for (const [node, size] of [
    [small, few],
    [large, many],
  ] as const) {
    const start = performance.now();
    await fillNode(node, readFileSync(file), size);
    say(`${size} records in ${((performance.now() - start) / 1000).toFixed(0)} s`);
  }
  await compare(pageLine, 'a page of 2,000 lines', readPage);
  await compare(appendLine, 'staging and publishing', append);
  rmSync(home, { recursive: true, force: true });

  async function compare(
    line: typeof pageLine,
    what: string,
    act: (node: FilledNode) => Promise<number>,
  ): Promise<void> {
    const values: number[] = [];
    const all: [number[], number[]] = [[], []];
    for (let i = 0; i < repetitions; i++) {
      const times: [number[], number[]] = [[], []];
      for (let n = 0; n < samples; n++) {
        times[0].push(await act(small));
        times[1].push(await act(large));
      }
      values.push(median(times[1]) / median(times[0]));
      all[0].push(...times[0]);
      all[1].push(...times[1]);
    }
    const [atFew, atMany] = all.map((times) => median(times).toFixed(1));
    say(`${what}: ${atFew} ms at ${few}, ${atMany} ms at ${many}`);
    report({ ...line, values, note: `${what}: ${atFew} ms and ${atMany} ms` });
  }
}
