import { z } from 'zod';

export type { KeyFile } from '#features/alliance/model.ts';

/** A private key in the node's folder, without its secret. */
export const keyFileSchema = z.strictObject({
  file: z.string(),
  kid: z.string(),
  use: z.enum(['record', 'log', 'witness', 'transport', 'wrap', 'tls']).nullable(),
  authority: z.string().nullable(),
  state: z.enum(['current', 'former', 'overlap', 'unnamed']),
  from: z.int().nullable(),
  to: z.int().nullable(),
});

/** One row of `GET /api/keys`. `holds`: what is still encrypted to a former wrap key and lies here; null for other keys. */
export const keyViewSchema = keyFileSchema
  .extend({ holds: z.strictObject({ bodies: z.int(), unopened: z.int() }).nullable() })
  .meta({ id: 'Key' });
export type KeyView = z.infer<typeof keyViewSchema>;
