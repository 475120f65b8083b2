import { z } from 'zod';

const text = z.string().min(1).max(8_000);

/** A warning to operators: what is affected, what to do. Nothing in it acts on anybody's systems (SG-15). */
export const warningSchema = z.strictObject({
  title: z.string().min(1).max(200),
  number: z.int().min(1).max(1_000),
  severity: z.enum(['low', 'medium', 'high', 'critical']),
  products: z.array(z.string().min(1).max(200)).max(50),
  summary: text,
  mitigation: text,
  disturbing: z
    .boolean()
    .meta({ description: 'Its text weighs on who reads it: it is folded until it is asked for.' })
    .exactOptional(),
});
