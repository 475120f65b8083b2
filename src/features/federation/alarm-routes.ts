import type { Hono } from 'hono';
import { z } from 'zod';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { alarmSchema } from './model.ts';
import { readAlarm } from './store.ts';

/** `/api/alarms/:id`: an alarm with what proves it, to be kept and shown to others. */
export function alarmRoutes({ db }: Pick<Deps, 'db'>): Hono<SessionEnv> {
  const api = createOperations();
  api.get(
    '/:id',
    {
      id: 'readAlarm',
      summary: 'An alarm with what proves it, to be kept and shown to others.',
      power: 'see-alliance',
      params: { id: z.string().regex(/^[1-9]\d{0,14}$/) },
      answer: alarmSchema.extend({ evidence: z.looseObject({}).nullable() }),
    },
    async ({ params }) => {
      const alarm = await readAlarm(db, Number(params.id));
      if (!alarm) throw new TamgaError('not-found', 'no such alarm');
      return alarm;
    },
  );
  return api.routes;
}
