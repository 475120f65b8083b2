import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Tally } from './tally.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BIN = fileURLToPath(new URL('../node_modules/.bin', import.meta.url));
// The packages twice: with what they may use (no Node, no DOM), and with their tests, which may use more.
const PROJECTS = ['tsconfig.json', 'tsconfig.packages.json', 'packages/tsconfig.json', 'tsconfig.web.json'];
const NO_INPUT = 'TS18003'; // a project that has no files yet

interface Outcome {
  ok: boolean;
  output: string;
}

/** Type check of all projects and lint with format, counted as one test each; prints what they found. */
export async function runStaticChecks(): Promise<Tally[]> {
  const types = PROJECTS.map((file) => ['tsc', '--project', file]);
  const lint = [
    ['oxlint', '--type-aware', '--deny-warnings'],
    ['oxfmt', '--check'],
  ];
  return await Promise.all([check('types', types), check('lint', lint)]);
}

async function check(name: string, commands: string[][]): Promise<Tally> {
  const started = performance.now();
  const outcomes: Outcome[] = [];
  for (const command of commands) outcomes.push(await run(command));
  const ok = outcomes.every((outcome) => outcome.ok);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const output = outcomes.filter((outcome) => !outcome.ok).map((outcome) => outcome.output);
  process.stdout.write([...output, `${ok ? '✓' : '✗'} ${name} ${seconds} s\n`].join(''));
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

async function run([command = '', ...args]: string[]): Promise<Outcome> {
  const env = { ...process.env, PATH: `${BIN}:${process.env['PATH'] ?? ''}` };
  const child = spawn(`${BIN}/${command}`, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { ok: code === 0 || output.includes(NO_INPUT), output };
}
