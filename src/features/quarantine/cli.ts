import { toTable } from '#platform/cli/table.ts';
import { allOf } from '#client.ts';
import type { AddCommands } from '#cli-context.ts';
import { numberIn } from '#cli-usage.ts';

export const addQuarantineCommands: AddCommands = (program, context) => {
  program
    .command('quarantine')
    .description('bulks of persons that were set aside (SG-13), and what was decided')
    .action(async (_options, command) => {
      const client = context.client(command);
      const items = await allOf((query) => client.listQuarantines({ query }));
      const rows = items.map((q) => [
        q.id,
        q.gate === 'draft' ? `import ${q.name ?? q.source}` : `from ${q.source}`,
        q.persons,
        q.officer ?? '',
        q.lastAt,
        q.decision === null ? '' : `${q.decision} by ${q.decidedBy}: ${q.reason}`,
      ]);
      context.print(command, items, toTable(['quarantine', 'what', 'persons', 'officer', 'last', 'decision'], rows));
    });
  for (const [name, decision, what] of [
    [
      'quarantine-release',
      'released',
      'let a bulk of persons in, by another officer than its importer (--as auditor, --officer); the same file is then imported again',
    ],
    ['quarantine-discard', 'discarded', 'give a bulk of persons up; what arrived is destroyed'],
  ] as const)
    program
      .command(name)
      .description(what)
      .argument('<id>')
      .argument('<persons>', 'how many the list shows', numberIn(1, 999_999_999))
      .argument('<reason>')
      .action(async (id: string, persons: number, reason: string, _options, command) => {
        const body = { decision, persons, reason };
        const answer = await context.client(command).decideQuarantine({ params: { id }, body });
        context.print(command, answer, `${decision}; the account of it is ${answer.ref}`);
      });
};
