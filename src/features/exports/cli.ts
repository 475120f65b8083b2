import { Option } from 'commander';
import { saveStream } from '#platform/cli/save-stream.ts';
import { counted } from '#platform/cli/counted.ts';
import { writeNew } from '#platform/cli/write-new.ts';
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
    .option('--case <ref>', 'the objects of a case')
    .option('--ref <refs...>', 'records; what is about a person is exported only so, or within its case')
    .option('--id <ids...>', 'STIX ids')
    .option('--purpose <code>', 'what for: a purpose of the profile; default: its first')
    .option('--all-versions', 'every version of an object; default: the newest')
    .option('--with-references', 'with who made them, their markings, and the ends of relationships')
    .option('--leave-out', 'leave out what may not be taken out; default: refuse it all')
    .addHelpText(
      'after',
      '\nExamples:\n  tamga export greylatch -o greylatch.json\n  tamga export --type indicator --from 2030-05-01 -o new.json --leave-out\n  tamga export --run 01915e20-… --with-references -o feed.json',
    )
    .action(async (words: string[], options: Options, command) => {
      checkRefs(command, [...(options.ref ?? []), ...(options.case === undefined ? [] : [options.case])]);
      const asked = toQuery(words, options);
      if (new Set(asked.ways).size > 1)
        wrongUsage(command, 'name a run, a case, records or objects, or a search: one of them');
      const { output } = options;
      const client = context.client(command);
      const { plan, bytes } = await writeNew(output, async (file) => {
        const planned = await client.ask<ExportPlan>(`/api/exports?${asked.query}`);
        const written = await saveStream(
          file,
          output,
          await client.stream(`/api/exports/${options.format}?${asked.query}`),
        );
        return { plan: planned, bytes: written };
      });
      const told = { file: output, bytes, objects: plan.objects, leftOut: plan.refusedCount, refused: plan.refused };
      const left = plan.refusedCount > 0 ? [`${counted(plan.refusedCount, 'record')} left out:`] : [];
      const lines = plan.refused.map(({ code, why }) => `  ${code}  ${why}`);
      const line = `${output}: ${counted(plan.objects, 'object')}, ${counted(bytes, 'byte')}`;
      context.print(command, told, [line, ...left, ...lines].join('\n'));
    });
};

/** The query string, and which ways of choosing it names. */
function toQuery(words: readonly string[], options: Options): { query: string; ways: string[] } {
  const { run, case: caseRef, ref, id, purpose } = options;
  const query = new URLSearchParams();
  const set = (named: Readonly<Record<string, string | undefined>>, way: string): string[] =>
    Object.entries(named).flatMap(([name, value]) => {
      if (value !== undefined) query.append(name, value);
      return value === undefined ? [] : [way];
    });
  const ways = [
    ...set(readSearchOptions(words, options), 'search'),
    ...set({ run }, 'run'),
    ...set({ case: caseRef }, 'case'),
    ...set({ refs: ref?.join(','), ids: id?.join(',') }, 'named'),
  ];
  if (purpose !== undefined) query.set('purpose', purpose);
  if (options.allVersions) query.set('versions', 'all');
  if (options.withReferences) query.set('references', 'true');
  if (options.leaveOut) query.set('leaveOut', 'true');
  return { query: query.toString(), ways };
}
