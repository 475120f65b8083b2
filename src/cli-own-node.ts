import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { TamgaError } from '#platform/errors.ts';
import { readConfig, settingsOf } from './config.ts';
import type { Config } from './config.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Settings of the node on whose own folder a command acts. `--node` says which running node is asked; a command that works without
 * one cannot heed it, and must not pass over it in silence. Errors: config.
 */
export function readOwnConfig(command: Command, env: Environment = process.env): Config {
  const { node } = command.optsWithGlobals<{ node?: string }>();
  const config = readSettings(command, env);
  if (node !== undefined && node !== config.participant)
    throw new TamgaError(
      'config',
      `--node ${node}: the folder ${config.home} is ${config.participant}'s. ${about(command)}`,
    );
  return config;
}

function readSettings(command: Command, env: Environment): Config {
  try {
    return readConfig(env);
  } catch (cause) {
    const home = env['TAMGA_HOME'] ?? '.tamga/node';
    if (!(cause instanceof TamgaError) || existsSync(settingsOf(home))) throw cause;
    throw new TamgaError('config', `${cause.message}. ${about(command)}`, { cause });
  }
}

const about = (command: Command): string =>
  `"tamga ${command.name()}" acts on a node's own folder, which TAMGA_HOME names and --node does not; ` +
  'nodes of the demonstration have no settings of their own ("A lone node" in docs/operations.md)';
