import type { Command } from 'commander';
import { openClient } from './client.ts';
import type { Client } from './client.ts';
import { roles } from '#features/officers/model.ts';
import type { Role } from '#features/officers/model.ts';
import { TamgaError } from '#platform/errors.ts';
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

export function createContext(env: NodeJS.ProcessEnv, write: (text: string) => void): CliContext {
  return {
    client(command) {
      const { node, as } = command.optsWithGlobals<GlobalOptions>();
      const role = roles.find((r): r is Role => r === as);
      if (!role) throw new TamgaError('config', `--as: ${as} is none of ${roles.join(', ')}`);
      return openClient(readDemoConfig(env).home, node ?? env['TAMGA_NODE'], role);
    },
    print(command, value, text) {
      write(command.optsWithGlobals<GlobalOptions>().json ? `${JSON.stringify(value, null, 2)}\n` : `${text}\n`);
    },
  };
}
