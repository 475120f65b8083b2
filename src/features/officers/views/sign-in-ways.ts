import { z } from 'zod';
import { json, request } from '#web/http.ts';
import { keepReturn } from '#web/return-to.ts';
import { sessionSchema } from '#web/session.ts';
import type { Session } from '#web/session.ts';

const waysSchema = z.object({ oidc: z.boolean() });

/** By what this node lets officers sign in, besides passkeys. */
export const fetchWays = () => request(waysSchema, '/api/session/ways');

/** Leaves for the identity provider. Of this page the tab keeps its address, and nothing of what stands on it. */
export async function leaveForOidc(): Promise<void> {
  const { url } = await request(z.object({ url: z.string() }), '/api/session/oidc/begin', json('POST', {}));
  keepReturn(location.pathname + location.search);
  location.assign(url);
}

/** Trades what the provider sent the browser back with (OpenID Connect Core §3.1.2.5) for a session. */
export const signInByOidc = (search: string): Promise<Session> =>
  request(sessionSchema, '/api/session/oidc', json('POST', { search }));

/** Whether the provider sent the browser here, with a code or with a refusal. */
export const isReturn = (search: string): boolean => new URLSearchParams(search).has('state');

/** An invitation for whom the provider knows and nobody appointed. */
export const inviteOneself = (): Promise<{ token: string }> =>
  request(z.object({ token: z.string() }), '/api/session/enrolment', { method: 'POST' });
