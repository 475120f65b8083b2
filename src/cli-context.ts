import type { Command } from 'commander';
import { openClient } from './client.ts';
import type { Client } from './client.ts';
import { roles } from '#features/officers/model.ts';
import type { Role } from '#features/officers/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { harmless } from '#platform/cli/table.ts';
import { readDemoConfig } from './config.ts';

/** What every command is given: the node it talks to, and how to answer. */
export type CliContext = {
  client(command: Command): Client;
  /** Prints `value` as JSON with `--json`, else as text. */
  print(command: Command, value: unknown, text: string): void;
};

type GlobalOptions = { node?: string; as: string; json?: boolean };

/** Adds a feature's commands to the program. */
export type AddCommands = (program: Command, context: CliContext) => void;

/** JSON that means the same and holds no character that steers a terminal. */
const escaped = (json: string): string =>
  json.replaceAll(/[\p{Cc}\p{Cf}]/gu, (character) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** `isTerminal`: foreign text is shown to a person, who is spared its control characters; a file gets the bytes as they are. */
export function createContext(env: NodeJS.ProcessEnv, write: (text: string) => void, isTerminal: boolean): CliContext {
  return {
    client(command) {
      const { node, as } = command.optsWithGlobals<GlobalOptions>();
      const role = roles.find((r): r is Role => r === as);
      if (!role) throw new TamgaError('config', `--as: ${as} is none of ${roles.join(', ')}`);
      return openClient(readDemoConfig(env).home, node ?? env['TAMGA_NODE'], role);
    },
    print(command, value, text) {
      const { json } = command.optsWithGlobals<GlobalOptions>();
      write(json ? `${escaped(JSON.stringify(value, null, 2))}\n` : `${isTerminal ? harmless(text) : text}\n`);
    },
  };
}
