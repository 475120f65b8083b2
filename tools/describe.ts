import { writeFileSync } from 'node:fs';
import { clientSource } from './client-source.ts';
import { createProgram } from '#cli.ts';
import { commandsOf, examples, exitCodes } from '#cli-examples.ts';
import { kindsPage } from './kinds-page.ts';
import { problems } from '#problems.ts';

// `node tools/describe.ts` writes docs/commands.md, docs/kinds.md, docs/problems.md and docs/examples/client.ts; test/house/described.test.ts holds them current.

type Named = { flags: string; description: string; mandatory?: boolean };
const optionLine = ({ flags, description, mandatory }: Named): string =>
  `* \`${flags}\`${mandatory ? ' (needed)' : ''}${description === '' ? '' : `: ${description}`}`;

export function commandsPage(): string {
  const program = createProgram();
  const parts = commandsOf(program).map(([name, command]) => {
    const given = command.registeredArguments.map((one) => {
      const text = `${one.name()}${one.variadic ? '...' : ''}`;
      return one.required ? `<${text}>` : `[${text}]`;
    });
    const options = command.options.map(optionLine);
    const shown = ['```sh', ...(examples[name] ?? []), '```'];
    const head = `## tamga ${[name, ...given].join(' ')}`;
    return [head, '', `${command.description()}.`, '', ...(options.length > 0 ? [...options, ''] : []), ...shown].join(
      '\n',
    );
  });
  const globals = program.options.map(optionLine);
  return [
    '# Commands',
    '',
    'Made from the program by `node tools/describe.ts`. `tamga <command> --help` says the same.',
    '',
    'Of every command:',
    '',
    ...globals,
    '',
    exitCodes,
    'With `--json` a command prints one JSON value and nothing else on standard output; what went wrong is a line on standard error.',
    '',
    parts.join('\n\n'),
    '',
  ].join('\n');
}

export const problemsPage = (): string =>
  [
    '# Problems',
    '',
    'Every `code` of a problem (RFC 9457) that `/api` answers. Made from `src/problems.ts` by `node tools/describe.ts`; a node shows the same',
    'under `/problems/<code>`, to which the `type` of a problem leads. Which codes an operation may answer stands in `/api/openapi.json`',
    '(`x-problems`); where a rule is behind one, docs/protocol/codes.md says when.',
    '',
    '| code | meaning |',
    '|---|---|',
    ...Object.entries(problems).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`),
    '',
  ].join('\n');

if (import.meta.main) {
  writeFileSync(new URL('../docs/commands.md', import.meta.url), commandsPage());
  writeFileSync(new URL('../docs/kinds.md', import.meta.url), kindsPage());
  writeFileSync(new URL('../docs/problems.md', import.meta.url), problemsPage());
  writeFileSync(new URL('../docs/examples/client.ts', import.meta.url), clientSource());
}
