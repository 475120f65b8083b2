import { z } from 'zod';

/** How many; `atLeast`: no more were looked at. */
const figureSchema = z.strictObject({ count: z.int(), atLeast: z.boolean() });
export type Figure = z.infer<typeof figureSchema>;

/** `GET /api/home`: what changed at this node since a day ago, and what comes up within the next one. Counts alone: nothing here is content. */
export const homeSchema = z
  .strictObject({
    since: z.date(),
    /** The last day of `expiring`. */
    keptTo: z.iso.date(),
    /** Records of others that came and were accepted. */
    arrived: figureSchema,
    /** Records that this node wrote. */
    written: figureSchema,
    /** Records of objects that came or were written, whatever became of them. */
    objects: figureSchema,
    /** Records that came and wait for others, or were set aside for an officer; whenever they came. */
    waiting: figureSchema,
    setAside: figureSchema,
    /** Lines of others that were refused. */
    refused: figureSchema,
    /** Alarms that were raised. */
    alarms: figureSchema,
    /** What needs the officer within a day, and what of it is late already. */
    due: figureSchema,
    overdue: figureSchema,
    /** Records whose content is kept for seven days more at most. */
    expiring: figureSchema,
  })
  .meta({ id: 'Home' });
export type Home = z.infer<typeof homeSchema>;
