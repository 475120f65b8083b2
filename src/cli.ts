import { Command } from 'commander';
import { addAllianceCommands } from '#features/alliance/cli.ts';
import { addFederationCommands } from '#features/federation/cli.ts';
import { addImportCommands } from '#features/imports/cli.ts';
import { addOfficerCommands } from '#features/officers/cli.ts';
import { addRecordCommands } from '#features/records/cli.ts';
import { addReleaseCommands } from '#features/releases/cli.ts';
import { addScenarioCommands } from '#features/scenarios/cli.ts';
import { addThreatCommands } from '#features/threats/cli.ts';
import { harmless } from '#platform/cli/table.ts';
import { TamgaError, messageOf } from '#platform/errors.ts';
import { addNodeCommands } from './cli-node.ts';
import { createContext } from './cli-context.ts';
import type { AddCommands } from './cli-context.ts';

/** Every command, by the feature that it belongs to. */
const features: AddCommands[] = [
  addNodeCommands,
  addAllianceCommands,
  addRecordCommands,
  addImportCommands,
  addReleaseCommands,
  addThreatCommands,
  addFederationCommands,
  addOfficerCommands,
  addScenarioCommands,
];

const program = new Command('tamga')
  .description(
    'A node for the sealed exchange between equal partners. Commands talk to a running node of this machine.',
  )
  .option('-n, --node <code>', 'the node: xa, xb … (or TAMGA_NODE)')
  .option('--as <role>', 'case-officer, auditor or node-admin', 'case-officer')
  .option('--json', 'print JSON')
  .addHelpText('after', '\nExit codes: 0 done, 1 refused or failed (the code stands in brackets), 2 wrong usage.');

for (const add of features)
  add(
    program,
    createContext(process.env, (text) => void process.stdout.write(text), process.stdout.isTTY),
  );
for (const command of program.commands) command.exitOverride().configureHelp({ showGlobalOptions: true });

try {
  await program.exitOverride().parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof TamgaError) {
    process.stderr.write(`tamga: ${harmless(error.message)} [${harmless(error.detail.code ?? error.code)}]\n`);
    return 1;
  }
  if (error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number')
    return error.exitCode === 0 ? 0 : 2;
  process.stderr.write(`tamga: ${harmless(messageOf(error))}\n`);
  return 1;
}
