import { Hono } from 'hono';
import { requirePower } from '#features/officers/actions.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { readAlarm } from './store.ts';

/** `/api/alarms/:id`: an alarm with what proves it, to be kept and shown to others. */
export function alarmRoutes({ db }: Pick<Deps, 'db'>): Hono<SessionEnv> {
  return new Hono<SessionEnv>().get('/:id', async (c) => {
    requirePower(c.get('session'), 'see-alliance');
    const id = c.req.param('id');
    const alarm = /^[1-9]\d{0,14}$/.test(id) ? await readAlarm(db, Number(id)) : undefined;
    if (!alarm) throw new TamgaError('not-found', 'no such alarm');
    return c.json(alarm);
  });
}
