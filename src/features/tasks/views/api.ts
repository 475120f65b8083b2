import { z } from 'zod';
import { requestAll, requestNothing } from '#web/http.ts';

const taskSchema = z.object({
  id: z.number(),
  code: z.enum([
    'source-recalled',
    'source-replaced',
    'source-disowned',
    'exported-recalled',
    'case-referred',
    'authority-ended',
    'leaf-demand',
    'demand-overdue',
    'opening-wrong',
    'finding',
  ]),
  record: z.string(),
  kind: z.string(),
  title: z.string().nullable(),
  disturbing: z.boolean(),
  about: z.string(),
  cause: z.string(),
  openedAt: z.string(),
  closedAt: z.string().nullable(),
  closedBy: z.string().nullable(),
  note: z.string().nullable(),
  exports: z.array(z.object({ officer: z.string(), place: z.string(), count: z.number(), last: z.string() })),
});
export type Task = z.infer<typeof taskSchema>;

export const fetchTasks = (closed: boolean) => requestAll(taskSchema, `/api/tasks?closed=${closed}`);

export const closeTask = (id: number, note: string) =>
  requestNothing(`/api/tasks/${id}/close`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ note }),
  });
