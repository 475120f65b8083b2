import { toTable } from '#platform/cli/table.ts';
import type { Task } from '#api-client.ts';
import { allOf } from '#client.ts';
import type { AddCommands } from '#cli-context.ts';

export const addTaskCommands: AddCommands = (program, context) => {
  program
    .command('tasks')
    .description(
      'what officers have to look at: own records whose sources were recalled or replaced, exports to get back, and what oversight demands',
    )
    .option('--closed', 'those that were closed')
    .action(async ({ closed = false }: { closed?: boolean }, command) => {
      const client = context.client(command);
      const items = await allOf((page) => client.listTasks({ query: { closed, ...page } }));
      const rows = items.map((t) => [t.id, t.openedAt, t.code, t.record, t.about, t.note ?? sayExports(t)]);
      context.print(command, items, toTable(['task', 'since', 'why', 'record', 'about', 'note'], rows));
    });
  program
    .command('close-task <id> <note>')
    .description('say that a task is done, and what was done')
    .action(async (id: string, note: string, _options, command) => {
      await context.client(command).closeTask({ params: { id }, body: { note } });
      context.print(command, { id, note }, `task ${id} is closed`);
    });
};

const sayExports = ({ exports }: Task): string =>
  exports.map(({ officer, place, count }) => `${officer}: ${place} ${count}×`).join(', ');
