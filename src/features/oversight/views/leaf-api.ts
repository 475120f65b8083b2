import { z } from 'zod';
import { json, request, requestAll } from '#web/http.ts';
import type { DemandRequest, FindingRequest } from '../leaf-model.ts';

const demandSchema = z.object({
  ref: z.string(),
  by: z.string(),
  participant: z.string(),
  at: z.string(),
  deadline: z.string(),
  size: z.number(),
  sampled: z.boolean(),
  asked: z.number(),
  opened: z.number(),
  wrong: z.number(),
  answeredAt: z.string().nullable(),
  state: z.enum(['waiting', 'opened', 'overdue', 'wrong']),
  findings: z.number(),
});
export type DemandRow = z.infer<typeof demandSchema>;

const unopenedSchema = z.object({
  participant: z.string(),
  size: z.number(),
  seen: z.number(),
  demanded: z.number(),
  opened: z.number(),
  unanswered: z.number(),
});
export type UnopenedRow = z.infer<typeof unopenedSchema>;

const unopenedMonthSchema = z.object({
  participant: z.string(),
  month: z.string(),
  since: z.number(),
  upto: z.number(),
  leaves: z.number(),
  unopened: z.number(),
  demanded: z.number(),
  unanswered: z.number(),
});
export type UnopenedMonthRow = z.infer<typeof unopenedMonthSchema>;

const leafSchema = z.object({
  index: z.number(),
  state: z.enum(['unanswered', 'record', 'padding', 'wrong-leaf', 'no-record', 'not-asked']),
  ref: z.string().nullable(),
  kind: z.string().nullable(),
  opening: z.string().nullable(),
});
export type LeafRow = z.infer<typeof leafSchema>;

const findingSchema = z.object({
  ref: z.string(),
  by: z.string(),
  participant: z.string(),
  at: z.string(),
  demand: z.string().nullable(),
  leaves: z.number(),
});
export type FindingRow = z.infer<typeof findingSchema>;

const shownSchema = z.object({ demand: demandSchema, leaves: z.array(leafSchema), draft: z.array(leafSchema) });
export type ShownDemand = z.infer<typeof shownSchema>;

const made = z.object({ ref: z.string() });
const pathOf = (ref: string) => `/api/demands/${ref.split('/').map(encodeURIComponent).join('/')}` as const;

export const fetchDemands = () =>
  request(
    z.object({ items: z.array(demandSchema), unopened: z.array(unopenedSchema), months: z.array(unopenedMonthSchema) }),
    '/api/demands?limit=200',
  );
export const fetchDemand = (ref: string) => request(shownSchema, pathOf(ref));
export const fetchFindings = () => requestAll(findingSchema, '/api/findings');

export const demandLeaves = (body: DemandRequest) => request(made, '/api/demands', json('POST', body));
export const openLeaves = (ref: string) =>
  request(z.object({ refs: z.array(z.string()) }), `${pathOf(ref)}/open`, json('POST', {}));
export const issueFinding = (body: FindingRequest) => request(made, '/api/findings', json('POST', body));
