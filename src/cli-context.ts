import type { Command } from 'commander';
import type { Client } from './api-client.ts';
import type { openClient } from './client.ts';
import type { Role } from '#features/officers/model.ts';
import { harmless } from '#platform/cli/table.ts';
import { readDemoConfig } from './config.ts';

/** What every command is given: the node it talks to, and how to answer. */
export type CliContext = {
  client(command: Command): Client;
  /** Prints `value` as JSON with `--json`, else as text. */
  print(command: Command, value: unknown, text: string): void;
  /** The same for text that is promised byte for byte: nothing is added to what goes into a file or a pipe. */
  printExact(command: Command, value: unknown, text: string): void;
  /** Says how far something is, in one line that is written over; null takes it away. Only to a person: nothing of it goes into a file or a pipe. */
  showProgress(line: string | null): void;
  /** Says beside the answer what happens: a line of its own on standard error. */
  tell(line: string): void;
  /** The answer was given, and it is that something does not hold: exit code 1. */
  fail(): void;
};

type GlobalOptions = { node?: string; as: Role; officer?: string; json?: boolean };

/** Adds a feature's commands to the program. */
export type AddCommands = (program: Command, context: CliContext) => void;

/** What a run of the command line stands in; tests give their own. */
export type Surroundings = {
  env: NodeJS.ProcessEnv;
  write: (text: string) => void;
  complain: (text: string) => void;
  /** Foreign text is shown to a person, who is spared its control characters; a file gets the bytes as they are. */
  isTerminal: boolean;
  open: typeof openClient;
};

/** JSON that means the same and holds no character that steers a terminal. */
const escaped = (json: string): string =>
  json.replaceAll(/[\p{Cc}\p{Cf}]/gu, (character) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

export function createContext({ env, write, complain, isTerminal, open }: Surroundings, fail: () => void): CliContext {
  const printJson = (value: unknown): void => write(`${escaped(JSON.stringify(value, null, 2))}\n`);
  const asksJson = (command: Command): boolean => command.optsWithGlobals<GlobalOptions>().json === true;
  return {
    client(command) {
      const { node, as, officer } = command.optsWithGlobals<GlobalOptions>();
      return open(readDemoConfig(env).home, node ?? env['TAMGA_NODE'], as, officer);
    },
    print(command, value, text) {
      if (asksJson(command)) printJson(value);
      else write(`${isTerminal ? harmless(text) : text}\n`);
    },
    printExact(command, value, text) {
      if (asksJson(command)) printJson(value);
      else write(isTerminal ? `${harmless(text)}\n` : text);
    },
    showProgress(line) {
      if (isTerminal) complain(`\r\u001b[K${line === null ? '' : harmless(line)}`);
    },
    tell(line) {
      complain(`${harmless(line)}\n`);
    },
    fail,
  };
}
