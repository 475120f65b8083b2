import { Hono } from 'hono';
import { requirePower } from '#features/officers/actions.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { foldIncident } from './rules.ts';
import { readCase } from './store.ts';

/** `/api/incidents/:participant/:id`: the state of an incident as this node was told. */
export function incidentRoutes({ db }: Pick<Deps, 'db'>): Hono<SessionEnv> {
  return new Hono<SessionEnv>().get('/:participant/:id', async (c) => {
    requirePower(c.get('session'), 'read-content');
    const ref = `${c.req.param('participant')}/${c.req.param('id')}`;
    const records = await readCase(db, ref);
    if (records[0]?.ref !== ref || records[0].kind !== 'incident.report')
      throw new TamgaError('not-found', `no incident ${ref} here`);
    return c.json({ ref, ...foldIncident(records) });
  });
}
