// `npm run bench`: every measurement of test/bench, each in a process of its own; `npm run bench -- import pull` only
// these; `--with-tests` times `npm test` as well, `--with-scale` fills a log of ten million records first. What is not measured keeps its row in
// docs/performance.json; the table is printed, and renewed in docs/performance.md.
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { renewPage, toText } from './bench-report.ts';
import type { Measurement, Report } from './bench-report.ts';

const root = new URL('..', import.meta.url);
const resultFile = new URL('docs/performance.json', root);
const pageFile = new URL('docs/performance.md', root);

/** In the order of the table. */
const names = [
  'import',
  'pull',
  'latency',
  'seal',
  'validate',
  'million',
  'scan',
  'neighbours',
  'search',
  'pages',
  'graph',
  'start',
  'scale',
  'tests',
];

/** These take long, and run when they are asked for. */
const onlyAsked = new Map([
  ['scale', '--with-scale'],
  ['tests', '--with-tests'],
]);

const args = process.argv.slice(2);
const options = [...onlyAsked.values()];
const strange = args.find((arg) => arg.startsWith('--') && !options.includes(arg));
if (strange)
  throw new Error(`there is no option ${strange}; there are ${options.join(', ')}, and the names ${names.join(', ')}`);
const asked = args.filter((arg) => !arg.startsWith('--'));
const unknown = asked.find((name) => !names.includes(name));
if (unknown) throw new Error(`there is no measurement ${unknown}; there are ${names.join(', ')}`);
const chosen = new Set(
  names.filter((name) =>
    asked.length > 0 ? asked.includes(name) : args.includes(onlyAsked.get(name) ?? name) || !onlyAsked.has(name),
  ),
);

const before = readReport();
const report: Report = {
  machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
  node: process.version,
  measured: [],
};
for (const name of names) {
  const kept = before.filter((m) => m.name === name);
  report.measured.push(...(chosen.has(name) ? await measure(name) : kept));
}
writeFileSync(resultFile, `${JSON.stringify(report, null, 1)}\n`);
writeFileSync(pageFile, renewPage(readFileSync(pageFile, 'utf8'), report));
// As the lint wants it.
execFileSync(fileURLToPath(new URL('node_modules/.bin/oxfmt', root)), [fileURLToPath(resultFile)], { stdio: 'ignore' });
process.stdout.write(`${toText(report)}\n`);

function readReport(): Report['measured'] {
  return existsSync(resultFile) ? (JSON.parse(readFileSync(resultFile, 'utf8')) as Report).measured : [];
}

/** Runs one file of test/bench; it sends what it measured, and prints how far it is. */
async function measure(name: string): Promise<Report['measured']> {
  process.stderr.write(`${name} …\n`);
  const measured: Report['measured'] = [];
  const atStart = loadavg()[0] ?? 0;
  const child = fork(new URL(`test/bench/${name}.ts`, root), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.on('message', (message) => {
    const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
    // Of what takes long: others may have come meanwhile. Its own work is in it.
    const load = Math.max(atStart, loadavg()[0] ?? 0);
    measured.push({ ...(message as Omit<Measurement, 'name'>), name, date, load });
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`test/bench/${name}.ts ended with ${code}`);
  return measured;
}
