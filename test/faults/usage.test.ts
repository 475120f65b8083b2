import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { failingDemo, runDemo } from './demo.ts';
import { freePortBase } from './ports.ts';
import { removeHome, runProgram } from './programs.ts';

const node = process.execPath;
const folder = mkdtempSync(join(tmpdir(), 'tamga-usage-'));
// A start that goes on against these laws must not outlive them.
afterAll(() => removeHome(folder, join('never-made', 'postgres'), join('ports', 'postgres')));

test('whoever reads a command’s answer may stop reading: it ends quietly', async () => {
  const program = runProgram(['sh', '-c', `( '${node}' src/cli.ts --help; echo "status $?" >&2 ) | true`], {});
  await once(program.child, 'close');
  expect(program.output()).toBe('status 0\n');
});

test.each(['--frsh', 'extra', '--fresh --now'])(
  'a start with %s is refused with the usage, exit code 2, and makes nothing',
  async (args) => {
    const home = join(folder, 'never-made');
    const program = runDemo({ home, base: await freePortBase() }, [node, 'tools/start.ts', ...args.split(' ')]);
    await once(program.child, 'close');
    expect(await program.exited).toBe(2);
    expect(program.output()).toMatch(/^tamga: unknown argument (--frsh|extra|--now)\n\nUsage: npm start/);
    expect(existsSync(home)).toBe(false);
  },
);

test('a port in use is found before the alliance is made, and named with what to set', async () => {
  const place = { home: join(folder, 'ports'), base: await freePortBase() };
  await using squatter = createServer();
  await once(squatter.listen(place.base + 22, '127.0.0.1'), 'listening');
  const { code, output } = await failingDemo(place);
  expect({ code, output }).toMatchObject({
    code: 1,
    output: expect.stringMatching(/^tamga: port .*TAMGA_PORT_BASE.*\n$/),
  });
  expect(output).toContain(`127.0.0.1:${place.base + 22} is taken`);
  expect(readdirSync(place.home)).toEqual([]);
});
