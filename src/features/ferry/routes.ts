import type { Hono } from 'hono';
import { z } from 'zod';
import { createOperations } from '#features/officers/actions/operations.ts';
import { stoppedCodes } from '#features/records/actions/codes.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import { digestSchema, refParams } from '#features/records/model.ts';
import type { Deps } from '#features/records/model.ts';
import { pageOf, pageQuery, pageWithin, readPage } from '#platform/http/page.ts';
import { ferryBlobIn, ferryBlobOut, ferryIn, ferryOut, listDue, listFerried } from './actions.ts';
import {
  dueBlobSchema,
  ferriedBlobSchema,
  ferriedInSchema,
  ferryInQuerySchema,
  ferryOutSchema,
  placesQuerySchema,
} from './model.ts';

const { participant } = refParams;
const fileCodes = [
  'recipient',
  'damaged',
  'alliance',
  'misaddressed',
  'from',
  'seal',
  'stopped',
  'gap',
  'replayed',
  'stale',
];

/** `/api/ferry`: the feed as a file, for peers that no network reaches. */
export function ferryRoutes(deps: Deps): Hono<SessionEnv> {
  const api = createOperations();

  api.post(
    '/out',
    {
      id: 'ferryOut',
      summary:
        'What this node offers a peer as a file that its node alone opens; `tamga-ferry` says as JSON what is in it.',
      power: 'ferry',
      body: ferryOutSchema,
      answer: 'file',
      codes: ['conflict', ...stoppedCodes, 'keys', ...fileCodes],
    },
    async ({ c, body }) => {
      const { file, ...made } = await ferryOut(deps, body);
      const headers = { 'content-type': 'application/octet-stream', 'tamga-ferry': JSON.stringify(made) };
      return c.body(Buffer.from(file), 200, headers);
    },
  );

  api.post(
    '/in',
    {
      id: 'ferryIn',
      summary: 'Takes in such a file. `again=true`: it may be here already, and is named for the blobs beside it.',
      power: 'ferry',
      query: ferryInQuerySchema,
      body: 'file',
      answer: ferriedInSchema,
      codes: ['conflict', ...stoppedCodes, 'keys', 'encoding', 'peer-answer', 'busy', ...fileCodes],
    },
    async ({ c, query }) => ferryIn(deps, new Uint8Array(await c.req.arrayBuffer()), query.again === 'true'),
  );

  api.get(
    '/blobs/:to',
    {
      id: 'listFerriedBlobs',
      summary: 'The blobs of the records that a ferry file holds; each goes as a file of its own.',
      power: 'ferry',
      params: { to: participant },
      query: placesQuerySchema.extend(pageQuery.shape),
      answer: pageOf(ferriedBlobSchema),
    },
    async ({ params, query }) => {
      const { asked, filter } = readPage(query);
      const all = await listFerried(deps, params.to, Number(filter.after), Number(filter.last));
      return pageWithin(all, asked, ({ name }, i) => `${i}.${name}`);
    },
  );

  api.get(
    '/blobs/:to/:sha256',
    {
      id: 'ferryBlobOut',
      summary: 'One of those files.',
      power: 'ferry',
      params: { to: participant, sha256: digestSchema },
      answer: 'file',
      codes: ['busy', 'conflict'],
    },
    async ({ c, params }) => {
      const { headers, body } = await ferryBlobOut(deps, params.to, params.sha256);
      return c.body(body ?? '', 200, headers);
    },
  );

  api.get(
    '/due/:from',
    {
      id: 'listDueBlobs',
      summary: 'Blobs that are due from a peer, and may have come by hand.',
      power: 'ferry',
      params: { from: participant },
      query: pageQuery,
      answer: pageOf(dueBlobSchema),
    },
    async ({ params, query }) =>
      pageWithin(await listDue(deps, params.from), readPage(query).asked, ({ name }, i) => `${i}.${name}`),
  );

  api.post(
    '/blobs/:from/:name',
    {
      id: 'ferryBlobIn',
      summary: 'Takes in a blob that came by hand.',
      power: 'ferry',
      params: { from: participant, name: z.string().max(60) },
      body: 'file',
      answer: z.strictObject({ taken: z.boolean() }),
      codes: ['conflict', 'disk-full', 'blobs-full'],
    },
    async ({ c, params }) => {
      const source = c.req.raw.body ?? new Blob([]).stream();
      const length = Number(c.req.header('content-length') ?? 0);
      return { taken: await ferryBlobIn(deps, params.from, params.name, source, length) };
    },
  );

  return api.routes;
}
