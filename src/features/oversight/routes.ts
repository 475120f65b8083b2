import { Hono } from 'hono';
import { requirePower } from '#features/officers/actions.ts';
import type { Session, SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import type { Actor } from '#features/releases/actions.ts';
import { readJson } from '#platform/http/read-json.ts';
import { liftSuspension, suspendKinds } from './actions/suspend.ts';
import { dueFrom, liftSchema, suspensionSchema } from './model.ts';
import { listGiven, listOwed, listSuspensions } from './store.ts';

const actorOf = ({ officer }: Session): Actor => ({ authority: officer.authority, officer: officer.id });

/** `/api/oversight`: what is due to oversight, and what of it was given. */
export function oversightRoutes({ db, self }: Pick<Deps, 'db' | 'self'>): Hono<SessionEnv> {
  return new Hono<SessionEnv>().get('/', async (c) => {
    requirePower(c.get('session'), 'see-records');
    const { participants, due } = self.alliance.profile.oversight;
    const given = participants.includes(self.code) ? await listGiven(db, self.code, due) : [];
    return c.json({ participants, kinds: due, given, owed: await listOwed(db, self.code, dueFrom(self)) });
  });
}

/** `/api/suspensions`: kinds of record that oversight has suspended; oversight suspends and lifts. */
export function suspensionRoutes(deps: Deps): Hono<SessionEnv> {
  const routes = new Hono<SessionEnv>();

  routes.get('/', async (c) => {
    requirePower(c.get('session'), 'see-records');
    return c.json({ items: await listSuspensions(deps.db, deps.now()) });
  });

  routes.post('/', async (c) => {
    requirePower(c.get('session'), 'act');
    const made = await suspendKinds(deps, actorOf(c.get('session')), suspensionSchema.parse(await readJson(c)));
    return c.json({ refs: made.map(({ ref }) => ref) }, 201);
  });

  routes.post('/lift', async (c) => {
    requirePower(c.get('session'), 'act');
    const made = await liftSuspension(deps, actorOf(c.get('session')), liftSchema.parse(await readJson(c)));
    return c.json({ refs: made.map(({ ref }) => ref) }, 201);
  });

  return routes;
}
