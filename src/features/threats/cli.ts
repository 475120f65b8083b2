import { toTable } from '#platform/cli/table.ts';
import { TamgaError } from '#platform/errors.ts';
import type { Client } from '#client.ts';
import type { AddCommands } from '#cli-context.ts';
import { addSearchOptions, readSearchOptions } from '#cli-search.ts';
import type { SearchOptions } from '#cli-search.ts';
import { countUpTo } from '#cli-usage.ts';
import { addCompareCommand } from './compare-cli.ts';
import { addGraphCommands } from './graph-cli.ts';
import { facetNames } from './model.ts';
import type { ThreatCount, ThreatCounts, ThreatQuery, ThreatSummary } from './model.ts';

export const addThreatCommands: AddCommands = (program, context) => {
  const threats = addSearchOptions(
    program.command('threats [words...]').description('search the objects that this node wrote or was given'),
  )
    .option('--before <cursor>', '`next` of the page before')
    .option('--limit <n>', 'at most 100', countUpTo(100), '50')
    .option('--save <name>', 'save the question under this name')
    .option('--shared', 'for all officers of your authority')
    .action(async (words: string[], options: Options, command) => {
      const { before, limit = '50', save, shared } = options;
      const client = context.client(command);
      const { selection, ...typed } = readSearchOptions(words, options);
      const asked = { ...(selection === undefined ? {} : await readSaved(client, selection)), ...typed };
      const page = new URLSearchParams({ ...asked, ...(before === undefined ? {} : { before }), limit });
      const answer = await client.ask<{ items: ThreatSummary[]; next: string | null }>(
        `/api/threats?${page.toString()}`,
      );
      const counts = await client.ask<ThreatCounts>(
        `/api/threats/facets/counts?${new URLSearchParams(asked).toString()}`,
      );
      if (save !== undefined)
        await client.ask('/api/selections', {
          method: 'POST',
          body: { name: save, query: asked, shared: shared === true },
        });
      const rows = answer.items.map((t) => [t.id, t.name, t.author, t.modified, t.versions]);
      const table = toTable(['id', 'name', 'author', 'modified', 'versions'], rows);
      const lines = [table, ...sayCounts(counts, asked), ...(save === undefined ? [] : [`saved as ${save}`])];
      context.print(command, { ...answer, ...counts }, lines.join('\n'));
    });

  addGraphCommands(threats, context);
  addCompareCommand(threats, context);

  program
    .command('threat <id>')
    .description("print an object's newest source text, byte for byte")
    .action(async (id: string, _options, command) => {
      const answer = await context
        .client(command)
        .ask<{ versions: { source: string }[] }>(`/api/threats/${encodeURIComponent(id)}`);
      context.printExact(command, answer, answer.versions[0]?.source ?? '');
    });
};

type Options = SearchOptions & { before?: string; limit?: string; save?: string; shared?: true };

/** Of two of one name the own one. */
async function readSaved(client: Client, name: string): Promise<ThreatQuery> {
  let before: string | null = '';
  while (before !== null) {
    const page: { items: { name: string; query: ThreatQuery }[]; next: string | null } = await client.ask(
      `/api/selections?limit=200${before === '' ? '' : `&before=${before}`}`,
    );
    const found = page.items.find((one) => one.name === name);
    if (found) return found.query;
    before = page.next;
  }
  throw new TamgaError('not-found', `there is no selection ${name}: \`tamga selections\` tells which there are`);
}

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
