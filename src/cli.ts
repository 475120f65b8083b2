import { Command, Option } from 'commander';
import { addAllianceCommands } from '#features/alliance/cli.ts';
import { addDocumentCommands } from '#features/alliance/documents-cli.ts';
import { addSuccessionCommands } from '#features/alliance/succession-cli.ts';
import { addAssignmentCommands } from '#features/assignments/cli.ts';
import { addBlobCommands } from '#features/blobs/cli.ts';
import { addDraftCommands } from '#features/drafts/cli.ts';
import { addExportCommands } from '#features/exports/cli.ts';
import { addFederationCommands } from '#features/federation/cli.ts';
import { addFerryCommands } from '#features/ferry/cli.ts';
import { addFigureCommands } from '#features/figures/cli.ts';
import { addHypothesisCommands } from '#features/hypotheses/cli.ts';
import { addImportCommands } from '#features/imports/cli.ts';
import { addTranslationCommands } from '#features/translations/cli.ts';
import { addCaseCommands } from '#features/cases/cli.ts';
import { addInboxCommands } from '#features/inbox/cli.ts';
import { addKeyCommands } from '#features/keys/cli.ts';
import { addNoticeCommands } from '#features/notices/cli.ts';
import { addOfficerCommands } from '#features/officers/cli.ts';
import { roles } from '#features/officers/model.ts';
import { addProposalCommands } from '#features/proposals/cli.ts';
import { addQuarantineCommands } from '#features/quarantine/cli.ts';
import { addRecordCommands } from '#features/records/cli.ts';
import { addReleaseCommands } from '#features/releases/cli.ts';
import { addScenarioCommands } from '#features/scenarios/cli.ts';
import { addSelectionCommands } from '#features/selections/cli.ts';
import { addOversightCommands } from '#features/oversight/cli.ts';
import { addLeafCommands } from '#features/oversight/leaf-cli.ts';
import { addWatchCommands } from '#features/watch/cli.ts';
import { addTaskCommands } from '#features/tasks/cli.ts';
import { addThreatCommands } from '#features/threats/cli.ts';
import { openClient } from './client.ts';
import { addNodeCommands } from './cli-node.ts';
import { addSucceedDraft } from './cli-succeed.ts';
import { addExamples, exitCodes } from './cli-examples.ts';
import { exitCodeOf } from './cli-exit.ts';
import { createContext } from './cli-context.ts';
import type { AddCommands, Surroundings } from './cli-context.ts';

/** Every command, by the feature that it belongs to. */
const features: AddCommands[] = [
  addNodeCommands,
  addAllianceCommands,
  addDocumentCommands,
  addSuccessionCommands,
  addSucceedDraft,
  addRecordCommands,
  addDraftCommands,
  addImportCommands,
  addProposalCommands,
  addQuarantineCommands,
  addReleaseCommands,
  addThreatCommands,
  addExportCommands,
  addHypothesisCommands,
  addSelectionCommands,
  addInboxCommands,
  addNoticeCommands,
  addTaskCommands,
  addWatchCommands,
  addOversightCommands,
  addLeafCommands,
  addFigureCommands,
  addFederationCommands,
  addBlobCommands,
  addFerryCommands,
  addCaseCommands,
  addTranslationCommands,
  addKeyCommands,
  addOfficerCommands,
  addAssignmentCommands,
  addScenarioCommands,
];

const nowhere: Surroundings = { env: {}, write: () => {}, complain: () => {}, isTerminal: false, open: openClient };

/** Every command with what its help says. Without surroundings it is to be looked at, not to be run. */
export function createProgram(around: Surroundings = nowhere, fail: () => void = () => {}): Command {
  const context = createContext(around, fail);
  // What is set before the commands are added holds for each of them.
  const program = new Command('tamga')
    .exitOverride()
    .configureOutput({
      writeOut: around.write,
      writeErr: around.complain,
      outputError: (text, write) => write(text.replace(/^error: /, 'tamga: ')),
    })
    .configureHelp({ showGlobalOptions: true })
    .description(
      'A node for the sealed exchange between equal partners. Commands talk to a running node of this machine.',
    )
    .option('-n, --node <code>', 'the node: xa, xb … (or TAMGA_NODE)')
    .addOption(new Option('--as <role>', 'in which role').choices(roles).default('case-officer'))
    .option('--officer <id>', 'which officer of that role, such as xb/fiu/o-1; by default the first in officers.json')
    .option('--json', 'print JSON')
    .addHelpText('after', `\n${exitCodes}`);
  for (const add of features) add(program, context);
  addExamples(program);
  return program;
}

/** Runs one command and gives its exit code: 0 done, 1 refused or failed, 2 wrong usage. */
export async function runCommand(args: readonly string[], around: Surroundings): Promise<number> {
  let status = 0;
  let acting: Command | undefined;
  const program = createProgram(around, () => (status = 1)).hook('preAction', (_, command) => {
    acting = command;
  });
  try {
    await program.parseAsync(withDigestsLast(args), { from: 'user' });
    return status;
  } catch (error) {
    return exitCodeOf(error, acting, around.complain);
  }
}

/** A digest in base64url may begin with a dash and is no option for that: behind `--` it is none. */
function withDigestsLast(args: readonly string[]): string[] {
  const isDigest = (arg: string, at: number): boolean =>
    /^-[A-Za-z0-9_-]{42}$/.test(arg) && !args[at - 1]?.startsWith('-') && !args.slice(0, at).includes('--');
  const digests = args.filter(isDigest);
  if (digests.length === 0) return [...args];
  const rest = args.filter((arg, at) => !isDigest(arg, at));
  return rest.includes('--') ? [...args] : [...rest, '--', ...digests];
}

if (import.meta.main) {
  // Whoever reads may have enough before the end (`tamga … | head -1`): there is nobody left to write to, or to tell.
  process.stdout.on('error', () => process.exit());
  process.stderr.on('error', () => {});
  process.exitCode = await runCommand(process.argv.slice(2), {
    env: process.env,
    write: (text) => void process.stdout.write(text),
    complain: (text) => void process.stderr.write(text),
    isTerminal: process.stdout.isTTY,
    open: openClient,
  });
}
