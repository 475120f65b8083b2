import type { Hono } from 'hono';
import { viewerOf } from '#features/officers/actions.ts';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { SessionEnv } from '#features/officers/model.ts';
import { TamgaError } from '#platform/errors.ts';
import { checkMispPlan, exportMisp } from './actions/export-misp.ts';
import { exportStix } from './actions/export-stix.ts';
import { planExport } from './actions/plan-export.ts';
import type { ExportDeps, Plan } from './actions/plan-export.ts';
import { exportPlanSchema, exportQuerySchema } from './model.ts';
import { readExport, refuseExport } from './rules.ts';

/** Another's text is saved and never shown: no browser guesses what it is, runs it, or keeps it. */
const fileHeaders = (name: string, type: string): Record<string, string> => ({
  'content-type': type,
  'content-disposition': `attachment; filename="${name}"`,
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
});

/** What of a record or an object keeps it out of a file (docs/protocol/codes.md). */
const refusals = ['kind', 'verdict', 'destroyed', 'withheld', 'no-content', 'readers', 'no-key', 'broken', 'suspended'];
const codes = [...refusals, 'marking', 'tlp', 'SG-07', 'SG-13', 'keys'];

/** `/api/exports`: what an export would hold, and the file itself. Both name the selection in the query. */
export function exportRoutes(deps: ExportDeps): Hono<SessionEnv> {
  const api = createOperations();

  api.get(
    '/',
    {
      id: 'planExport',
      summary: 'What an export would hold: how much, and which records may not be in it.',
      power: 'read-content',
      query: exportQuerySchema,
      answer: exportPlanSchema,
      codes: ['SG-13'],
    },
    async ({ session, query }) => {
      const { selection, options } = readExport(query);
      const { objects, refused, ...rest } = await planExport(deps, viewerOf(session), selection, options);
      return { ...rest, objects: objects.length, refused: [...refused] };
    },
  );

  api.get(
    '/stix',
    {
      id: 'exportStix',
      summary: 'A STIX 2.1 bundle: objects as they came in, with the labels of their records. It counts as exported.',
      power: 'read-content',
      query: exportQuerySchema,
      answer: 'file',
      codes,
    },
    async ({ c, session, query }) => {
      const { selection, options } = readExport(query);
      const plan = await planExport(deps, viewerOf(session), selection, options);
      checkPlan(plan, options.leaveOut);
      const stream = ReadableStream.from(exportStix(deps, session.officer, plan));
      const name = `tamga-${deps.self.code}-${deps.now().toISOString().slice(0, 10)}.json`;
      return c.body(stream, 200, fileHeaders(name, 'application/stix+json;version=2.1'));
    },
  );

  api.get(
    '/misp',
    {
      id: 'exportMisp',
      summary: 'MISP events: attributes of kept events as they came, the rest converted. It counts as exported.',
      power: 'read-content',
      query: exportQuerySchema,
      answer: 'file',
      codes,
    },
    async ({ c, session, query }) => {
      const { selection, options } = readExport(query);
      const viewer = viewerOf(session);
      const plan = await planExport(deps, viewer, selection, options);
      checkPlan(plan, options.leaveOut);
      checkMispPlan(plan);
      const stream = ReadableStream.from(exportMisp(deps, session.officer, viewer, plan));
      const name = `tamga-${deps.self.code}-${deps.now().toISOString().slice(0, 10)}-misp.json`;
      return c.body(stream, 200, fileHeaders(name, 'application/json'));
    },
  );

  return api.routes;
}

/** Errors: refused, with the rule's code and the records; not-found where nothing is left. */
function checkPlan(plan: Plan, leaveOut: boolean): void {
  if (plan.refusedCount > 0 && !leaveOut) throw refuseExport(plan);
  if (plan.objects.length === 0)
    throw new TamgaError(
      'not-found',
      plan.refusedCount > 0 ? 'nothing of this may be exported' : 'nothing fits this selection',
    );
}
