import { Hono } from 'hono';
import { listExports } from '#features/exports/actions.ts';
import { requirePower, viewerOf } from '#features/officers/actions.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import { readTitlesOf } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { readJson } from '#platform/http/read-json.ts';
import { closeTask } from './actions.ts';
import { closeSchema, tasksQuerySchema } from './model.ts';
import type { Task } from './model.ts';
import { listTasks } from './store.ts';

/** `/api/tasks`: what officers have to look at. */
export function taskRoutes(deps: Pick<Deps, 'db' | 'now' | 'self' | 'kinds'>): Hono<SessionEnv> {
  const routes = new Hono<SessionEnv>();

  routes.get('/', async (c) => {
    requirePower(c.get('session'), 'read-content');
    const tasks = await listTasks(deps.db, tasksQuerySchema.parse(c.req.query()).closed === 'true');
    const refs = tasks.map((task) => task.record);
    const titles = await readTitlesOf(deps, refs, viewerOf(c.get('session')));
    const taken = tasks.filter(({ code }) => code === 'exported-recalled').map(({ recordId }) => recordId);
    const exports = Map.groupBy(await listExports(deps.db, taken), ({ recordId }) => recordId);
    const exportsOf = (id: number): Task['exports'] => (exports.get(id) ?? []).map(({ recordId: _, ...rest }) => rest);
    const items = tasks.map(({ recordId, ...task }): Task => ({
      ...task,
      title: titles.get(task.record) ?? null,
      exports: task.code === 'exported-recalled' ? exportsOf(recordId) : [],
    }));
    return c.json({ items });
  });

  routes.post('/:id/close', async (c) => {
    requirePower(c.get('session'), 'act');
    const id = c.req.param('id');
    if (!/^\d{1,15}$/.test(id)) throw new TamgaError('not-found', `no open task ${id}`);
    await closeTask(deps, Number(id), c.get('session').officer.id, closeSchema.parse(await readJson(c)).note);
    return c.body(null, 204);
  });

  return routes;
}
