import { Hono } from 'hono';
import { z } from 'zod';
import { TamgaError } from '#platform/errors.ts';
import { readJson } from '#platform/http/read-json.ts';
import { requirePower, viewerOf } from '#features/officers/actions.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import { submitDraft } from '#features/releases/actions.ts';
import { holdRecord, holdSchema, liftHold } from './hold.ts';
import type { Deps } from './model.ts';
import { attachmentHeaders, openBlob } from './open-blob.ts';
import { readProofFile } from './proof-file.ts';
import { readProof, readRecord, readRecords } from './read.ts';
import type { ReadDeps } from './read.ts';
import { draftSchema, recordsQuerySchema } from './view.ts';

/** `/api/records` */
export function recordRoutes(deps: Deps & ReadDeps): Hono<SessionEnv> {
  const routes = new Hono<SessionEnv>();

  routes.get('/', async (c) => {
    requirePower(c.get('session'), 'see-records');
    return c.json(await readRecords(deps, recordsQuerySchema.parse(c.req.query()), viewerOf(c.get('session'))));
  });

  routes.post('/', async (c) => {
    const session = c.get('session');
    requirePower(session, 'act');
    const { author = session.officer.authority, ...draft } = draftSchema.parse(await readJson(c));
    if (!deps.kinds.get(draft.kind)?.draftable)
      throw new TamgaError('malformed', `kind: ${draft.kind} is not composed in this form`);
    if (author !== session.officer.authority)
      throw new TamgaError('forbidden', `${session.officer.id} does not act for ${author}`);
    const officer = session.officer.id;
    const made = await submitDraft(deps, { authority: author, officer }, { ...draft, author, officers: [officer] });
    const { record, released, withheld } = made;
    return c.json({ ref: record.ref, digest: record.digest.toString('base64url'), released, withheld }, 201);
  });

  routes.get('/:participant/:id', async (c) => {
    requirePower(c.get('session'), 'see-records');
    return c.json(await readRecord(deps, refOf(c.req.param()), viewerOf(c.get('session'))));
  });

  routes.post('/:participant/:id/hold', async (c) => {
    const session = c.get('session');
    requirePower(session, 'act');
    await holdRecord(deps, session.officer.id, refOf(c.req.param()), holdSchema.parse(await readJson(c)));
    return c.body(null, 204);
  });

  routes.delete('/:participant/:id/hold', async (c) => {
    requirePower(c.get('session'), 'act');
    await liftHold(deps, refOf(c.req.param()));
    return c.body(null, 204);
  });

  routes.get('/:participant/:id/proof', async (c) => {
    requirePower(c.get('session'), 'see-records');
    return c.json(await readProof(deps, refOf(c.req.param()), viewerOf(c.get('session'))));
  });

  routes.get('/:participant/:id/proof-file', async (c) => {
    requirePower(c.get('session'), 'see-records');
    const ref = refOf(c.req.param());
    const file = await readProofFile(deps, ref, viewerOf(c.get('session')));
    c.header(
      'content-disposition',
      `attachment; filename="proof-${c.req.param('participant')}-${c.req.param('id')}.json"`,
    );
    return c.json(file);
  });

  routes.get('/:participant/:id/blobs/:sha256', async (c) => {
    requirePower(c.get('session'), 'read-content');
    const { sha256, ...place } = c.req.param();
    const { stream, size } = await openBlob(deps, refOf(place), sha256, viewerOf(c.get('session')));
    return c.body(stream, 200, attachmentHeaders(`blob-${sha256.slice(0, 22)}`, size));
  });

  return routes;
}

const refOf = ({ participant, id }: { participant: string; id: string }): string => `${participant}/${id}`;

/** `/api/kinds`: the kinds an officer composes, with what the form needs from the profile. */
export function kindRoutes(deps: Pick<Deps, 'kinds' | 'self'>): Hono<SessionEnv> {
  return new Hono<SessionEnv>().get('/', (c) => {
    const { profile } = deps.self.alliance;
    return c.json({
      kinds: [...deps.kinds.values()].map(({ kind, draftable, schema }) => ({
        kind,
        draftable,
        schema: z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
      })),
      basis: profile.instruments.map((i) => ({
        instrument: i.id,
        title: i.names.en,
        articles: i.articles.map((a) => ({ article: a.article, title: a.title })),
      })),
      purposes: profile.purposes,
      tlp: profile.markings.tlp,
      base: profile.markings.base,
    });
  });
}
