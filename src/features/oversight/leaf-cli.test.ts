import { expect, test } from 'vitest';
import { submitRecords } from '#features/records/actions.ts';
import { tamga } from '#test/command-line.ts';
import type { Ran } from '#test/command-line.ts';
import { incident } from '#test/federation/drafts.ts';
import { startNodes } from '#test/federation/nodes.ts';

test('leaves are demanded, opened and found at fault from the command line, each by whose it is', async () => {
  await using net = await startNodes('xa', 'iop');
  const at = (node: string, ...args: string[]): Promise<Ran> => tamga(net, ['--node', node, ...args]);
  await submitRecords(net.node('xa').deps, [incident('xa')]);
  await net.settle();
  const how = ['--until', '2030-05-27T00:00:00.000Z', '--basis', 'mca-2029:12', '--reason', 'yearly sample'];
  const demand = async (...which: string[]): Promise<string> => {
    const made = await at('iop', '--json', 'oversight', 'demand', 'xa', ...which, ...how);
    expect(made).toMatchObject({ code: 0, err: '' });
    return (JSON.parse(made.out) as { ref: string }).ref;
  };
  const [first, second] = [await demand('--leaf', '0', '2'), await demand('--sample', '3')];
  await net.settle();
  expect((await at('xa', 'oversight', 'demands')).out).toMatch(/2 +0 +0 +waiting/);
  expect(await at('xa', 'oversight', 'open', first)).toMatchObject({ code: 0, err: '' });
  await net.settle();
  expect((await at('iop', 'oversight', 'show', first)).out).toMatch(/^0 +(record|padding)/m);
  expect((await at('iop', 'oversight', 'demands')).out).toMatch(/2 +2 +0 +opened/);

  expect(await at('iop', 'oversight', 'find', second, 'no answer')).toMatchObject({ code: 1 });
  net.clock.advance(15 * 86_400_000);
  expect(await at('iop', 'oversight', 'find', second, 'no answer')).toMatchObject({ code: 0, err: '' });
  expect(await at('iop', 'oversight', 'find', 'xa', 'no plan of audits')).toMatchObject({ code: 0, err: '' });
  await net.settle();
  const findings = await at('xa', 'oversight', 'findings');
  expect(findings.out.trim().split('\n')).toHaveLength(5);
  expect(findings.out).toContain('npx tamga record <finding>');
  expect((await at('iop', 'oversight', 'unopened')).out).toMatch(/^xa /m);

  const wrong = await at('xa', 'oversight', 'demand', 'iop', '--sample', '3', ...how);
  expect(wrong.err).toContain('[not-oversight]');
  expect((await at('iop', 'oversight', 'demand', 'xa', '--sample', 'many', ...how)).err).toContain('a whole number');
});
