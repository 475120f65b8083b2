import type { Hono } from 'hono';
import { viewerOf } from '#features/officers/actions.ts';
import { createOperations } from '#features/officers/actions/operations.ts';
import type { Session, SessionEnv } from '#features/officers/model.ts';
import { askFile, askPlan } from './actions/ask-export.ts';
import type { ExportAsker } from './actions/ask-export.ts';
import { checkMispPlan, exportMisp } from './actions/export-misp.ts';
import { exportStix } from './actions/export-stix.ts';
import type { ExportDeps } from './actions/plan-export.ts';
import { exportPlanSchema, exportQuerySchema } from './model.ts';

/** Another's text is saved and never shown: no browser guesses what it is, runs it, or keeps it. */
const fileHeaders = (name: string, type: string): Record<string, string> => ({
  'content-type': type,
  'content-disposition': `attachment; filename="${name}"`,
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
});

const stixType = 'application/stix+json;version=2.1';
const mispType = 'application/json';

/** What of a record or an object keeps it out of a file (docs/protocol/codes.md). */
const refusals = ['kind', 'verdict', 'destroyed', 'withheld', 'no-content', 'readers', 'no-key', 'broken', 'suspended'];
const codes = [...refusals, 'marking', 'tlp', 'purpose', 'SG-07', 'SG-11', 'SG-13', 'SG-26', 'keys'];

/** `/api/exports`: what an export would hold, and the file itself. Both name the selection in the query. */
export function exportRoutes(deps: ExportDeps): Hono<SessionEnv> {
  const api = createOperations();

  api.get(
    '/',
    {
      id: 'planExport',
      summary: 'What an export would hold: how much, and which records may not be in it.',
      power: 'export',
      query: exportQuerySchema,
      answer: exportPlanSchema,
      codes: ['SG-13', 'purpose'],
    },
    async ({ session, query }) => {
      const plan = await askPlan(deps, askerOf(session), query);
      const { objects, said, bytes, references, attributions, remarks, refusedCount, refused } = plan;
      const { records, purposes } = plan.otherPurpose;
      return {
        objects: objects.length,
        bytes,
        references,
        hypotheses: said.records,
        otherPurpose: { records, purposes: [...purposes] },
        notTaken: plan.notTaken,
        attributions,
        remarks,
        refusedCount,
        refused: [...refused],
      };
    },
  );

  api.get(
    '/stix',
    {
      id: 'exportStix',
      summary: 'A STIX 2.1 bundle: objects as they came in, with the labels of their records. It counts as exported.',
      power: 'export',
      query: exportQuerySchema,
      answer: 'file',
      fileType: stixType,
      codes,
    },
    async ({ c, session, query }) => {
      const plan = await askFile(deps, askerOf(session), query);
      const stream = ReadableStream.from(exportStix(deps, session.officer, plan));
      const name = `tamga-${deps.self.code}-${deps.now().toISOString().slice(0, 10)}.json`;
      return c.body(stream, 200, fileHeaders(name, stixType));
    },
  );

  api.get(
    '/misp',
    {
      id: 'exportMisp',
      summary: 'MISP events: attributes of kept events as they came, the rest converted. It counts as exported.',
      power: 'export',
      query: exportQuerySchema,
      answer: 'file',
      fileType: mispType,
      codes,
    },
    async ({ c, session, query }) => {
      // MISP has no form for alternatives, findings and dissent: they are not torn from one another.
      const plan = await askFile(deps, askerOf(session), { ...query, hypotheses: 'false' });
      checkMispPlan(plan);
      const stream = ReadableStream.from(exportMisp(deps, session.officer, plan));
      const name = `tamga-${deps.self.code}-${deps.now().toISOString().slice(0, 10)}-misp.json`;
      return c.body(stream, 200, fileHeaders(name, mispType));
    },
  );

  return api.routes;
}

const askerOf = (session: Session): ExportAsker => ({ officer: session.officer, viewer: viewerOf(session) });
