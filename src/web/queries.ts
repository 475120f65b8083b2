import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './http.ts';

/** How often a visible list asks again, in milliseconds: an arrival shows within seconds. */
export const refreshMs = 2000;

export const sessionKey = ['session'] as const;

/** Puts a session (or none) in place. What one officer was shown must not stay for the next, who may read less. */
export function replaceSession(client: QueryClient, session: unknown): void {
  client.removeQueries({ predicate: (found) => found.queryKey[0] !== sessionKey[0] });
  client.setQueryData(sessionKey, session);
}

/** An answer with a code will be the same a moment later; only silence is worth another try. */
function isWorthRetrying(failures: number, error: unknown): boolean {
  return failures < 2 && error instanceof ApiProblem && (error.status === 0 || error.status >= 502);
}

/** The node answered, and the answer is no. */
const isRefusal = (error: unknown): error is ApiProblem =>
  error instanceof ApiProblem && error.status >= 400 && error.status < 500;

export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, asked) => {
        if (!isRefusal(error)) return;
        // What was shown before may be recalled, or withheld, by now: it must not stay on the screen.
        asked.setState({ data: undefined });
        if (error.status === 401) replaceSession(client, null);
      },
    }),
    mutationCache: new MutationCache({
      // What was being done needs somebody who is signed in. Who signs in at that moment has no session to lose.
      onError: (error) => {
        if (isRefusal(error) && error.status === 401 && client.getQueryData(sessionKey)) replaceSession(client, null);
      },
    }),
    defaultOptions: {
      queries: { retry: isWorthRetrying, staleTime: 500, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}
