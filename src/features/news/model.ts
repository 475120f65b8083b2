import { z } from 'zod';

/** `GET /api/news`: what others' officers wrote and arrived here since the officer last looked. `atLeast`: it was not counted to its end. */
export const newsSchema = z.strictObject({ count: z.int(), atLeast: z.boolean() }).meta({ id: 'News' });
export type News = z.infer<typeof newsSchema>;
