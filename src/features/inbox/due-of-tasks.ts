import { calendarOf } from '#features/alliance/model.ts';
import { readDeadlines } from '#features/oversight/actions/read-deadlines.ts';
import type { Deps } from '#features/records/model.ts';
import type { TaskCode } from '#features/tasks/model.ts';
import { dueOfTask } from './rules.ts';

type Asked = { code: TaskCode; record: string; openedAt: Date };

/** Until when each of these tasks is to be done: by the deadline that its demand names, or by the profile's. */
export async function readDues(
  { db, self }: Pick<Deps, 'db' | 'self'>,
  tasks: readonly Asked[],
): Promise<(task: Asked) => Date | null> {
  const demands = tasks.filter(({ code }) => code === 'leaf-demand').map(({ record }) => record);
  const named = await readDeadlines(db, demands);
  const calendar = calendarOf(self.alliance, self.code);
  return ({ code, record, openedAt }) =>
    dueOfTask(
      { code, openedAt, own: code === 'leaf-demand' ? (named.get(record) ?? null) : null },
      self.alliance,
      calendar,
    );
}
