import { z } from 'zod';
import type { Handling } from '#web/handling.ts';
import { query, request } from '#web/http.ts';

const countsSchema = z.object({
  added: z.number(),
  newVersion: z.number(),
  revoked: z.number(),
  identical: z.number(),
  changedSameVersion: z.number(),
  older: z.number(),
  refused: z.number(),
  absent: z.number(),
});

const summarySchema = z.object({
  id: z.string(),
  source: z.string(),
  name: z.string(),
  format: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  state: z.string(),
  why: z.string().nullable(),
  total: z.number().nullable(),
  done: z.number(),
  officer: z.string(),
  counts: countsSchema,
  objectsWith: z.object({ errors: z.number(), warnings: z.number() }),
  refusedUnlisted: z.number(),
  reportGoneAt: z.string().nullable(),
});

const findingSchema = z.object({ path: z.string(), code: z.string(), clause: z.string(), message: z.string() });
const findings = z.array(findingSchema);
const findingsSchema = z.object({ errors: findings, warnings: findings, more: z.boolean() });

const itemSchema = z.object({
  outcome: z.string(),
  id: z.string().nullable(),
  index: z.number().nullable(),
  ref: z.string().nullable(),
  code: z.string().nullable(),
  why: z.string().nullable(),
  errors: z.number(),
  warnings: z.number(),
  findings: findingsSchema.nullable(),
});

const reportSchema = summarySchema.extend({ envelope: findingsSchema.nullable(), items: z.array(itemSchema) });

export type Counts = z.infer<typeof countsSchema>;
export type ImportSummary = z.infer<typeof summarySchema>;
export type ImportReport = z.infer<typeof reportSchema>;
export type ImportItem = z.infer<typeof itemSchema>;
export type ItemFinding = z.infer<typeof findingSchema>;

export const fetchImports = () => request(z.object({ items: z.array(summarySchema) }), '/api/imports?limit=200');

export const fetchImport = (id: string) => request(reportSchema, `/api/imports/${encodeURIComponent(id)}`);

/** How far a run has come. */
export const fetchProgress = (id: string) => request(summarySchema, `/api/imports/${encodeURIComponent(id)}/progress`);

export const cancelImport = (id: string) =>
  request(summarySchema, `/api/imports/${encodeURIComponent(id)}/cancel`, { method: 'POST' });

/** Sends the file as it is; how its content is to be handled stands in the address. An empty source is left to the node, as on the command line. The node imports it by itself. */
export function startImport(file: File, source: string, handling: Handling): Promise<ImportSummary> {
  const parts = { source, name: file.name, wait: 'false', ...handling };
  return request(summarySchema, `/api/imports${query(parts)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: file,
  });
}
