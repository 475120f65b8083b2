import { z } from 'zod';
import { query, requestAll } from '#web/http.ts';

const figureSchema = z.object({
  figure: z.enum(['refused', 'emergency', 'read']),
  code: z.string(),
  participant: z.string(),
  month: z.string(),
  count: z.number(),
  records: z.number(),
});
export type FigureRow = z.infer<typeof figureSchema>;
export type Named = Pick<FigureRow, 'figure' | 'code' | 'participant' | 'month'>;

const countedSchema = z.object({ ref: z.string(), at: z.string(), count: z.number() });
export type CountedRow = z.infer<typeof countedSchema>;

export const fetchFigures = () => requestAll(figureSchema, '/api/figures');
export const fetchCounted = ({ figure, code, participant, month }: Named) =>
  requestAll(countedSchema, `/api/figures/records${query({ figure, code, participant, month })}`);
