import { z } from 'zod';
import { json, query, request } from '#web/http.ts';

const releaseSchema = z.object({
  to: z.string(),
  recalledAt: z.string().nullable(),
  receipts: z.array(z.object({ status: z.string() })),
});
const recordSchema = z.object({
  ref: z.string(),
  title: z.string().nullable(),
  destroyed: z.boolean(),
  verdict: z.string(),
  releases: z.array(releaseSchema),
  recipients: z.array(z.object({ to: z.string(), ok: z.boolean() })),
});
export type GuideRecord = z.infer<typeof recordSchema>;

export const fetchRecord = (ref: string): Promise<GuideRecord> =>
  request(recordSchema, `/api/records/${ref.split('/').map(encodeURIComponent).join('/')}`);

/** The newest report of this authority that the other participant does not have and may have; null where there is none. */
export async function findRecord(author: string, to: string): Promise<GuideRecord | null> {
  const filter = query({ kind: 'incident.report', author, verdict: 'own', limit: 10 });
  const page = z.object({ items: z.array(z.object({ ref: z.string(), destroyed: z.boolean() })) });
  const { items } = await request(page, `/api/records${filter}`);
  for (const { ref, destroyed } of items) {
    if (destroyed) continue;
    const record = await fetchRecord(ref);
    const isThere = record.releases.some((one) => one.to === to && one.recalledAt === null);
    if (!isThere && record.recipients.some((one) => one.to === to && one.ok)) return record;
  }
  return null;
}

/** What became of the newest release to a participant. */
export function lookAt({ releases }: GuideRecord, to: string): 'not-released' | 'under-way' | 'there' | 'blanked' {
  const those = releases.filter((one) => one.to === to);
  const open = those.filter(({ recalledAt }) => recalledAt === null);
  const has = (status: string, some: typeof those): boolean =>
    some.some(({ receipts }) => receipts.some((one) => one.status === status));
  if (open.length > 0) return has('delivered', open) ? 'there' : 'under-way';
  if (those.length === 0) return 'not-released';
  return has('destroyed', those) ? 'blanked' : 'under-way';
}

const proposalSchema = z.object({
  id: z.string(),
  title: z.string().nullable(),
  officer: z.string(),
  digest: z.string().optional(),
});

/** The newest proposal of this officer that waits for somebody else; null where there is none. */
export async function findOwnProposal(officer: string): Promise<z.infer<typeof proposalSchema> | null> {
  const { items } = await request(z.object({ items: z.array(proposalSchema) }), '/api/proposals?state=open&limit=50');
  return items.find((one) => one.officer === officer) ?? null;
}

/** Signs a proposal as the officer's authenticator would. Errors: what the node refuses. */
export async function approve(id: string): Promise<void> {
  const path = `/api/proposals/${encodeURIComponent(id)}` as const;
  const { digest = '' } = await request(proposalSchema, path);
  const signed = z.looseObject({});
  const assertion = await request(signed, '/api/session/assertions', json('POST', { challenge: digest }));
  await request(z.unknown(), `${path}/approvals`, json('POST', assertion));
}
