import type { Context } from 'hono';
import { z } from 'zod';
import type { Cover } from '#features/guards/model.ts';
import type { Db } from '#platform/db/db.ts';
import type { Scope } from './token-model.ts';

/** What a person is inside an authority (domain 2.3). A number of an officer has one role: who has two has two numbers. */
export const roles = [
  'case-officer',
  'legal-reviewer',
  'approver',
  'duty-officer',
  'finance-analyst',
  'evidence-custodian',
  'examiner',
  'rights-officer',
  'spokesperson',
  'exercise-controller',
  'auditor',
  'node-admin',
] as const;
export type Role = (typeof roles)[number];

export const officerIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9]{1,7}\/[a-z][a-z0-9-]{0,23}\/o-\d{1,6}$/, 'not an officer’s number');

/** A person acting for an authority; outside the node only the role-bound number is seen. */
export const officerSchema = z.strictObject({
  id: officerIdSchema,
  name: z.string().min(1).max(120),
  role: z.enum(roles),
  authority: z.string().max(40),
});
export type Officer = z.infer<typeof officerSchema>;

/** As `officers.json` has it. `desk`: purposes that the operator gives the officer the authority's work for, until somebody of it assigns anybody. */
export const officerEntrySchema = officerSchema.extend({ desk: z.array(z.string().max(60)).max(64).exactOptional() });
export type OfficerEntry = z.infer<typeof officerEntrySchema>;

/** What can be done at this node. What is not listed for a role is refused (rules.ts). */
export const powers = [
  'see-alliance',
  'see-records',
  'read-content',
  /** To take content out of the program, as a file. */
  'export',
  /** To write: records, imports, hypotheses; and to close what these leave to do. */
  'act',
  /** To let content go to others, to take it back, and to hold what they take back. */
  'release',
  /** To sit at the authority's desk: duty watch, contact points, stopped peers, referrals, and what oversight itself does. */
  'desk',
  /** To take what waits for the authority, to hand it over, and to name a deputy. */
  'take',
  /** To sign, as the second person, what another wrote; what exactly, its kind says. */
  'approve',
  /** To write who is an officer and who no longer. */
  'appoint',
  /** To give other officers of one's own authority assignments, and to end them. */
  'assign',
  /** To see who read what under which assignment, and to recount the figures of it. */
  'audit',
  /** To invite officers of one's own authority to register a passkey. */
  'invite',
  'answer-oversight',
  'decide-quarantine',
  'ferry',
  'keep-keys',
] as const;
export type Power = (typeof powers)[number];

/** A name by BCP 47 language, as the profile has it. */
const namesSchema = z.record(z.string(), z.string());

/** `GET /api/session`: as whom one acts, at which node; in a demonstration also as whom one may act. */
export const sessionViewSchema = z
  .strictObject({
    officer: officerSchema,
    node: z.strictObject({ code: z.string(), name: z.string(), names: namesSchema, class: z.string() }),
    alliance: z.strictObject({ id: z.string(), name: z.string(), names: namesSchema }),
    officers: z.array(officerSchema),
    /** In a demonstration: the nodes that were started with this one. */
    beside: z.array(z.strictObject({ code: z.string(), name: z.string(), names: namesSchema })),
    /** What the role may do at this node. */
    powers: z.array(z.enum(powers)),
    /** The session does nothing but register a passkey. */
    isLimited: z.boolean(),
    /** The authority has appointed nobody yet: the session says who its officers are, and does nothing else. */
    isFounding: z.boolean(),
  })
  .meta({ id: 'Session' });
export type SessionView = z.infer<typeof sessionViewSchema>;
export const officersSchema = z.array(officerEntrySchema).min(1).max(1_000);

/** Who is asking, and how far the session reaches. */
export type Session = {
  officer: Officer;
  demo: boolean;
  /** An account of the identity provider whom nobody appointed: it registers a passkey, and does nothing else. */
  isLimited?: boolean;
  /** Who came by a passkey that nobody appointed, as long as nobody of the authority is: an administrator alone invited them. */
  isFounding?: boolean;
  /** A program asks, by a token: within its scopes alone. */
  token?: { id: string; scopes: readonly Scope[] };
  /** What the officer is assigned to now; absent: nothing. */
  cover?: Cover;
};

export type { Cover, Viewer } from '#features/guards/model.ts';

/** How an answer is kept for who asks again: as text that holds no content, and read again from that. */
export type Keeping<T> = { keep(answer: T): string; again(kept: string): Promise<T> | T };

/** Runs a request of an officer's; with a key it is done once, and answered alike when it comes again. */
export type Once = <T>(
  c: Context<SessionEnv>,
  keeping: Keeping<T>,
  run: (db: Db | undefined) => Promise<T>,
) => Promise<T>;

/** What a request acts on. Errors: not-found. */
export type Reach = (refs: readonly string[]) => Promise<void>;

/** What every route behind sign-in finds in its context. */
export type SessionEnv = {
  Variables: {
    session: Session;
    /** The origin of the page that asks, where it is this node's own. */
    page?: string | undefined;
    once: Once;
    /** Refuses what acts on records that the officer may not read: as if they were not here. */
    reach: Reach;
    /** Refs of what was read, where the address does not say. */ read?: readonly string[];
  };
};

const base64url = z
  .string()
  .min(1)
  .max(2_048)
  .regex(/^[A-Za-z0-9_-]+$/, 'not base64url');

/** What a passkey gives over a challenge (WebAuthn §5.2.2, AuthenticatorAssertionResponse). */
export const assertionSchema = z
  .strictObject({
    credential: base64url,
    authenticatorData: base64url,
    clientData: base64url,
    signature: base64url,
  })
  .meta({ id: 'Assertion' });
export type Assertion = z.infer<typeof assertionSchema>;
