import { z } from 'zod';

export const roles = ['case-officer', 'auditor', 'node-admin'] as const;
export type Role = (typeof roles)[number];

/** A person acting for an authority; outside the node only the role-bound number is seen. */
export const officerSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9]{1,7}\/[a-z][a-z0-9-]{0,23}\/o-\d{1,6}$/),
  name: z.string().min(1).max(120),
  role: z.enum(roles),
  authority: z.string().max(40),
});
export type Officer = z.infer<typeof officerSchema>;
export const officersSchema = z.array(officerSchema).min(1).max(1_000);

/** Who is asking, and how far the session reaches. */
export type Session = { officer: Officer; demo: boolean };

/** Who reads: whether the role sees content at all, and for which authority. */
export type Viewer = { content: boolean; authority: string };

/** What every route behind sign-in finds in its context. */
export type SessionEnv = {
  Variables: {
    session: Session;
    /** Refs of what was read, where the address does not say. */ read?: readonly string[];
  };
};
