// Scanning and splitting a bundle of 50 MB, one thread, against JSON.parse of the same text; and the memory that it takes.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scanElements } from '@tamga/json';
import { median } from '../../tools/bench-report.ts';
import { largeBundles, megabyte } from './large-bundle.ts';
import type { Large } from './large-bundle.ts';
import { repetitions, report, say } from './measure.ts';

const limits = {
  maxBytes: 1 << 28,
  maxDepth: 64,
  maxValues: 64_000_000,
  maxElements: 1_000_000,
  numbers: 'safe',
} as const;
const warmUps = 2;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

for (const large of largeBundles()) {
  await measureSpeed(large);
  await measureMemory(large);
}

async function measureSpeed({ what, make }: Large): Promise<void> {
  const bytes = make();
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let i = 0; i < warmUps + repetitions; i++) {
    const scanned = time(() => scanElements(bytes, 'objects', limits).elements?.length ?? 0);
    const parsed = time(() => (JSON.parse(decoder.decode(bytes)) as { objects: unknown[] }).objects.length);
    if (scanned.count !== parsed.count) throw new Error(`${scanned.count} objects, and ${parsed.count} by JSON.parse`);
    if (i < warmUps) continue;
    ours.push(bytes.length / megabyte / scanned.seconds);
    theirs.push(bytes.length / megabyte / parsed.seconds);
    say(
      `${what}: ${scanned.count} objects at ${ours.at(-1)?.toFixed(0)} MB/s; JSON.parse ${theirs.at(-1)?.toFixed(0)} MB/s`,
    );
    await new Promise((done) => setTimeout(done, 50));
  }
  report({
    what: `scan and split of a 50 MB bundle, ${what}`,
    unit: 'MB/s',
    target: { atLeast: 150 },
    values: ours,
    peer: { name: 'JSON.parse', ratio: median(ours) / median(theirs) },
  });
}

function time(run: () => number): { count: number; seconds: number } {
  const start = performance.now();
  const count = run();
  return { count, seconds: (performance.now() - start) / 1000 };
}

async function measureMemory({ what, make }: Large): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tamga-bench-scan-'));
  try {
    const bytes = make();
    const file = join(folder, 'bundle.json');
    writeFileSync(file, bytes);
    const values: number[] = [];
    for (let i = 0; i < repetitions; i++) {
      const child = fork(new URL('scan-memory.ts', import.meta.url), [file]);
      const [{ growth }] = (await once(child, 'message')) as [{ growth: number }];
      await once(child, 'exit');
      values.push(growth / bytes.length);
    }
    say(`${what}: the peak grew by ${median(values).toFixed(2)} × the input, the input itself among it`);
    report({ what: `memory for it, the input included, ${what}`, unit: '× input', target: { atMost: 3 }, values });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
