import { Option } from 'commander';
import type { Command } from 'commander';
import { saveStream } from '#platform/cli/save-stream.ts';
import { counted } from '#platform/cli/counted.ts';
import { writeNew } from '#platform/cli/write-new.ts';
import type { AskedOf, Client } from '#api-client.ts';
import { streamOf } from '#client.ts';
import type { AddCommands } from '#cli-context.ts';
import { addSearchOptions, readSearchOptions } from '#cli-search.ts';
import type { SearchOptions } from '#cli-search.ts';
import { checkRefs, wrongUsage } from '#cli-usage.ts';
import { formats } from './model.ts';
import type { ExportPlan, Format } from './model.ts';

type Options = SearchOptions & {
  output: string;
  format: Format;
  run?: string;
  case?: string;
  ref?: string[];
  id?: string[];
  purpose?: string;
  allVersions?: true;
  withReferences?: true;
  hypotheses: boolean;
  leaveOut?: true;
};

export const addExportCommands: AddCommands = (program, context) => {
  addSearchOptions(program.command('export [words...]'))
    .description(
      'write objects to a STIX 2.1 bundle, or MISP events, with their markings: what a search finds, a run made, a case holds, or is named',
    )
    .requiredOption('-o, --output <file>', 'the file to write; it must not be there')
    .addOption(new Option('--format <format>', 'a STIX 2.1 bundle, or MISP events').choices(formats).default('stix'))
    .option('--run <id>', 'the objects that an import run made')
    .option('--case <ref>', 'the objects of a case: those whose records its own records name in `about`')
    .option('--ref <refs...>', 'records; what is about a person is exported only so, or within its case')
    .option('--id <ids...>', 'STIX ids')
    .option('--purpose <code>', 'what for: a purpose of the profile; default: its first')
    .option('--all-versions', 'every version of an object; default: the newest')
    .option('--with-references', 'with who made them, their markings, and the ends of relationships')
    .option(
      '--no-hypotheses',
      'without what is held about the objects; default: it goes along as STIX, with what speaks against it',
    )
    .option('--leave-out', 'leave out what may not be taken out; default: refuse it all')
    .action(async (words: string[], options: Options, command) => {
      checkRefs(command, [...(options.ref ?? []), ...(options.case === undefined ? [] : [options.case])]);
      const ways = waysOf(command, words, options);
      if (ways.length > 1) wrongUsage(command, 'name a run, a case, records or objects, or a search: one of them');
      const { output, format, purpose, allVersions, withReferences: references, leaveOut } = options;
      const hypotheses = options.hypotheses && format === 'stix';
      const chosen = { purpose, versions: allVersions && ('all' as const), references, hypotheses, leaveOut };
      const query = { ...ways[0], ...chosen };
      const client = context.client(command);
      if (purpose !== undefined) await checkPurpose(client, command, purpose);
      const { plan, bytes } = await writeNew(output, async (file) => {
        const planned = await client.planExport({ query });
        const answer = await (format === 'misp' ? client.exportMisp({ query }) : client.exportStix({ query }));
        return { plan: planned, bytes: await saveStream(file, output, streamOf(answer)) };
      });
      const { objects, refused, refusedCount: leftOut, hypotheses: held, attributions, remarks } = plan;
      const { otherPurpose, notTaken } = plan;
      const counts = { objects, hypotheses: held, otherPurpose, notTaken, attributions, remarks };
      const told = { file: output, bytes, ...counts, leftOut, refused };
      const left = leftOut > 0 ? [`${counted(leftOut, 'record')} left out:`] : [];
      const lines = refused.map(({ code, why }) => `  ${code}  ${why}`);
      const said = held > 0 ? `, what is held about them (${counted(held, 'record')})` : '';
      const marked = attributions > 0 ? `, ${counted(attributions, 'attribution')} marked as hypotheses` : '';
      const line = `${output}: ${counted(objects, 'object')}${said}${marked}, ${counted(bytes, 'byte')}`;
      context.print(command, told, [line, ...staying(plan, format), ...left, ...lines].join('\n'));
    });
};

/** What is held about the objects and does not go along, in a line for each reason. */
function staying({ otherPurpose, notTaken }: ExportPlan, format: Format): string[] {
  const { records, purposes } = otherPurpose;
  const named = purposes.map((code) => `--purpose ${code}`).join(' or ');
  const takes = named === '' ? '' : `; ${named} takes what was given for it`;
  const given = `${counted(records, 'record')} held about them left behind: given for another purpose, or about the same object as one that was`;
  const misp = 'MISP has no form for hypotheses, findings and dissent; --format stix takes them along';
  const why = format === 'misp' ? misp : 'left out with --no-hypotheses';
  return [
    ...(records > 0 ? [`${given} (SG-11, SG-26)${takes}`] : []),
    ...(notTaken > 0 ? [`${counted(notTaken, 'record')} held about them left behind: ${why}`] : []),
  ];
}

async function checkPurpose(client: Client, command: Command, purpose: string): Promise<void> {
  const codes = (await client.readKinds()).purposes.map(({ code }) => code);
  if (!codes.includes(purpose))
    wrongUsage(command, `--purpose: ${purpose} is no purpose; there are: ${codes.join(', ')}`);
}

/** The ways of choosing that are used, each as it stands in the query. */
function waysOf(command: Command, words: readonly string[], options: Options): AskedOf<'planExport'>['query'][] {
  const { run, case: caseRef, ref, id } = options;
  const search = readSearchOptions(command, words, options);
  const ways = [search, { run }, { case: caseRef }, { refs: ref?.join(','), ids: id?.join(',') }];
  return ways.filter((way) => Object.values(way).some((value) => value !== undefined));
}
