import { spawn } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const TIMEOUT_MS = 60_000; // each case starts a Vitest of its own
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs Vitest over one test file in a process of its own, as `npm test` does; the closing line and all output. */
async function run(source: string): Promise<{ last: string; output: string }> {
  const dir = await mkdtemp(join(tmpdir(), 'tamga-tally-'));
  await symlink(join(root, 'node_modules'), join(dir, 'node_modules'));
  await writeFile(join(dir, 'a.test.ts'), `import { beforeAll, describe, expect, test } from 'vitest';\n${source}`);
  const script = `
    const { runVitest } = await import('${root}tools/run-vitest.ts');
    const { closingLine } = await import('${root}tools/tally.ts');
    console.log(closingLine(await runVitest(['--root', '${dir}'], { cwd: '${dir}', graceMs: 6000 })));`;
  const env = { PATH: process.env['PATH'], HOME: dir };
  const args = ['--input-type=module', '--eval', script];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await rm(dir, { recursive: true });
  return { last: output.trimEnd().split('\n').at(-1) ?? '', output: output + errors };
}

test.concurrent.each([
  ['passing tests', `test('a', () => {}); test('b', () => {});`, '2 passed, 0 failed'],
  ['a failing test', `test('a', () => {}); test('b', () => expect(1).toBe(2));`, '1 passed, 1 failed'],
  [
    'skipped and unwritten tests',
    `test('a', () => {}); test.skip('b', () => {}); test.todo('c');`,
    '1 passed, 0 failed, 2 skipped',
  ],
  ['a file that cannot be imported', `import './absent.ts'; test('a', () => {});`, '0 passed, 1 failed'],
  ['a file that throws', `test('a', () => {}); throw new Error('no');`, '0 passed, 1 failed'],
  ['a file that is no program', `test('a', () => {`, '0 passed, 1 failed'],
  ['a file without tests', '', '0 passed, 1 failed'],
  [
    'a rejection that nobody awaits',
    `test('a', () => { void Promise.reject(new Error('lost')); });`,
    '1 passed, 1 failed',
  ],
  [
    'an error after the test',
    `test('a', () => { setTimeout(() => { throw new Error('late'); }); });`,
    '1 passed, 1 failed',
  ],
  [
    'a suite whose hook fails',
    `describe('s', () => { beforeAll(() => { throw new Error('no'); }); test('a', () => {}); });`,
    '0 passed, 1 failed, 1 skipped',
  ],
  ['a process that ends itself', `test('a', () => { process.exit(0); });`, '0 passed, 1 failed'],
  ['test.only that was left behind', `test.only('a', () => {}); test('b', () => {});`, '0 passed, 1 failed, 1 skipped'],
])(
  'the closing line counts %s',
  async (_, source, expected) => {
    const { last, output } = await run(source);
    expect(last, output).toBe(expected);
  },
  TIMEOUT_MS,
);

test.concurrent.each([
  [1, '1 passed, 0 failed'],
  [3600, '1 passed, 1 failed'],
])(
  'a process left behind for %i s never prints after the closing line, nor holds it up',
  async (seconds, expected) => {
    const command = `sleep ${seconds} & pid=$!; (sleep 30; kill $pid) >/dev/null 2>&1 & wait $pid; echo late`;
    const straggler = `spawn('sh', ['-c', ${JSON.stringify(command)}], { stdio: 'inherit', detached: true }).unref();`;
    const { last, output } = await run(
      `import { spawn } from 'node:child_process'; test('a', () => { ${straggler} });`,
    );
    expect(last, output).toBe(expected);
  },
  TIMEOUT_MS,
);
