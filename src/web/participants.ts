import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { request } from './http.ts';
import { refreshMs } from './queries.ts';

const schema = z.object({
  participants: z.array(z.object({ code: z.string(), name: z.string(), class: z.string() })),
  alarms: z.array(z.object({ code: z.string(), resumed: z.object({}).nullable() })),
});

export type Participant = z.infer<typeof schema>['participants'][number];

/** What the frame and the forms need of the alliance: who takes part, by code, and how many alarms nobody has settled. */
export function useParticipants(): { byCode: ReadonlyMap<string, Participant>; alarms: number } {
  const { data } = useQuery({
    queryKey: ['participants'],
    queryFn: () => request(schema, '/api/alliance'),
    refetchInterval: 5 * refreshMs,
  });
  return {
    byCode: new Map(data?.participants.map((p) => [p.code, p])),
    alarms: data?.alarms.filter(({ resumed }) => resumed === null).length ?? 0,
  };
}
