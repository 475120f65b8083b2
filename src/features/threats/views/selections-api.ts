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
  shared: z.boolean(),
  officer: z.string(),
  own: z.boolean(),
});
export type SelectionView = z.infer<typeof selectionSchema>;

const pageSchema = z.object({ items: z.array(selectionSchema), next: z.string().nullable() });

export const fetchSelections = () => request(pageSchema, '/api/selections?limit=200');

/** Only what is asked for: an empty part of the address asks for nothing. */
export const saveSelection = (name: string, filter: ThreatFilter, shared: boolean) => {
  const query = Object.fromEntries(Object.entries(filter).filter(([, value]) => value));
  return request(selectionSchema, '/api/selections', json('POST', { name, query, shared }));
};

export const changeSelection = (id: string, change: { name?: string; shared?: boolean }) =>
  request(selectionSchema, `/api/selections/${id}`, json('PUT', change));

export const deleteSelection = (id: string) => requestNothing(`/api/selections/${id}`, { method: 'DELETE' });
