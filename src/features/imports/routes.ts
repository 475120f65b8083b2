import type { Hono } from 'hono';
import { z } from 'zod';
import { viewerOf } from '#features/officers/actions.ts';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { Session, SessionEnv } from '#features/officers/model.ts';
import { handlingCodes } from '#features/records/actions/codes.ts';
import { markingSchema } from '#features/records/model.ts';
import { pageOf, pageQuery, readPage, toPage } from '#platform/http/page.ts';
import { cancelImport, importText, readImport, readProgress, startImport } from './actions.ts';
import { importQuerySchema, importReportSchema, importSummarySchema } from './model.ts';
import type { ImportDeps } from './model.ts';
import { parseBasis } from './rules.ts';
import { listRuns } from './store.ts';

/** Why a text is not taken: its handling, the text as a whole, or what waits already. */
const importCodes = [
  ...handlingCodes,
  ...'refused suspended conflict imports-waiting disk-full keys empty not-stix not-misp too-many-events syntax bad-utf8'.split(
    ' ',
  ),
  ...'too-deep too-many duplicate-member forbidden-member lone-surrogate unsafe-number'.split(' '),
];

const actorOf = ({ officer }: Session) => ({ authority: officer.authority, officer: officer.id });
const params = { id: z.string().regex(/^[0-9a-f-]{36}$/) };

/** `/api/imports`: the file is the body of the request; what is said of its records stands in the query. */
export function importRoutes(deps: ImportDeps): Hono<SessionEnv> {
  const api = createOperations();

  api.post(
    '/',
    {
      id: 'importText',
      summary: 'Imports a STIX 2.1 bundle or a MISP event. The same text imported again makes nothing new.',
      power: 'act',
      query: importQuerySchema,
      body: 'file',
      status: 201,
      answer: z.union([importReportSchema, importSummarySchema]),
      codes: importCodes,
    },
    async ({ c, session, query: { tlp, base, basis, wait = 'true', ...rest } }) => {
      const options = { ...rest, marking: markingSchema.parse({ tlp, base }), basis: parseBasis(basis) };
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      const run = await (wait === 'true' ? importText : startImport)(deps, actorOf(session), bytes, options);
      c.header('location', `/api/imports/${run.id}`);
      return run;
    },
  );

  api.get(
    '/',
    {
      id: 'listImports',
      summary: 'Import runs, the newest first.',
      power: 'read-content',
      query: pageQuery,
      answer: pageOf(importSummarySchema),
    },
    async ({ session, query }) => {
      const { asked } = readPage(query);
      const runs = await listRuns(deps.db, asked, viewerOf(session));
      return toPage(
        runs.map((run) => ({ ...run, cursor: run.id })),
        asked,
      );
    },
  );

  api.get(
    '/:id',
    {
      id: 'readImport',
      summary: 'What became of each object of an imported text; of very many the first.',
      power: 'read-content',
      params,
      answer: importReportSchema,
    },
    ({ session, params: { id } }) => readImport(deps.db, id, viewerOf(session)),
  );

  api.get(
    '/:id/progress',
    {
      id: 'readImportProgress',
      summary: 'How far a run has come.',
      power: 'read-content',
      params,
      answer: importSummarySchema,
    },
    ({ session, params: { id } }) => readProgress(deps.db, id, viewerOf(session)),
  );

  api.post(
    '/:id/cancel',
    {
      id: 'cancelImport',
      summary: 'Ends a run of the officer’s own authority before its end. The records that it made stay.',
      power: 'act',
      params,
      answer: importSummarySchema,
      codes: ['conflict', 'other-authority'],
    },
    ({ session, params: { id } }) => cancelImport(deps, viewerOf(session), id),
  );

  return api.routes;
}
