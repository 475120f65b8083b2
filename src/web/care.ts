import { useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { json, request } from './http.ts';

const protection = z.enum(['fold', 'blur', 'grey', 'mute']);
export type Protection = z.infer<typeof protection>;
export const protections = protection.options;

const schema = z.object({
  floor: z.array(protection),
  own: z.array(protection),
  holds: z.array(protection),
});

const queryKey = ['care'];

/** What is folded, blurred, grey or muted until this officer asks. Until the node has said so, all of it. */
export function useCare(): { holds: ReadonlySet<Protection>; floor: ReadonlySet<Protection> } {
  const { data } = useQuery({ queryKey, queryFn: () => request(schema, '/api/care'), staleTime: 60_000 });
  return { holds: new Set(data?.holds ?? protections), floor: new Set(data?.floor ?? protections) };
}

export function useSaveCare(): (own: readonly Protection[]) => Promise<void> {
  const client = useQueryClient();
  return async (own) => {
    client.setQueryData(queryKey, await request(schema, '/api/care', json('PUT', { own })));
  };
}
