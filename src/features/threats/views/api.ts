import { z } from 'zod';
import { query, request } from '#web/http.ts';
import { remarkSchema, sightingSchema } from '../model.ts';
import type { ThreatQuery as Query } from '../model.ts';
import type { Translate } from '#web/i18n/translate.ts';

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
  others: z.array(z.string()),
});

const pageSchema = z.object({ items: z.array(threatSchema), next: z.string().nullable() });

const countSchema = z.object({ count: z.number(), atLeast: z.boolean() });
const valuesSchema = z.array(countSchema.extend({ value: z.string() }));
const countsSchema = z.object({
  total: countSchema,
  facets: z.object({
    type: valuesSchema,
    label: valuesSchema,
    phase: valuesSchema,
    tlp: valuesSchema,
    base: valuesSchema,
    own: valuesSchema,
    member: valuesSchema,
  }),
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
      marking: z.object({ tlp: z.string(), base: z.string() }).nullable(),
      sealedAt: z.string(),
    }),
  ),
  named: z.array(z.object({ id: z.string(), name: z.string() })),
  sightings: z.array(sightingSchema),
  sightingsCut: z.boolean(),
  remarks: z.array(remarkSchema),
  remarksCut: z.boolean(),
});

const placesSchema = z.object({ total: countSchema, places: z.array(z.string()) });

export type ThreatView = z.infer<typeof threatSchema>;
export type ThreatPageView = z.infer<typeof pageSchema>;
export type ThreatHistory = z.infer<typeof historySchema>;
export type ThreatVersion = z.infer<typeof historySchema>['versions'][number];
export type ThreatCounts = z.infer<typeof countsSchema>;
export type ThreatFilter = { readonly [part in keyof Query]?: string | undefined };

/** What the table is asked for: what fits, and in which order. */
export type ListedFilter = ThreatFilter & { readonly sort?: string | undefined };

/** Rows that are asked for at once. */
export const rowsPerPage = 100;

/** Days are in UTC, first and last included. */
export const fetchThreats = (filter: ListedFilter, before: string | undefined) =>
  request(pageSchema, `/api/threats${query({ ...filter, before, limit: rowsPerPage })}`);

/** How long the list is, and where each of its pages begins. */
export const fetchPlaces = (filter: ListedFilter) =>
  request(placesSchema, `/api/threats/all/places${query({ ...filter, every: rowsPerPage })}`);

export const fetchCounts = (filter: ThreatFilter) =>
  request(countsSchema, `/api/threats/facets/counts${query(filter)}`);

export const sayCount = (t: Translate, { count, atLeast }: z.infer<typeof countSchema>): string =>
  `${t.number(count)}${atLeast ? '+' : ''}`;

export const fetchThreat = (stixId: string) => request(historySchema, `/api/threats/${encodeURIComponent(stixId)}`);

const planSchema = z.object({
  objects: z.number(),
  bytes: z.number(),
  references: z.number(),
  otherPurpose: z.object({ records: z.number(), purposes: z.array(z.string()) }),
  notTaken: z.number(),
  attributions: z.number(),
  refusedCount: z.number(),
  refused: z.array(z.object({ ref: z.string(), code: z.string(), why: z.string() })),
});
export type ExportPlanView = z.infer<typeof planSchema>;
export type ExportChoice = {
  format: 'stix' | 'misp';
  versions: 'newest' | 'all';
  references: boolean;
  leaveOut: boolean;
  /** A purpose of the profile; its first where none was chosen. */
  purpose: string | undefined;
};

const exportQuery = (filter: ThreatFilter, { format, versions, references, leaveOut, purpose }: ExportChoice): string =>
  query({
    ...filter,
    purpose,
    versions,
    // MISP events carry nothing of it.
    hypotheses: format === 'misp' ? 'false' : undefined,
    references: references ? 'true' : undefined,
    leaveOut: leaveOut ? 'true' : undefined,
  });

/** What an export of what a search finds would hold. */
export const fetchExportPlan = (filter: ThreatFilter, choice: ExportChoice) =>
  request(planSchema, `/api/exports${exportQuery(filter, choice)}`);

/** Where the browser saves it from. */
export const exportPath = (filter: ThreatFilter, choice: ExportChoice): string =>
  `/api/exports/${choice.format}${exportQuery(filter, choice)}`;
