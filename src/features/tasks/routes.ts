import type { Hono } from 'hono';
import { z } from 'zod';
import { listExports } from '#features/receipts/actions.ts';
import { listUnread } from '#features/guards/actions/refuse-unread.ts';
import { viewerOf } from '#features/officers/actions.ts';
import { createOperations } from '#features/officers/actions/operations.ts';
import { wordsFor } from '#features/officers/actions/words-for.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import { readTitlesOf } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { numberedPage, pageOf, readPage, toPage } from '#platform/http/page.ts';
import { closeTask } from './actions.ts';
import { closeSchema, tasksFilterSchema, taskSchema } from './model.ts';
import type { Task } from './model.ts';
import { listTasks } from './store.ts';

/** `/api/tasks`: what officers have to look at. */
export function taskRoutes(deps: Pick<Deps, 'db' | 'now' | 'self' | 'kinds'>): Hono<SessionEnv> {
  const api = createOperations();

  api.get(
    '/',
    {
      id: 'listTasks',
      summary: 'What officers have to look at, the oldest first; of those that were closed the newest first.',
      power: 'read-content',
      query: tasksFilterSchema.extend(numberedPage.shape),
      answer: pageOf(taskSchema),
    },
    async ({ session, query }) => {
      const { asked, filter } = readPage(query);
      const { items, next } = toPage(await listTasks(deps.db, filter.closed === 'true', asked), asked);
      const refs = items.map((task) => task.record);
      const viewer = viewerOf(session);
      const titles = await readTitlesOf(deps, refs, viewer);
      const about = items.flatMap((task) => (task.note === null ? [] : [task.record, task.about]));
      const unread = await listUnread(deps.db, viewer, about);
      const isTold = (task: { record: string; about: string }): boolean =>
        !unread.has(task.record) && !unread.has(task.about);
      const taken = items.filter(({ code }) => code === 'exported-recalled').map(({ recordId }) => recordId);
      const exports = Map.groupBy(await listExports(deps.db, taken), ({ recordId }) => recordId);
      const exportsOf = (id: number): Task['exports'] =>
        (exports.get(id) ?? []).map(({ recordId: _, ...rest }) => rest);
      return {
        items: items.map(({ recordId, ...task }): Task => ({
          ...task,
          note: isTold(task) ? wordsFor(session, task.note) : null,
          title: titles.get(task.record)?.title ?? null,
          disturbing: titles.get(task.record)?.disturbing ?? false,
          exports: task.code === 'exported-recalled' ? exportsOf(recordId) : [],
        })),
        next,
      };
    },
  );

  api.post(
    '/:id/close',
    {
      id: 'closeTask',
      summary: 'Says that a task is done, and what was done.',
      power: 'act',
      params: { id: z.string().regex(/^[1-9]\d{0,14}$/) },
      body: closeSchema,
      answer: 'nothing',
    },
    ({ params, session, body }) => closeTask(deps, viewerOf(session), Number(params.id), body.note),
  );

  return api.routes;
}
