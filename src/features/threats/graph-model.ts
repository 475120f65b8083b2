import { z } from 'zod';

/** At most two steps away, at most five on a path: what lies further says nothing any more. */
export const maxDepth = 2;
export const maxPathLength = 5;

const list = (max: number) =>
  z
    .string()
    .min(1)
    .max(1000)
    .refine((text) => text.split(',').length <= max, `more than ${max} of them`)
    .exactOptional();

/** How `GET /api/threats/:id/neighbours` is narrowed. */
export const neighboursFilterSchema = z.strictObject({
  depth: z
    .enum(['1', '2'])
    .meta({ type: 'integer', minimum: 1, maximum: maxDepth, description: 'How many steps away; by default 1.' })
    .exactOptional(),
  type: list(20).meta({ description: 'Types of neighbours, with commas. Steps between may be of any type.' }),
  relation: list(20).meta({
    description: 'What is followed, with commas: relationship types, and names of members such as `object_refs`.',
  }),
});
export type NeighboursFilter = z.infer<typeof neighboursFilterSchema>;

/** `next` of the page before. */
export const placeSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,1000}$/, 'not a place in a list')
  .exactOptional();

/** The id of an object in a path or a query. */
export const objectIdSchema = z.string().min(1).max(300);

export const pathsQuerySchema = z.strictObject({
  to: objectIdSchema.meta({ description: 'The other end.' }),
  length: z
    .string()
    .regex(/^[1-5]$/, 'a whole number from 1 to 5')
    .meta({
      type: 'integer',
      minimum: 1,
      maximum: maxPathLength,
      description: 'The longest path to look for, in steps.',
    })
    .exactOptional(),
});
export type PathsQuery = z.infer<typeof pathsQuerySchema>;

/** An object as the graph tells it. `here`: this node holds a version that it may read; otherwise only others refer to it. */
export const graphNodeSchema = z
  .strictObject({
    id: z.string(),
    type: z.string(),
    name: z.string().nullable(),
    revoked: z.boolean(),
    here: z.boolean(),
  })
  .meta({ id: 'GraphNode' });
export type GraphNode = z.infer<typeof graphNodeSchema>;

/**
 * What one record says about two objects. `by`: the object that says so, a relationship or one of the two. `revoked`: the newest
 * version of what says so is.
 */
export const graphLinkSchema = z
  .strictObject({
    from: z.string(),
    to: z.string(),
    relation: z.string(),
    by: z.string(),
    ref: z.string(),
    author: z.string(),
    revoked: z.boolean(),
    /** Where it attributes: the sentence that says whose hypothesis it is (SG-26). */
    held: z.string().nullable(),
  })
  .meta({ id: 'GraphLink' });
export type GraphLink = z.infer<typeof graphLinkSchema>;

/** `via`: of what is two steps away, one of the objects between. `links`: with the object, or with `via`; at most ten. */
const neighbourSchema = graphNodeSchema
  .extend({
    steps: z.union([z.literal(1), z.literal(2)]),
    via: graphNodeSchema.nullable(),
    links: z.array(graphLinkSchema),
  })
  .meta({ id: 'Neighbour' });
export type Neighbour = z.infer<typeof neighbourSchema>;

const relationCountSchema = z.strictObject({
  relation: z.string(),
  direction: z.enum(['out', 'in']),
  count: z.number(),
});

/** `GET /api/threats/:id/neighbours`. */
export const neighboursSchema = z
  .strictObject({
    object: graphNodeSchema,
    depth: z.union([z.literal(1), z.literal(2)]),
    items: z.array(neighbourSchema),
    next: z.string().nullable(),
    /** How many neighbours there are of each type, whatever types were asked for. */
    types: z.array(z.strictObject({ type: z.string(), count: z.number() })),
    /** How many direct neighbours there are by each relation; `out`: the object refers to them. */
    relations: z.array(relationCountSchema),
    /** False: there are more than were looked at, and the counts are least counts. */
    complete: z.boolean(),
  })
  .meta({ id: 'Neighbours' });
export type Neighbours = z.infer<typeof neighboursSchema>;

/** `GET /api/threats/:id/paths`. */
export const pathsSchema = z
  .strictObject({
    from: graphNodeSchema,
    to: graphNodeSchema,
    /** Steps of the shortest paths; null when none was found. */
    length: z.number().nullable(),
    /** The ids along each, from end to end. */
    paths: z.array(z.array(z.string())),
    /** There are more of that length than are told. */
    more: z.boolean(),
    /** False: the search gave up where too much lies on the way. A shorter path, or one at all, may have been missed. */
    complete: z.boolean(),
    /** The longest path that was looked for. */
    searched: z.number(),
    nodes: z.array(graphNodeSchema),
    links: z.array(graphLinkSchema),
  })
  .meta({ id: 'Paths' });
export type Paths = z.infer<typeof pathsSchema>;
