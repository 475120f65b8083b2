import { z } from 'zod';
import { officerIdSchema } from './model.ts';
import type { Power } from './model.ts';

/**
 * What a token lets a program do in its officer's name, as far as the officer's role may: a closed list, and no scope approves, releases,
 * recalls, appoints, or makes another token.
 */
export const scopes = ['read', 'export', 'import', 'propose', 'submit'] as const;
export type Scope = (typeof scopes)[number];

/** What a role must be able to do for a scope to be of any use to it. */
export const powerOfScope: Record<Scope, Power> = {
  read: 'see-records',
  export: 'export',
  import: 'act',
  propose: 'approve',
  submit: 'act',
};

export const maxTokenDays = 90;
export const maxTokens = 10;
/** How often a token asks within a minute at most. */
export const maxAskedPerMinute = 300;

export const makeTokenSchema = z.strictObject({
  /** For whoever looks at the list: which program has it. */
  name: z.string().trim().min(1).max(60),
  scopes: z.array(z.enum(scopes)).min(1).max(scopes.length),
  /** For how many days it counts. */
  days: z.int().min(1).max(maxTokenDays),
});
export type MakeToken = z.infer<typeof makeTokenSchema>;

export const tokenStates = ['live', 'ended', 'expired', 'renewed'] as const;

/** `renewed`: the officer was appointed anew since, which ends the tokens of before. */
export const tokenRowSchema = z
  .strictObject({
    id: z.uuid(),
    officer: officerIdSchema,
    name: z.string(),
    scopes: z.array(z.enum(scopes)),
    madeAt: z.date(),
    expiresAt: z.date(),
    /** The minute in which it asked last. */
    usedAt: z.date().nullable(),
    endedAt: z.date().nullable(),
    endedBy: officerIdSchema.nullable(),
    state: z.enum(tokenStates),
  })
  .meta({ id: 'ApiToken' });
export type TokenRow = z.infer<typeof tokenRowSchema>;

export const madeTokenSchema = z
  .strictObject({
    id: z.uuid(),
    /** Shown here and never again. */
    token: z.string(),
    expiresAt: z.date(),
  })
  .meta({ id: 'MadeToken' });
export type MadeToken = z.infer<typeof madeTokenSchema>;
