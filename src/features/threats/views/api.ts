import { z } from 'zod';
import { query, request } from '#web/http.ts';

const threatSchema = z.object({
  ref: z.string(),
  id: z.string(),
  type: z.string(),
  name: z.string().nullable(),
  created: z.string().nullable(),
  modified: z.string().nullable(),
  revoked: z.boolean(),
  author: z.string(),
  versions: z.number(),
});

const pageSchema = z.object({
  items: z.array(threatSchema),
  next: z.string().nullable(),
  types: z.array(z.object({ type: z.string(), count: z.number() })),
});

const historySchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  versions: z.array(
    z.object({
      ref: z.string(),
      modified: z.string().nullable(),
      author: z.string(),
      source: z.string(),
      destroyed: z.boolean(),
    }),
  ),
});

export type ThreatView = z.infer<typeof threatSchema>;
export type ThreatVersion = z.infer<typeof historySchema>['versions'][number];
export type ThreatTypes = z.infer<typeof pageSchema>['types'];
export type ThreatFilter = { readonly [part in 'q' | 'type' | 'from' | 'to']?: string | undefined };

/** `from` and `to` are days in UTC, both included. */
export const fetchThreats = (filter: ThreatFilter, before: string | undefined) =>
  request(pageSchema, `/api/threats${query({ ...filter, before, limit: 50 })}`);

export const fetchThreat = (stixId: string) => request(historySchema, `/api/threats/${encodeURIComponent(stixId)}`);

const planSchema = z.object({
  objects: z.number(),
  bytes: z.number(),
  references: z.number(),
  refusedCount: z.number(),
  refused: z.array(z.object({ ref: z.string(), code: z.string(), why: z.string() })),
});
export type ExportPlanView = z.infer<typeof planSchema>;
export type ExportChoice = { versions: 'newest' | 'all'; references: boolean; leaveOut: boolean };

const exportQuery = (filter: ThreatFilter, { versions, references, leaveOut }: ExportChoice): string =>
  query({
    ...filter,
    versions,
    references: references ? 'true' : undefined,
    leaveOut: leaveOut ? 'true' : undefined,
  });

/** What an export of what a search finds would hold. */
export const fetchExportPlan = (filter: ThreatFilter, choice: ExportChoice) =>
  request(planSchema, `/api/exports${exportQuery(filter, choice)}`);

/** Where the browser saves it from. */
export const exportPath = (filter: ThreatFilter, choice: ExportChoice): string =>
  `/api/exports/stix${exportQuery(filter, choice)}`;
