import { z } from 'zod';
import { query, request } from '#web/http.ts';

const placeSchema = z.object({ by: z.string().nullable(), at: z.string().nullable() });
const foundSchema = z.object({ items: z.array(z.object({ places: z.array(placeSchema) })) });

/** When each officer of the own authority approved a record, by number. */
export async function fetchApprovalTimes(ref: string): Promise<Map<string, string>> {
  const { items } = await request(foundSchema, `/api/proposals${query({ ref })}`);
  const places = items.flatMap((one) => one.places);
  return new Map(places.flatMap(({ by, at }) => (by !== null && at !== null ? [[by, at] as const] : [])));
}
