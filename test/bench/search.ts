// Text and facet search among 1,000,000 made-up objects, through the API: pages of fifty, and the counts beside them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi } from '#app.ts';
import { sha256 } from '#platform/bytes.ts';
import { quantile } from '../../tools/bench-report.ts';
import { startBenchPostgres } from './alliance.ts';
import { openFilledNode } from './fill.ts';
import { report, say } from './measure.ts';
import { chinese, createDraw, english, fillObjects, russian } from './search-fill.ts';

const many = Number(process.env['TAMGA_BENCH_MANY'] ?? 1_000_000);
const each = 40;

await using postgres = await startBenchPostgres();
const home = mkdtempSync(join(tmpdir(), 'tamga-bench-'));
await using filled = await openFilledNode(postgres, home);
const draw = createDraw(7);
const start = performance.now();
await fillObjects(filled.node.deps.db, many, draw);
say(`${many} objects in ${((performance.now() - start) / 1000).toFixed(0)} s`);

const token = 'a-token-of-the-measurement';
const officer = { id: 'xa/cyber/o-1', name: 'Officer', role: 'case-officer' as const, authority: 'xa/cyber' };
const api = createApi({
  ...filled.node.deps,
  officers: [officer],
  machineTokens: new Map([[sha256(token).toString('hex'), 'case-officer']]),
  proofs: filled.proofs,
  hosts: [],
});

async function ask(path: string): Promise<{ ms: number; answer: { next?: string | null } }> {
  const from = performance.now();
  const response = await api.request(path, { headers: { authorization: `Bearer ${token}` } });
  const answer = (await response.json()) as { next?: string | null };
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
  return { ms: performance.now() - from, answer };
}

const some = (from: number, to: number): number => from + Math.floor(draw() * (to - from));
const type = (): string => ['indicator', 'malware', 'campaign', 'observed-data'][some(0, 4)]!;
const questions: Record<string, () => Record<string, string>> = {
  'a rare word': () => ({ q: english(some(20_000, 120_000)) }),
  'a word in a few thousand': () => ({ q: english(some(300, 3_000)) }),
  'a frequent word': () => ({ q: english(some(0, 40)) }),
  'two words': () => ({ q: `${english(some(0, 100))} ${english(some(50, 2_000))}` }),
  'two frequent words': () => ({ q: `${english(some(0, 20))} ${english(some(0, 20))}` }),
  'a beginning': () => ({ q: english(some(8_000, 100_000)).slice(0, some(3, 6)) }),
  'a Russian word': () => ({ q: russian(some(0, 5_000)) }),
  'two Chinese characters': () => ({ q: chinese(some(0, 200)) + chinese(some(0, 200)) }),
  'a Chinese character': () => ({ q: chinese(some(0, 300)) }),
  'a type': () => ({ type: type() }),
  'a label': () => ({ label: `label:${english(some(0, 500))}` }),
  'three facets': () => ({ type: type(), tlp: 'AMBER', member: ['xb', 'xc', 'xd'][some(0, 3)]! }),
  'a month': () => ({ from: `202${some(5, 10)}-0${some(1, 9)}-01`, to: `2029-12-31` }),
  'a word and a type': () => ({ q: english(some(0, 2_000)), type: type() }),
  'a word, a label and a month': () => ({
    q: english(some(0, 100)),
    label: `label:${english(some(0, 20))}`,
    from: '2027-03-01',
    to: '2027-04-15',
  }),
  everything: () => ({}),
};

const pages: number[] = [];
const counts: number[] = [];
const later: number[] = [];
for (const [name, question] of Object.entries(questions)) {
  const times: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < each; i++) {
    const asked = new URLSearchParams(question()).toString();
    const first = await ask(`/api/threats?${asked}`);
    times[0].push(first.ms);
    if (first.answer.next) times[1].push((await ask(`/api/threats?${asked}&before=${first.answer.next}`)).ms);
    times[2].push((await ask(`/api/threats/facets/counts?${asked}`)).ms);
  }
  const told = times.map((all) => `${quantile(all, 0.5).toFixed(0)} (${quantile(all, 0.95).toFixed(0)})`);
  say(`${name}: page ${told[0]}, next page ${told[1]}, counts ${told[2]} ms`);
  pages.push(...times[0]);
  later.push(...times[1]);
  counts.push(...times[2]);
}

const of = `${Object.keys(questions).length * each} questions of ${Object.keys(questions).length} sorts`;
const line = (what: string, values: readonly number[], note: string): void =>
  report({
    what: `${what} among ${many.toLocaleString('en')} objects, p95`,
    unit: 'ms',
    target: { atMost: 60 },
    values: [quantile(values, 0.95)],
    note: `${note}; p50 ${quantile(values, 0.5).toFixed(1)} ms`,
  });
line('text and facet search, a page', [...pages, ...later], `${of}, and the page after it`);
line('text and facet search, the counts', counts, of);
rmSync(home, { recursive: true, force: true });
