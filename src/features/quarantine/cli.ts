import { InvalidArgumentError } from 'commander';
import { toTable } from '#platform/cli/table.ts';
import type { AddCommands } from '#cli-context.ts';
import type { Quarantine } from './model.ts';

export const addQuarantineCommands: AddCommands = (program, context) => {
  program
    .command('quarantine')
    .description('bulks of persons that were set aside (SG-13), and what was decided')
    .action(async (_options, command) => {
      const { items } = await context.client(command).ask<{ items: Quarantine[] }>('/api/quarantine?limit=200');
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
    ['quarantine-release', 'released', 'let a bulk of persons in; of an import the same file is then imported again'],
    ['quarantine-discard', 'discarded', 'give a bulk of persons up; what arrived is destroyed'],
  ] as const)
    program
      .command(`${name} <id> <persons> <reason>`)
      .description(`${what}; persons: how many the list shows`)
      .action(async (id: string, shown: string, reason: string, _options, command) => {
        const body = { decision, persons: toCount(shown), reason };
        const path = `/api/quarantine/${encodeURIComponent(id)}`;
        const answer = await context.client(command).ask<{ ref: string }>(path, { method: 'POST', body });
        context.print(command, answer, `${decision}; the account of it is ${answer.ref}`);
      });
};

function toCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('a number of persons');
  return Number(text);
}
