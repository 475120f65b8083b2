import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { requestAll } from './http.ts';
import { useSession } from './session.ts';

const colleagueSchema = z.object({ id: z.string(), name: z.string().nullable(), role: z.string() });

/** Who acts for the officer's own authority: asked for once a minute, for all that names an officer. */
export function useColleagues() {
  const { powers } = useSession();
  return useQuery({
    queryKey: ['officers', 'colleagues'],
    queryFn: () => requestAll(colleagueSchema, '/api/officers/colleagues'),
    enabled: powers.includes('see-records'),
    staleTime: 60_000,
  }).data?.items;
}
