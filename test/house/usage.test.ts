import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', timeout: 60_000 });

test('an example that is given nothing says how it is run, and shows no stack', () => {
  for (const example of ['quarantined', 'validate-bundle']) {
    const { status, stderr } = run(`docs/examples/${example}.ts`);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^Usage: npx node docs\/examples\/[^\n]*\n$/)]);
  }
});

test('the example bundle is valid, and what is wrong with a text is told with path and clause', () => {
  const validate = (file: string) => run('docs/examples/validate-bundle.ts', file);
  expect(validate('docs/examples/bundle.json')).toMatchObject({ status: 0, stdout: '' });
  const { status, stdout } = validate('docs/examples/incident.json');
  expect([status, stdout]).toEqual([1, expect.stringMatching(/^MUST {4}.*\(STIX 2\.1 §[\d.]+\)$/m)]);
});

test('an example that is given a file that is not there says so, and shows no stack', () => {
  const { status, stderr } = run('docs/examples/validate-bundle.ts', 'nowhere.json');
  expect([status, stderr]).toEqual([2, expect.stringMatching(/^nowhere\.json cannot be read: [^\n]*\n$/)]);
});

test('the guide to the STIX package reads the example bundle, each object by its bytes', () => {
  const guide = readFileSync(`${root}packages/stix/README.md`, 'utf8');
  const program = [...guide.matchAll(/```ts\n(.*?)```/gs)]
    .map(([, text = '']) => text)
    .find((text) => /readBundle\(/.test(text));
  const { status, stdout, stderr } = run('--input-type=module-typescript', '-e', program ?? '');
  const { objects } = JSON.parse(readFileSync(`${root}docs/examples/bundle.json`, 'utf8')) as {
    objects: { id: string }[];
  };
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout.match(/^\S+--\S+(?= [1-9]\d+$)/gm)).toEqual(objects.map(({ id }) => id));
});

test('the soak prints its options and begins nothing', () => {
  const { status, stdout } = run('tools/soak.ts', '--help');
  expect(status).toBe(0);
  for (const option of ['--hours', '--seed', '--mutations', '--fuzz', '--api']) expect(stdout).toContain(option);
});
