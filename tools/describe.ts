import { writeFileSync } from 'node:fs';
import type { Argument, Command, Option } from 'commander';
import { clientSource } from './client-source.ts';
import { createProgram } from '#cli.ts';
import { commandsOf, examples, exitCodes } from '#cli-examples.ts';
import { kindsPage } from './kinds-page.ts';
import { problems } from '#problems.ts';

// `node tools/describe.ts` writes docs/commands.md, docs/kinds.md, docs/problems.md and src/api-client.ts; test/house/described.test.ts holds them current.

const optionLine = ({ flags, description, mandatory, argChoices, defaultValue }: Option): string => {
  const isTold = typeof defaultValue === 'string' || typeof defaultValue === 'number';
  const said = [
    ...(description === '' ? [] : [description]),
    ...(argChoices ? [`one of ${argChoices.join(', ')}`] : []),
    ...(isTold ? [`default: ${defaultValue}`] : []),
  ].join('; ');
  return `* \`${flags}\`${mandatory ? ' (needed)' : ''}${said === '' ? '' : `: ${said}`}`;
};

const wordOf = (one: Argument): string => {
  const text = `${one.name()}${one.variadic ? '...' : ''}`;
  return one.required ? `<${text}>` : `[${text}]`;
};

const argumentLine = (one: Argument): string[] => {
  const said = [one.description, ...(one.argChoices ? [`one of ${one.argChoices.join(', ')}`] : [])].filter(Boolean);
  return said.length === 0 ? [] : [`* \`${wordOf(one)}\`: ${said.join('; ')}`];
};

function commandPart([name, command]: [string, Command]): string {
  const given = command.registeredArguments;
  const lines = [...given.flatMap(argumentLine), ...command.options.map(optionLine)];
  return [
    `## tamga ${[name, ...given.map(wordOf)].join(' ')}`,
    '',
    `${command.description()}.`,
    '',
    ...(lines.length > 0 ? [...lines, ''] : []),
    '```sh',
    ...(examples[name] ?? []),
    '```',
  ].join('\n');
}

const intro = `# Commands

Made from the program by \`node tools/describe.ts\`. \`tamga <command> --help\` says the same. In a clone of the repository write \`npx tamga\`.

Most commands ask a running node of this machine: one of the demonstration (\`npm start\`), which \`--node\` names, or a lone one, whose folder
\`TAMGA_HOME\` names. Those that change documents or keep a node's own folder say so. The examples are of the demonstration and go in its clone as they
stand, with records, runs and files of your own in the place of those named here.

With \`--json\` a command prints one JSON value and nothing else on standard output; what went wrong is a line on standard error. It is what the
node answered, as docs/api.md and \`/api/openapi.json\` describe it; of a list all items as one array, or where the command takes \`--limit\` one page,
\`{ "items": […], "next": … }\`, whose \`next\` goes into \`--before\`.`;

export function commandsPage(): string {
  const program = createProgram();
  const commands = commandsOf(program);
  return [
    intro,
    '',
    exitCodes,
    '',
    'Of every command:',
    '',
    ...program.options.map(optionLine),
    '',
    '| command | does |',
    '|---|---|',
    ...commands.map(([name, command]) => `| \`${name}\` | ${command.description().replaceAll('|', '\\|')} |`),
    '',
    commands.map(commandPart).join('\n\n'),
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
  writeFileSync(new URL('../src/api-client.ts', import.meta.url), clientSource());
}
