import { z } from 'zod';
import { json, requestAll, requestNothing } from '#web/http.ts';

const itemSchema = z.object({
  kind: z.enum(['proposal', 'task', 'quarantine']),
  id: z.string(),
  code: z.string(),
  record: z.string().nullable(),
  title: z.string().nullable(),
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
export const handOver = ({ kind, id }: Named, body: { to: string; note: string }) =>
  requestNothing(`/api/inbox/${kind}/${id}/hand-over`, json('PUT', body));
