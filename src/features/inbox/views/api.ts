import { z } from 'zod';
import { json, request, requestAll, requestNothing } from '#web/http.ts';

const itemSchema = z.object({
  kind: z.enum(['proposal', 'emergency', 'task', 'quarantine', 'note', 'call', 'contact', 'request', 'answer']),
  id: z.string(),
  code: z.string(),
  record: z.string().nullable(),
  recordKind: z.string().nullable(),
  title: z.string().nullable(),
  disturbing: z.boolean(),
  since: z.string(),
  due: z.string().nullable(),
  escalatesAt: z.string().nullable(),
  state: z.enum(['open', 'escalated', 'overdue']),
  takenBy: z.string().nullable(),
  handedBy: z.string().nullable(),
  note: z.string().nullable(),
});
export type InboxItem = z.infer<typeof itemSchema>;
type Named = Pick<InboxItem, 'kind' | 'id'>;

export const fetchInbox = () => requestAll(itemSchema, '/api/inbox');
export const takeItem = ({ kind, id }: Named) => requestNothing(`/api/inbox/${kind}/${id}/taken`, { method: 'PUT' });
export const giveBack = ({ kind, id }: Named) => requestNothing(`/api/inbox/${kind}/${id}/taken`, { method: 'DELETE' });
const takingSchema = z.object({
  kind: z.string(),
  item: z.string(),
  officer: z.string().nullable(),
  by: z.string(),
  note: z.string().nullable(),
  at: z.string(),
});
export type Taking = z.infer<typeof takingSchema>;
/** The newest of them. */
export const fetchTakings = () =>
  request(z.object({ items: z.array(takingSchema), next: z.string().nullable() }), '/api/inbox/takings?limit=50');
export const handOver = ({ kind, id }: Named, body: { to: string; note: string }) =>
  requestNothing(`/api/inbox/${kind}/${id}/hand-over`, json('PUT', body));

const deputySchema = z.object({ officer: z.string(), deputy: z.string(), firstDay: z.string(), lastDay: z.string() });
export const fetchDeputies = () => requestAll(deputySchema, '/api/inbox/deputies');
export const setDeputy = (body: { deputy: string; firstDay: string; lastDay: string }) =>
  requestNothing('/api/inbox/deputies/own', json('PUT', body));
export const removeDeputy = () => requestNothing('/api/inbox/deputies/own', { method: 'DELETE' });
