import { toTable } from '#platform/cli/table.ts';
import type { AddCommands } from '#cli-context.ts';
import { countUpTo } from '#cli-usage.ts';
import type { ThreatSummary } from './model.ts';

export const addThreatCommands: AddCommands = (program, context) => {
  program
    .command('threats [words...]')
    .description('search the objects that this node wrote or was given')
    .option('--type <type>', 'a STIX type')
    .option('--from <date>', 'modified on or after YYYY-MM-DD')
    .option('--to <date>', 'modified on or before YYYY-MM-DD')
    .option('--limit <n>', 'at most 100', countUpTo(100), '50')
    .action(async (words: string[], options: Record<string, string>, command) => {
      const query = new URLSearchParams({ ...options, ...(words.length > 0 ? { q: words.join(' ') } : {}) });
      const answer = await context
        .client(command)
        .ask<{ items: ThreatSummary[]; types: { type: string; count: number }[] }>(`/api/threats?${query.toString()}`);
      const rows = answer.items.map((t) => [t.id, t.name, t.author, t.modified, t.versions]);
      const types = answer.types.map((t) => `${t.type} ${t.count}`).join(', ');
      const table = toTable(['id', 'name', 'author', 'modified', 'versions'], rows);
      const isOther = rows.length === 0 && options['type'] !== undefined;
      const lines = [table, ...(types === '' ? [] : [isOther ? `there are, of other types: ${types}` : types])];
      context.print(command, answer, lines.join('\n'));
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
