import { z } from 'zod';
import { json, request, requestAll, requestNothing } from '#web/http.ts';

const shiftSchema = z.object({ id: z.string(), officer: z.string(), startsAt: z.string(), endsAt: z.string() });
export type Shift = z.infer<typeof shiftSchema>;

const watchSchema = z.object({
  authority: z.string(),
  timeZone: z.string(),
  onDuty: z.array(shiftSchema),
  takenOver: z.object({ officer: z.string(), at: z.string() }).nullable(),
  next: shiftSchema.nullable(),
  gaps: z.array(z.object({ startsAt: z.string(), endsAt: z.string() })),
  openNotes: z.number(),
  overdueTests: z.number(),
});
export type Watch = z.infer<typeof watchSchema>;

const noteSchema = z.object({
  id: z.string(),
  officer: z.string(),
  to: z.string().nullable(),
  text: z.string().nullable(),
  writtenAt: z.string(),
  takenBy: z.string().nullable(),
  takenAt: z.string().nullable(),
});
export type Note = z.infer<typeof noteSchema>;

const callSchema = z.object({
  id: z.string(),
  officer: z.string(),
  at: z.string(),
  direction: z.enum(['in', 'out']),
  party: z.string(),
  urgent: z.boolean(),
  text: z.string().nullable(),
  due: z.string().nullable(),
  record: z.string().nullable(),
});
export type Call = z.infer<typeof callSchema>;

const contactSchema = z.object({
  participant: z.string(),
  contact: z.string(),
  authority: z.string(),
  name: z.string(),
  names: z.record(z.string(), z.string()),
  hours: z.string(),
  languages: z.array(z.string()),
  telephone: z.string().nullable(),
  email: z.string().nullable(),
  last: z
    .object({ officer: z.string(), at: z.string(), answered: z.boolean(), note: z.string().nullable() })
    .nullable(),
  due: z.string().nullable(),
  state: z.enum(['tested', 'unanswered', 'overdue']),
});
export type ContactPoint = z.infer<typeof contactSchema>;

const lastPage = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });

export const fetchWatch = () => request(watchSchema, '/api/watch');
export const fetchShifts = () => requestAll(shiftSchema, '/api/watch/shifts');
/** The newest; older ones are told by the command line. */
export const fetchNotes = () => request(lastPage(noteSchema), '/api/watch/notes?limit=20');
export const fetchCalls = () => request(lastPage(callSchema), '/api/watch/calls?limit=20');
export const fetchContacts = () => requestAll(contactSchema, '/api/watch/contacts');

export const planShift = (shift: { officer: string; day: string; from: string; to: string }) =>
  requestNothing('/api/watch/shifts', json('POST', shift));
export const cancelShift = (id: string) =>
  requestNothing(`/api/watch/shifts/${encodeURIComponent(id)}`, { method: 'DELETE' });
export const writeNote = (note: { text: string; to?: string }) =>
  requestNothing('/api/watch/notes', json('POST', note));
export const takeOver = (id: string) =>
  requestNothing(`/api/watch/notes/${encodeURIComponent(id)}/taken`, { method: 'PUT' });
export const noteCall = (call: { direction: string; party: string; urgent: boolean; text: string }) =>
  requestNothing('/api/watch/calls', json('POST', call));
export const noteTest = (
  participant: string,
  contact: string,
  test: { way: string; answered: boolean; note?: string },
) =>
  requestNothing(
    `/api/watch/contacts/${encodeURIComponent(participant)}/${encodeURIComponent(contact)}/test`,
    json('PUT', test),
  );
