import { toTable } from '#platform/cli/table.ts';
import type { AddCommands } from '#cli-context.ts';
import { countUpTo } from '#cli-usage.ts';
import { facetNames } from './model.ts';
import type { ThreatCount, ThreatCounts, ThreatSummary } from './model.ts';

export const addThreatCommands: AddCommands = (program, context) => {
  program
    .command('threats [words...]')
    .description('search the objects that this node wrote or was given')
    .option('--type <type>', 'a STIX type')
    .option('--label <label>', 'a STIX label or MISP tag')
    .option('--phase <chain:phase>', 'a kill-chain phase')
    .option('--tlp <label>', "the TLP label of the object's record")
    .option('--base <marking>', "the other marking of the object's record")
    .option('--own <label>', 'the TLP label that the object itself bears')
    .option('--member <participant>', 'who wrote it')
    .option('--from <date>', 'modified on or after YYYY-MM-DD (UTC)')
    .option('--to <date>', 'modified on or before YYYY-MM-DD')
    .option('--seen-from <date>', 'observed on or after YYYY-MM-DD')
    .option('--seen-to <date>', 'observed on or before YYYY-MM-DD')
    .option('--before <cursor>', '`next` of the page before')
    .option('--limit <n>', 'at most 100', countUpTo(100), '50')
    .action(async (words: string[], { before, limit = '50', ...given }: Record<string, string>, command) => {
      const filter = { ...given, ...(words.length > 0 ? { q: words.join(' ') } : {}) };
      const client = context.client(command);
      const page = new URLSearchParams({ ...filter, ...(before === undefined ? {} : { before }), limit });
      const answer = await client.ask<{ items: ThreatSummary[]; next: string | null }>(
        `/api/threats?${page.toString()}`,
      );
      const counts = await client.ask<ThreatCounts>(`/api/threats/facets?${new URLSearchParams(filter).toString()}`);
      const rows = answer.items.map((t) => [t.id, t.name, t.author, t.modified, t.versions]);
      const table = toTable(['id', 'name', 'author', 'modified', 'versions'], rows);
      context.print(command, { ...answer, ...counts }, [table, ...sayCounts(counts, given)].join('\n'));
    });

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

const told = 8;

/** One line for each facet: the values that most of what was found has; of a facet that was asked for, what else there is. */
function sayCounts({ total, facets }: ThreatCounts, given: Record<string, string>): string[] {
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
