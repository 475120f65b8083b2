import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createProgram } from '#cli.ts';
import { commandsOf, examples } from '#cli-examples.ts';
import { clientSource } from '../../tools/client-source.ts';
import { commandsPage, problemsPage } from '../../tools/describe.ts';
import { kindsPage } from '../../tools/kinds-page.ts';
import { root } from './tree.ts';

const commands = commandsOf(createProgram());

test('every command has an example, and every example is of a command that there is, with options that it has', () => {
  expect(commands.length).toBeGreaterThan(40);
  expect(Object.keys(examples).toSorted()).toEqual(commands.map(([name]) => name).toSorted());
  const all = createProgram().options.flatMap(({ short, long }) => [short, long]);
  for (const [name, command] of commands)
    for (const example of examples[name] ?? []) {
      const words = example.split(' | ')[0]!.split(/ (?=(?:[^"]*"[^"]*")*[^"]*$)/);
      const known = new Set([...all, ...command.options.flatMap(({ short, long }) => [short, long])]);
      const used = words.filter((word) => /^--?[a-z]/.test(word));
      expect([example, used.filter((word) => !known.has(word))]).toEqual([example, []]);
      const needed = command.options.filter(({ mandatory }) => mandatory).map(({ short, long }) => [short, long]);
      expect([example, needed.filter((one) => !one.some((flag) => used.includes(flag ?? '')))]).toEqual([example, []]);
      expect(example).toContain(`${name} `.trim());
    }
});

test.each([
  ['docs/commands.md', commandsPage],
  ['docs/kinds.md', kindsPage],
  ['docs/problems.md', problemsPage],
  ['src/api-client.ts', clientSource],
] as const)('%s is what `node tools/describe.ts` writes', (path, made) => {
  expect(readFileSync(join(root, path), 'utf8') === made()).toBe(true);
});
