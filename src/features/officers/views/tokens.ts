import { z } from 'zod';
import { json, request, requestAll, requestNothing } from '#web/http.ts';

const tokenSchema = z.object({
  id: z.string(),
  officer: z.string(),
  name: z.string(),
  scopes: z.array(z.string()),
  madeAt: z.string(),
  expiresAt: z.string(),
  usedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  endedBy: z.string().nullable(),
  state: z.enum(['live', 'ended', 'expired', 'renewed']),
});
export type Token = z.infer<typeof tokenSchema>;

export const fetchTokens = (all: boolean) => requestAll(tokenSchema, `/api/tokens${all ? '?all=true' : ''}`);

const madeSchema = z.object({ id: z.string(), token: z.string(), expiresAt: z.string() });
export type Made = z.infer<typeof madeSchema>;

export const makeToken = (body: { name: string; scopes: string[]; days: number }) =>
  request(madeSchema, '/api/tokens', json('POST', body));

export const endToken = (id: string) => requestNothing(`/api/tokens/${encodeURIComponent(id)}`, { method: 'DELETE' });
