import { z } from 'zod';
import { json, request } from '#web/http.ts';

const quarantineSchema = z.object({
  id: z.number(),
  gate: z.enum(['draft', 'arrival']),
  source: z.string(),
  name: z.string().nullable(),
  run: z.string().nullable(),
  officer: z.string().nullable(),
  persons: z.number(),
  firstAt: z.string(),
  lastAt: z.string(),
  decision: z.enum(['released', 'discarded']).nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  reason: z.string().nullable(),
});
export type Quarantine = z.infer<typeof quarantineSchema>;

export const fetchQuarantines = (decided: boolean) =>
  request(z.object({ items: z.array(quarantineSchema) }), `/api/quarantine?decided=${decided}`);

export const decideQuarantine = ({ id, persons }: Quarantine, decision: 'released' | 'discarded', reason: string) =>
  request(z.object({ ref: z.string() }), `/api/quarantine/${id}`, json('POST', { decision, reason, persons }));
