import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { z } from 'zod';
import { named } from './i18n/names.ts';
import { ApiProblem, json, request, requestNothing } from './http.ts';
import { links } from './links.ts';
import { replaceSession, sessionKey } from './queries.ts';

const officerSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: z.string(),
  authority: z.string(),
});

export const sessionSchema = z.object({
  officer: officerSchema,
  node: named.extend({ code: z.string(), class: z.string() }),
  alliance: named.extend({ id: z.string() }),
  officers: z.array(officerSchema),
  /** In a demonstration: the nodes that were started with this one. */
  beside: z.array(named.extend({ code: z.string() })),
  powers: z.array(z.string()),
  isLimited: z.boolean(),
  isFounding: z.boolean(),
});

export type Officer = z.infer<typeof officerSchema>;
export type Session = z.infer<typeof sessionSchema>;

/** The session, or null when nobody is signed in, or not any more. */
async function fetchSession(): Promise<Session | null> {
  try {
    return await request(sessionSchema.nullable(), '/api/session');
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null;
    throw error;
  }
}

export function useSessionQuery() {
  return useQuery({ queryKey: sessionKey, queryFn: fetchSession, staleTime: 30_000 });
}

export const SessionContext = createContext<Session | null>(null);

/** The session of the page that is shown. Only inside the layout, which shows no page without one. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('no session here');
  return session;
}

/** What the officer's role lets the pages offer. The node decides again on every request. */
export function useMay(): {
  read: boolean;
  act: boolean;
  release: boolean;
  desk: boolean;
  export: boolean;
  take: boolean;
  answer: boolean;
  approve: boolean;
  appoint: boolean;
  assign: boolean;
} {
  const { powers } = useSession();
  const may = (power: string): boolean => powers.includes(power);
  return {
    read: may('read-content'),
    act: may('act'),
    release: may('release'),
    desk: may('desk'),
    export: may('export'),
    take: may('take'),
    answer: may('answer-oversight'),
    approve: may('approve'),
    appoint: may('appoint'),
    assign: may('assign'),
  };
}

export function useSessionActions() {
  const client = useQueryClient();
  return {
    signIn: async (token: string): Promise<Session> => {
      const session = await request(sessionSchema, '/api/session', json('POST', { token }));
      replaceSession(client, session);
      return session;
    },
    /** Takes what another way to sign in gave. */
    enter: (session: Session) => replaceSession(client, session),
    actAs: async (officer: string) =>
      replaceSession(client, await request(sessionSchema, '/api/session', json('PUT', { officer }))),
    signOut: async () => {
      await requestNothing('/api/session', { method: 'DELETE' });
      // Anew, and at home: who signs in here next finds nothing of where this officer was.
      location.assign(links.home());
    },
  };
}
