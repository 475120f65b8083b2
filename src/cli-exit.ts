import type { Command, Option } from 'commander';
import { ZodError } from 'zod';
import { harmless } from '#platform/cli/table.ts';
import { DatabaseError } from '#platform/db/error.ts';
import { TamgaError, messageOf } from '#platform/errors.ts';

/**
 * What a command that threw ends with: 1 refused or failed, 2 wrong usage. What a node says is malformed, or is none of the participants,
 * is wrong usage where it is the value of an option or argument; then that is named as it was written, not as the API calls it.
 */
export function exitCodeOf(error: unknown, acting: Command | undefined, complain: (text: string) => void): 1 | 2 | 0 {
  // What commander itself found wrong, and has told; help and version are no fault.
  if (error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number')
    return error.exitCode === 0 ? 0 : 2;
  const { text, code } = wordsOf(error);
  // Which node is meant was not said: that is wrong usage, with no option to blame.
  if (code === 'node-missing') {
    complain(`tamga: ${harmless(text)}\n`);
    return 2;
  }
  const blamed = acting && code !== undefined ? blame(acting, code, text) : undefined;
  complain(`tamga: ${harmless(blamed ?? text)}${code === undefined ? '' : ` [${harmless(code)}]`}\n`);
  return blamed === undefined ? 1 : 2;
}

function wordsOf(error: unknown): { text: string; code?: string } {
  if (error instanceof TamgaError) return { text: error.message, code: error.detail.code ?? error.code };
  if (error instanceof ZodError) return { text: messageOf(error), code: 'malformed' };
  if (error instanceof DatabaseError) return { text: error.message, code: error.code };
  return { text: messageOf(error) };
}

/** Options that a code is about, whatever the words. */
const optionsOf: Readonly<Record<string, string>> = {
  recipient: 'to',
  'no-such-officer': 'officer',
  'no-such-node': 'node',
};

/** The same, said of the option or argument that was given it; undefined: it is about something else, such as what a file holds. */
function blame(command: Command, code: string, text: string): string | undefined {
  const about = optionsOf[code];
  if (about !== undefined) return nameGiven(command, [about], text);
  const [, path = '', why = ''] = /^([\w.]{1,200}): (.*)$/s.exec(text) ?? [];
  return code === 'malformed' && path !== '' ? nameGiven(command, path.split('.'), why) : undefined;
}

function nameGiven(command: Command, names: readonly string[], why: string): string | undefined {
  const option = optionsIn(command).find((one) => names.includes(one.attributeName()) && isGiven(command, one));
  if (option) return `${option.long ?? option.flags}: ${why}`;
  const argument = command.registeredArguments.find((one) => names.includes(one.name()));
  return argument && `<${argument.name()}>: ${why}`;
}

const optionsIn = (command: Command | null): Option[] =>
  command === null ? [] : [...command.options, ...optionsIn(command.parent)];

const isGiven = (command: Command, option: Option): boolean =>
  command.getOptionValueSourceWithGlobals(option.attributeName()) === 'cli';
