import { z } from 'zod';
import { sortQuery, threatQuerySchema, threatSorts } from '#features/threats/model.ts';

/** So many selections one officer keeps. */
export const maxSelections = 100;

const nameSchema = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\u0000-\u001f\u007f-\u009f]*$/, 'control characters');

/** How the table shows what is found: pages know the names of their columns, and leave out those that they do not. */
const columnsSchema = z.array(z.string().regex(/^[a-z]{1,20}$/)).max(20);

/** Body of `POST /api/selections`: a question under a name. `shared`: all officers of the authority see it. */
export const newSelectionSchema = z.strictObject({
  name: nameSchema,
  query: threatQuerySchema,
  shared: z.boolean().default(false),
  sort: sortQuery,
  columns: columnsSchema.exactOptional(),
});
export type NewSelection = z.infer<typeof newSelectionSchema>;

/** Body of `PUT /api/selections/:id`: what is to be otherwise. */
export const selectionChangeSchema = z.strictObject({
  name: nameSchema.exactOptional(),
  query: threatQuerySchema.exactOptional(),
  shared: z.boolean().exactOptional(),
  /** Null: in no order of its own. */
  sort: z.enum(threatSorts).nullable().exactOptional(),
  /** Null: as each who looks has them. */
  columns: columnsSchema.nullable().exactOptional(),
  /** The one with which the officer begins: one of them at most. */
  first: z.boolean().exactOptional(),
});
export type SelectionChange = z.infer<typeof selectionChangeSchema>;

/** One row of `GET /api/selections`. `own`: the asker saved it, and may change it. */
export const selectionSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    query: threatQuerySchema,
    sort: z.enum(threatSorts).nullable(),
    columns: columnsSchema.nullable(),
    /** Of the asker's own: the list of objects begins with it. */
    first: z.boolean(),
    shared: z.boolean(),
    officer: z.string(),
    own: z.boolean(),
    changedAt: z.date(),
  })
  .meta({ id: 'Selection' });
export type Selection = z.infer<typeof selectionSchema>;
