import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { request } from './http.ts';
import { named, nameIn } from './i18n/names.ts';
import { useT } from './i18n/use-t.ts';
import { refreshMs } from './queries.ts';

const schema = z.object({
  participants: z.array(named.extend({ code: z.string(), class: z.string() })),
  alarms: z.array(z.object({ code: z.string(), resumed: z.object({}).nullable() })),
});

/** `name` is in the language of the pages. */
export type Participant = z.infer<typeof schema>['participants'][number];

/** What the frame and the forms need of the alliance: who takes part, by code, and how many alarms nobody has settled. */
export function useParticipants(): { byCode: ReadonlyMap<string, Participant>; alarms: number } {
  const t = useT();
  const { data } = useQuery({
    queryKey: ['participants'],
    queryFn: () => request(schema, '/api/alliance'),
    refetchInterval: 5 * refreshMs,
  });
  return {
    byCode: new Map(data?.participants.map((p) => [p.code, { ...p, name: nameIn(t, p) }])),
    alarms: data?.alarms.filter(({ resumed }) => resumed === null).length ?? 0,
  };
}
