import { z } from 'zod';
import type { Alliance, Self } from '#features/alliance/model.ts';
import { instantSchema, refSchema } from '#features/records/model.ts';

/** Who is owed the envelopes of which kinds. */
export type Due = { participants: readonly string[]; kinds: readonly string[] };

/** What a participant owes to oversight, which is never itself (design 5). */
export const dueFrom = ({ alliance, code }: Pick<Self, 'alliance' | 'code'>): Due => ({
  participants: alliance.profile.oversight.participants.filter((one) => one !== code),
  kinds: alliance.profile.oversight.due,
});

/** Whether a participant is owed the envelope of each record of a kind, whatever its marking; never its content (I1). */
export const isDue = ({ profile }: Pick<Alliance, 'profile'>, kind: string, to: string): boolean =>
  profile.oversight.participants.includes(to) && profile.oversight.due.includes(kind);

/**
 * The marking of what a node tells of itself: the narrowest label under which its content may still be released to oversight,
 * should it be asked for.
 */
export function accountMarking({ markings, releasePolicy }: Alliance['profile']): { tlp: string; base: string } {
  const open = narrowestFirst.find(
    (label) => markings.tlp.includes(label) && releasePolicy[label].includes('oversight'),
  );
  const base = markings.base.find((one) => one === 'unclassified') ?? markings.base[0] ?? '';
  return { tlp: open ?? markings.tlp[0] ?? '', base };
}

const narrowestFirst = ['RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR'] as const;

/** Kinds of content, never what the exchange itself is made of: releases, recalls, receipts, accounts and oversight's own records. */
const caseKind = z
  .string()
  .max(60)
  .regex(
    /^(?!gate\.|audit\.|oversight\.|leaf\.)[a-z][a-z-]{1,31}\.[a-z][a-z-]{1,31}$/,
    'not a kind that can be suspended',
  );
const defending = /^(officer|assignment|approval|case)\./;
/**
 * Whether a kind can be suspended. By those of officers, assignments, approvals and cases a participant defends itself: it dismisses a thief,
 * ends what opens a case to him, confirms or lets lapse. What arrives may name them, as programs of before let oversight do; it has no effect.
 */
export const isCaseKind = (kind: string): boolean => caseKind.safeParse(kind).success && !defending.test(kind);

const caseKinds = z
  .array(caseKind)
  .min(1)
  .max(50)
  .refine((kinds) => new Set(kinds).size === kinds.length, 'a kind is named twice');
const reason = z.string().trim().min(1).max(1_000);

/** Body of `oversight.suspension`: until then nothing of these kinds is sealed or applied where it arrived (SG-18). */
export const suspensionSchema = z.strictObject({ kinds: caseKinds, until: instantSchema, reason });
export type Suspension = z.infer<typeof suspensionSchema>;

/** Body of `POST /api/suspensions`. */
export const suspendRequestSchema = suspensionSchema.extend({
  kinds: caseKinds.refine((kinds) => kinds.every(isCaseKind), 'not a kind that can be suspended'),
});

/** Body of `oversight.lift`: ends what the same participant suspended before of these kinds. */
export const liftSchema = z.strictObject({ kinds: caseKinds, reason });
export type Lift = z.infer<typeof liftSchema>;

/** One row of `GET /api/suspensions`. `by` is the oversight participant, `to` whom it told. */
export const suspensionRowSchema = z
  .strictObject({
    ref: refSchema,
    kind: z.string(),
    by: z.string(),
    to: z.string(),
    at: z.date(),
    until: z.date(),
    liftedAt: z.date().nullable(),
    standing: z.boolean(),
  })
  .meta({ id: 'Suspension' });
export type SuspensionRow = z.infer<typeof suspensionRowSchema>;

/**
 * One row of `GET /api/oversight`: of one kind, what one participant owes to one oversight participant. At oversight's node
 * `given` is what came; at the one that owes, what has a place in oversight's feed.
 */
export const dueRowSchema = z
  .strictObject({
    from: z.string(),
    to: z.string(),
    kind: z.string(),
    owed: z.int().nullable(),
    given: z.int(),
    newestAt: z.date().nullable(),
  })
  .meta({ id: 'Due' });
export type DueRow = z.infer<typeof dueRowSchema>;
