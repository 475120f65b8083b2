import { Hono } from 'hono';
import { readRunRefs } from '#features/imports/actions.ts';
import { requirePower } from '#features/officers/actions.ts';
import type { Session, SessionEnv } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { readJson } from '#platform/http/read-json.ts';
import { recallRecords, releaseRecords } from './actions.ts';
import type { Actor } from './actions.ts';
import { recallRequestSchema, releaseRequestSchema } from './model.ts';

/** `/api/releases` */
export function releaseRoutes(deps: Deps): Hono<SessionEnv> {
  return new Hono<SessionEnv>().post('/', async (c) => {
    requirePower(c.get('session'), 'act');
    const request = releaseRequestSchema.parse(await readJson(c));
    const refs = await selectRefs(deps, request);
    return c.json({ releases: await releaseRecords(deps, actorOf(c.get('session')), refs, request.to) }, 201);
  });
}

/** `/api/recalls` */
export function recallRoutes(deps: Deps): Hono<SessionEnv> {
  return new Hono<SessionEnv>().post('/', async (c) => {
    requirePower(c.get('session'), 'act');
    const request = recallRequestSchema.parse(await readJson(c));
    const refs = await selectRefs(deps, request);
    return c.json(
      { recalls: await recallRecords(deps, actorOf(c.get('session')), refs, request.to, request.reason) },
      201,
    );
  });
}

const actorOf = ({ officer }: Session): Actor => ({ authority: officer.authority, officer: officer.id });

async function selectRefs(deps: Deps, request: { records?: string[]; import?: string }): Promise<string[]> {
  const refs = request.records ?? (await readRunRefs(deps.db, request.import ?? ''));
  if (refs.length === 0) throw new TamgaError('not-found', 'this import made no records');
  return [...new Set(refs)];
}
