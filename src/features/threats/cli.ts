import { Option } from 'commander';
import { toTable } from '#platform/cli/table.ts';
import type { ThreatCounts } from '#api-client.ts';
import type { AddCommands } from '#cli-context.ts';
import { addSearchOptions, findSelection, readSearchOptions } from '#cli-search.ts';
import type { SearchOptions } from '#cli-search.ts';
import { addPageOptions } from '#cli-usage.ts';
import type { PageOptions } from '#cli-usage.ts';
import { addCompareCommand } from './compare-cli.ts';
import { addGraphCommands } from './graph-cli.ts';
import { facetNames, threatSorts } from './model.ts';
import type { ThreatCount, ThreatQuery, ThreatSort } from './model.ts';

export const addThreatCommands: AddCommands = (program, context) => {
  const threats = addPageOptions(addSearchOptions(program.command('threats [words...]')))
    .description('search the objects that this node wrote or was given')
    .addOption(new Option('--sort <column>', 'by a column, - for the other way round').choices(threatSorts))
    .option('--save <name>', 'save the question under this name')
    .option('--shared', 'for all officers of your authority')
    .action(async (words: string[], options: Options, command) => {
      const { before, limit, save, sort, shared = false } = options;
      const client = context.client(command);
      const { selection, ...typed } = readSearchOptions(command, words, options);
      const asked = { ...(selection === undefined ? {} : (await findSelection(client, selection)).query), ...typed };
      const answer = await client.listThreats({ query: { ...asked, before, limit, sort } });
      const counts = await client.countThreats({ query: asked });
      if (save !== undefined) await client.saveSelection({ body: { name: save, query: asked, shared } });
      const named = (t: (typeof answer.items)[number]) => `${t.name ?? ''}${t.revoked ? ' (revoked)' : ''}`.trim();
      const rows = answer.items.map((t) => [t.id, named(t), t.author, t.modified, t.versions, t.others.join(', ')]);
      const table = toTable(['id', 'name', 'author', 'modified', 'versions', 'also by'], rows);
      const lines = [table, ...sayCounts(counts, asked), ...(save === undefined ? [] : [`saved as ${save}`])];
      context.print(command, { ...answer, ...counts }, lines.join('\n'));
    });

  addGraphCommands(threats, context);
  addCompareCommand(threats, context);

  program
    .command('threat <id>')
    .description("print an object's newest source text, byte for byte: your own, or of who had it here first")
    .action(async (id: string, _options, command) => {
      const answer = await context.client(command).readThreat({ params: { id } });
      context.printExact(command, answer, answer.versions[0]?.source ?? '');
    });
};

type Options = SearchOptions & PageOptions & { save?: string; sort?: ThreatSort; shared?: true };

const told = 8;

/** One line for each facet: the values that most of what was found has; of a facet that was asked for, what else there is. */
function sayCounts({ total, facets }: ThreatCounts, given: ThreatQuery): string[] {
  const lines = facetNames.flatMap((name) => {
    const others = facets[name].filter(({ value }) => value !== given[name]);
    const values = given[name] === undefined ? facets[name] : others;
    if (values.length === 0) return [];
    const shown = values.slice(0, told).map((one) => `${one.value} ${sayCount(one)}`);
    return [
      `${given[name] === undefined ? name : `other ${name}`}: ${shown.join(', ')}${values.length > told ? ' …' : ''}`,
    ];
  });
  return total.count === 0 ? lines : [`${sayCount(total)} found`, ...lines];
}

const sayCount = ({ count, atLeast }: ThreatCount): string => `${count.toLocaleString('en')}${atLeast ? '+' : ''}`;
