import { z } from 'zod';
import type { ThreatQuery } from '../model.ts';
import { json, request, requestNothing } from '#web/http.ts';
import type { ThreatFilter } from './api.ts';

const part = z.string().optional();
const selectionSchema = z.object({
  id: z.string(),
  name: z.string(),
  query: z.object({
    q: part,
    type: part,
    label: part,
    phase: part,
    tlp: part,
    base: part,
    own: part,
    member: part,
    from: part,
    to: part,
    seenFrom: part,
    seenTo: part,
  } satisfies Record<keyof ThreatQuery, typeof part>),
  sort: z.string().nullable(),
  columns: z.array(z.string()).nullable(),
  first: z.boolean(),
  shared: z.boolean(),
  officer: z.string(),
  own: z.boolean(),
});
export type SelectionView = z.infer<typeof selectionSchema>;

const pageSchema = z.object({ items: z.array(selectionSchema), next: z.string().nullable() });

export const fetchSelections = () => request(pageSchema, '/api/selections?limit=200');

/** How a table is seen: what is asked for, in which order, with which columns. */
export type View = { filter: ThreatFilter; sort: string | undefined; columns: readonly string[] };

/** Only what is asked for: an empty part of the address asks for nothing. */
const queryOf = (filter: ThreatFilter) => Object.fromEntries(Object.entries(filter).filter(([, value]) => value));

export const saveSelection = (name: string, { filter, sort, columns }: View, shared: boolean) =>
  request(
    selectionSchema,
    '/api/selections',
    json('POST', { name, query: queryOf(filter), shared, columns, ...(sort && { sort }) }),
  );

type Change = { name?: string; shared?: boolean; first?: boolean };

export const changeSelection = (id: string, change: Change) =>
  request(selectionSchema, `/api/selections/${id}`, json('PUT', change));

/** The same name for what the table shows now. */
export const saveAgain = (id: string, { filter, sort, columns }: View) =>
  request(
    selectionSchema,
    `/api/selections/${id}`,
    json('PUT', { query: queryOf(filter), sort: sort ?? null, columns }),
  );

/** Whether a saved view is what the table shows. */
export const isAsSaved = (saved: SelectionView, { filter, sort, columns }: View): boolean =>
  JSON.stringify(Object.entries(queryOf(saved.query)).toSorted()) ===
    JSON.stringify(Object.entries(queryOf(filter)).toSorted()) &&
  (saved.sort ?? undefined) === (sort || undefined) &&
  (saved.columns === null || [...saved.columns].toSorted().join(' ') === columns.toSorted().join(' '));

export const deleteSelection = (id: string) => requestNothing(`/api/selections/${id}`, { method: 'DELETE' });
