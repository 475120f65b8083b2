import { z } from 'zod';
import { json, request, requestAll, requestNothing } from '#web/http.ts';

const coverWords = ['desk', 'case', 'inquiry'] as const;
const assignmentSchema = z.object({
  ref: z.string(),
  officer: z.string(),
  giver: z.string(),
  covers: z.enum(coverWords),
  subject: z.string().nullable(),
  purpose: z.string(),
  since: z.string(),
  until: z.string(),
  reason: z.string(),
  state: z.enum(['coming', 'open', 'ended', 'over']),
  endedBy: z.string().nullable(),
  endReason: z.string().nullable(),
});
export type AssignmentRow = z.infer<typeof assignmentSchema>;

const requestSchema = z.object({
  id: z.number(),
  officer: z.string(),
  covers: z.enum(coverWords),
  subject: z.string().nullable(),
  purpose: z.string(),
  reason: z.string(),
  at: z.string(),
  state: z.enum(['open', 'given', 'refused', 'taken-back']),
  answeredBy: z.string().nullable(),
  answer: z.string().nullable(),
});
export type RequestRow = z.infer<typeof requestSchema>;

const ownSchema = z.object({
  desks: z.array(z.string()),
  cases: z.array(z.object({ case: z.string(), purpose: z.string() })),
  inquiries: z.array(z.string()),
  byOperator: z.boolean(),
});
export type OwnCover = z.infer<typeof ownSchema>;

export const fetchAssignments = (all: boolean) =>
  requestAll(assignmentSchema, `/api/assignments?state=${all ? 'all' : 'open'}`);
export const fetchRequests = () => requestAll(requestSchema, '/api/assignments/requests?state=all');
export const fetchOwnCover = () => request(ownSchema, '/api/assignments/own');

/** What an assignment covers, as the API takes it: a desk names no record. */
export const coverOf = ({ covers, subject, purpose }: { covers: string; subject: string; purpose: string }) => ({
  covers,
  purpose,
  ...(covers === 'desk' ? {} : { subject: subject.trim() }),
});
type Covered = ReturnType<typeof coverOf>;

const made = z.object({ ref: z.string() });
export const giveAssignment = (body: Covered & { officers: string[]; lastDay: string; reason: string }) =>
  request(made, '/api/assignments', json('POST', body));
export const endAssignment = (ref: string, body: { officers: string[]; reason: string }) =>
  request(made, `/api/assignments/${ref}/end`, json('POST', body));
export const askAssignment = (body: Covered & { reason: string }) =>
  request(z.object({ id: z.number() }), '/api/assignments/requests', json('POST', body));
export const refuseRequest = (id: number, reason: string) =>
  requestNothing(`/api/assignments/requests/${id}/refuse`, json('POST', { reason }));
export const dropRequest = (id: number) => requestNothing(`/api/assignments/requests/${id}`, { method: 'DELETE' });
