import { z } from 'zod';
import { json, request, requestNothing } from './http.ts';

const callSchema = z.object({
  id: z.string(),
  officer: z.string(),
  at: z.string(),
  party: z.string(),
  text: z.string().nullable(),
});
/** An entry of the telephone log, of which a record is to come. */
export type PhoneCall = z.infer<typeof callSchema>;

const pathOf = (id: string): `/api/${string}` => `/api/watch/calls/${encodeURIComponent(id)}`;

export const fetchCall = (id: string) => request(callSchema, pathOf(id));

/** Says which record came of it. */
export const fileCall = (id: string, ref: string) => requestNothing(`${pathOf(id)}/record`, json('PUT', { ref }));
