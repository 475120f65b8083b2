import { z } from 'zod';
import { graphNodeSchema, neighboursFilterSchema } from './graph-model.ts';

/** So many objects, and lines between them, one picture has at most. */
export const mostNodes = 5_000;
export const mostLines = 20_000;

export const exploreQuerySchema = neighboursFilterSchema;

/** What one object says of two that are in the picture: `from` and `to` are places in `nodes`. */
const lineSchema = z.strictObject({
  from: z.int(),
  to: z.int(),
  relation: z.string(),
  author: z.string(),
  revoked: z.boolean(),
  /** Where it attributes: the sentence that says whose hypothesis it is (SG-26). */
  held: z.string().nullable(),
});

/** `GET /api/threats/:id/graph`: an object and what stands around it, with every line between any two of them. The first is the object. */
export const exploredSchema = z
  .strictObject({
    nodes: z.array(graphNodeSchema.extend({ steps: z.int(), via: z.int().nullable() })),
    lines: z.array(lineSchema),
    /** False: there is more than this. */
    complete: z.boolean(),
  })
  .meta({ id: 'Explored' });
export type Explored = z.infer<typeof exploredSchema>;
