import { z } from 'zod';
import { json, query, request, requestAll, requestNothing } from '#web/http.ts';

const registeredSchema = z.object({
  credential: z.string(),
  officer: z.string(),
  key: z.string(),
  state: z.string(),
  registeredAt: z.string().nullable(),
  invitedBy: z.string().nullable(),
  invitedAt: z.string().nullable(),
});
/** The passkeys of the authority's officers, and by whose link each was registered. */
export const fetchRegistered = () => requestAll(registeredSchema, '/api/officers/passkeys?all=true');

const placeSchema = z.object({ roles: z.array(z.string()), by: z.string().nullable(), at: z.string().nullable() });

const summarySchema = z.object({
  id: z.string(),
  ref: z.string(),
  kind: z.string(),
  title: z.string().nullable(),
  disturbing: z.boolean(),
  destroyed: z.boolean(),
  author: z.string(),
  officer: z.string(),
  madeAt: z.string(),
  expiresAt: z.string(),
  state: z.enum(['open', 'sealed', 'withdrawn', 'refused', 'lapsed']),
  decidedAt: z.string().nullable(),
  decidedBy: z.string().nullable(),
  reason: z.string().nullable(),
  emergency: z.object({ state: z.enum(['in-force', 'confirmed', 'lapsed']), until: z.string() }).nullable(),
  places: z.array(placeSchema),
  isMine: z.boolean(),
});
export type ProposalSummary = z.infer<typeof summarySchema>;

const refusalSchema = z.object({ code: z.string(), why: z.string() });
export type Refusal = z.infer<typeof refusalSchema>;

const passkeySchema = z.object({
  rpId: z.string(),
  credential: z.string(),
  isSoftware: z.boolean(),
  notNow: refusalSchema.nullable(),
});
export type Passkey = z.infer<typeof passkeySchema>;

// The envelope beside the payload is not read: what is shown comes from the payload's bytes.
const proposalSchema = summarySchema.extend({
  payload: z.string(),
  digest: z.string(),
  body: z.string().nullable(),
  bodyKey: z.string().nullable(),
  mayBeEmergency: z.boolean(),
  notAlone: refusalSchema.nullable(),
  notMine: refusalSchema.nullable(),
  mayEnd: z.boolean(),
  passkeys: z.array(passkeySchema),
});
export type Proposal = z.infer<typeof proposalSchema>;

const approvedSchema = z.object({
  proposal: summarySchema,
  sealed: z
    .object({
      ref: z.string(),
      withheld: z.array(z.object({ to: z.string(), code: z.string(), why: z.string() })),
    })
    .nullable(),
});
export type Approved = z.infer<typeof approvedSchema>;

const assertionSchema = z.object({
  credential: z.string(),
  authenticatorData: z.string(),
  clientData: z.string(),
  signature: z.string(),
});
export type Assertion = z.infer<typeof assertionSchema>;

const pathOf = (id: string): `/api/proposals/${string}` => `/api/proposals/${encodeURIComponent(id)}`;

export const fetchOpen = () => requestAll(summarySchema, '/api/proposals?state=open');

export const fetchDecided = (before: string | undefined) =>
  request(
    z.object({ items: z.array(summarySchema), next: z.string().nullable() }),
    `/api/proposals${query({ state: 'decided', limit: 50, before })}`,
  );

export const fetchProposal = (id: string) => request(proposalSchema, pathOf(id));

const actSchema = z.object({
  kind: z.string(),
  title: z.string().nullable(),
  disturbing: z.boolean(),
  body: z.string().nullable(),
});

/** What a proposal is to confirm. */
export const fetchAct = (ref: string) =>
  request(actSchema, `/api/records/${ref.split('/').map(encodeURIComponent).join('/')}`);

export const approveProposal = (id: string, assertion: Assertion) =>
  request(approvedSchema, `${pathOf(id)}/approvals`, json('POST', assertion));

export const putIntoForce = (id: string) => request(approvedSchema, `${pathOf(id)}/emergency`, json('POST', {}));

export const endProposal = (id: string, reason: string) =>
  requestNothing(`${pathOf(id)}/end`, json('POST', { reason }));

/** In a demonstration: what the program says that stands in for the officer's authenticator. */
export const assertAsDemo = (challenge: string) =>
  request(assertionSchema, '/api/session/assertions', json('POST', { challenge }));
