import { Hono } from 'hono';
import { requirePower } from '#features/officers/actions.ts';
import type { Session, SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import type { Actor } from '#features/releases/actions.ts';
import { readJson } from '#platform/http/read-json.ts';
import { demandLeaves } from './actions/demand-leaves.ts';
import { issueFinding, readDemand } from './actions/find-leaves.ts';
import { openLeaves } from './actions/open-leaves.ts';
import { demandRequestSchema, findingRequestSchema } from './leaf-model.ts';
import { listDemands, listFindings, listUnopened } from './leaf-store.ts';

const actorOf = ({ officer }: Session): Actor => ({ authority: officer.authority, officer: officer.id });
const refOf = ({ participant, id }: { participant: string; id: string }): string => `${participant}/${id}`;

/** `/api/demands`: leaves that oversight demands, of whom, and what came; a participant opens those that are demanded of it. */
export function demandRoutes(deps: Deps): Hono<SessionEnv> {
  const routes = new Hono<SessionEnv>();
  const { db, now, self } = deps;

  routes.get('/', async (c) => {
    requirePower(c.get('session'), 'see-records');
    const isOverseer = self.alliance.profile.oversight.participants.includes(self.code);
    const unopened = isOverseer ? await listUnopened(db, self.code) : [];
    return c.json({ items: await listDemands(db, now()), unopened });
  });

  routes.post('/', async (c) => {
    requirePower(c.get('session'), 'act');
    const asked = demandRequestSchema.parse(await readJson(c));
    const { ref } = await demandLeaves(deps, actorOf(c.get('session')), asked);
    return c.json({ ref }, 201);
  });

  routes.get('/:participant/:id', async (c) => {
    requirePower(c.get('session'), 'see-records');
    return c.json(await readDemand(deps, refOf(c.req.param())));
  });

  routes.post('/:participant/:id/open', async (c) => {
    requirePower(c.get('session'), 'answer-oversight');
    const made = await openLeaves(deps, actorOf(c.get('session')), refOf(c.req.param()));
    return c.json({ refs: made.map(({ ref }) => ref) }, 201);
  });

  return routes;
}

/** `/api/findings`: what oversight found. */
export function findingRoutes(deps: Deps): Hono<SessionEnv> {
  const routes = new Hono<SessionEnv>();

  routes.get('/', async (c) => {
    requirePower(c.get('session'), 'see-records');
    return c.json({ items: await listFindings(deps.db) });
  });

  routes.post('/', async (c) => {
    requirePower(c.get('session'), 'act');
    const asked = findingRequestSchema.parse(await readJson(c));
    const { ref } = await issueFinding(deps, actorOf(c.get('session')), asked);
    return c.json({ ref }, 201);
  });

  return routes;
}
