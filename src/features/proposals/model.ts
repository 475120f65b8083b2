import { z } from 'zod';
import { approvalsSchema, credentialIdSchema, emergencyStateSchema, rpIdSchema } from '#features/approvals/model.ts';
import { authoritySchema, envelopeSchema, refSchema } from '#features/records/model.ts';
import { submissionSchema } from '#features/releases/model.ts';
import { officerIdSchema, roles } from '#features/officers/model.ts';

export const proposalStates = ['open', 'sealed', 'withdrawn', 'refused', 'lapsed'] as const;
export type ProposalState = (typeof proposalStates)[number];

/** What a list is narrowed to: one state, or all that were decided. */
export const proposalFilters = [...proposalStates, 'decided'] as const;
export type ProposalFilter = (typeof proposalFilters)[number];

/** For how long bytes wait for their approvals. */
export const proposalLifeMs = 7 * 24 * 3600_000;
/** How many of one officer's, or of a program's in an officer's name, wait at most: an inbox shows no more than 200. */
export const maxOpenProposals = 50;

const officerRole = z.enum(roles);

/** One person whose approval the kind asks for: in which roles, and who it was. */
const placeSchema = z.strictObject({
  roles: z.array(officerRole),
  by: officerIdSchema.nullable(),
  at: z.date().nullable(),
});

/** One row of `GET /api/proposals`: what waits, and for whom. */
export const proposalSummarySchema = z
  .strictObject({
    id: z.uuid(),
    ref: refSchema,
    kind: z.string(),
    /** While it waits, and of what was sealed, for who may read its content; of what ended otherwise no words are kept. */
    title: z.string().nullable(),
    /** Its author marked it as disturbing: the title is shown on request. */
    disturbing: z.boolean(),
    /** It was sealed, and its content was destroyed since. */
    destroyed: z.boolean(),
    author: authoritySchema,
    officer: officerIdSchema,
    madeAt: z.date(),
    expiresAt: z.date(),
    state: z.enum(proposalStates),
    decidedAt: z.date().nullable(),
    decidedBy: z.string().nullable(),
    /** Why it was withdrawn or refused; null to a token, and to who may not read its content. */
    reason: z.string().nullable(),
    /** What became of what its author put into force alone; null where it is no such act. */
    emergency: emergencyStateSchema.nullable(),
    places: z.array(placeSchema),
    /** Whether the officer who asks may approve it now. */
    isMine: z.boolean(),
  })
  .meta({ id: 'ProposalSummary' });
export type ProposalSummary = z.infer<typeof proposalSummarySchema>;

/** `GET /api/proposals/:id`: the very bytes that are sealed. What is signed is SHA-256 of `payload`. */
export const proposalSchema = proposalSummarySchema
  .extend({
    envelope: envelopeSchema,
    /** base64url of the exact envelope bytes. */
    payload: z.string(),
    digest: z.string(),
    /** Exact body text, and its key: HMAC-SHA-256 under it is the envelope's bodyHash. Null once decided, or withheld from the role. */
    body: z.string().nullable(),
    bodyKey: z.string().nullable(),
    approvals: approvalsSchema.or(z.array(z.never())),
    /** The author alone may put it into force, for 24 hours. */
    mayBeEmergency: z.boolean(),
    /** Why who wrote it cannot put it into force alone now; null where that is possible, or the kind never allows it. */
    notAlone: z.strictObject({ code: z.string(), why: z.string() }).nullable(),
    /** Why the officer who asks cannot approve it now; null where it waits for this one. */
    notMine: z.strictObject({ code: z.string(), why: z.string() }).nullable(),
    /** Whether the officer who asks may end it: withdraw it, having written it, or refuse to approve it. */
    mayEnd: z.boolean(),
    /** The asking officer's passkeys. `isSoftware`: made by a program, for a demonstration. */
    passkeys: z.array(
      z.strictObject({
        rpId: rpIdSchema,
        credential: credentialIdSchema,
        isSoftware: z.boolean(),
        /** Why it does not count for this record, where it waits for this officer. */
        notNow: z.strictObject({ code: z.string(), why: z.string() }).nullable(),
      }),
    ),
  })
  .meta({ id: 'Proposal' });
export type Proposal = z.infer<typeof proposalSchema>;

/** After an approval: what it was sealed as, once nobody is missing. */
export const approvedSchema = z
  .strictObject({ proposal: proposalSummarySchema, sealed: submissionSchema.nullable() })
  .meta({ id: 'ApprovedProposal' });
export type ApprovedProposal = z.infer<typeof approvedSchema>;

export const reasonSchema = z.strictObject({ reason: z.string().min(1).max(2_000) });

/** Who is to be appointed, by the passkeys that they registered since the last time. */
export const appointingSchema = z.strictObject({
  officers: z.array(officerIdSchema).min(1).max(40),
  /** Last day. */
  until: z.iso.date().exactOptional(),
  /** Whether the passkeys that they have now go on to hold beside the new ones. */
  keep: z.boolean().exactOptional(),
  /** Of what they registered, these alone: whoever proposes looked at them, and one that was registered meanwhile is not in. */
  passkeys: z.array(z.string().max(1_364)).min(1).max(200).exactOptional(),
});
export type Appointing = z.infer<typeof appointingSchema>;

export const dismissingSchema = z.strictObject({
  officer: officerIdSchema,
  reason: z.enum(['left', 'role-changed', 'passkey-lost', 'misconduct']),
});
export type Dismissing = z.infer<typeof dismissingSchema>;
