import { z } from 'zod';
import { threatQuerySchema } from './model.ts';

/** `GET /api/threats/all/matrix`. `references`: relationships, reports and others that name it; `sightings` among them. */
const techniqueSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  revoked: z.boolean(),
  references: z.int(),
  sightings: z.int(),
});

/** Of each kill chain its phases, and of each phase the techniques that say they belong to it. */
export const matrixSchema = z
  .strictObject({
    chains: z.array(
      z.strictObject({
        chain: z.string(),
        tactics: z.array(z.strictObject({ phase: z.string(), techniques: z.array(techniqueSchema) })),
      }),
    ),
    /** False: there are more techniques than were looked at. */
    complete: z.boolean(),
  })
  .meta({ id: 'ThreatMatrix' });
export type ThreatMatrix = z.infer<typeof matrixSchema>;

/** By which time objects are counted: when the version was made, or when it was observed. */
export const timelineQuerySchema = threatQuerySchema.extend({ by: z.enum(['modified', 'seen']).exactOptional() });

/** `GET /api/threats/all/timeline`: how many of the objects that fit fall into each span, the oldest first; empty spans between them have nought. */
export const timelineSchema = z
  .strictObject({
    unit: z.enum(['day', 'month', 'year']),
    spans: z.array(z.strictObject({ from: z.iso.date(), to: z.iso.date(), count: z.int() })),
    /** Objects that fit and say no such time. */
    without: z.int(),
  })
  .meta({ id: 'ThreatTimeline' });
export type ThreatTimeline = z.infer<typeof timelineSchema>;
