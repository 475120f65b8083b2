import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { request } from './http.ts';
import { links } from './links.ts';
import { refreshMs } from './queries.ts';

export const stepSchema = z.object({
  act: z.enum([
    'approve',
    'confirm',
    'task',
    'correct',
    'write',
    'answer',
    'translate',
    'release',
    'recall',
    'hold',
    'lift-hold',
    'receipt',
  ]),
  record: z.string(),
  kind: z.string().nullable(),
  as: z.enum(['case', 'about', 'replaces', 'body']).nullable(),
  case: z.string().nullable(),
  who: z.array(z.string()),
  roles: z.array(z.array(z.string())),
  clock: z.string().nullable(),
  since: z.string().nullable(),
  due: z.string().nullable(),
  timeZone: z.string().nullable(),
  state: z.enum(['open', 'overdue', 'done', 'late']),
  done: z.array(z.string()),
  doneAt: z.string().nullable(),
  id: z.string().nullable(),
  notMine: z.enum(['participant', 'authority', 'node', 'role', 'officer', 'assignment']).nullable(),
});
export type Step = z.infer<typeof stepSchema>;

const nextSchema = z.object({ of: z.string(), steps: z.array(stepSchema) });

const fetchNext = (ref: string) =>
  request(nextSchema, `/api/cases/${ref.split('/').map(encodeURIComponent).join('/')}/next`);

/** The case that a record about this one continues; null where there is none. */
export const fetchCaseOf = async (ref: string): Promise<string | null> =>
  (await fetchNext(ref)).steps.find(({ act }) => act === 'answer')?.case ?? null;

/** What the node says may be done next of a record; asked anew as often as the record itself. */
export const useNext = (ref: string) =>
  useQuery({
    queryKey: ['records', 'next', ref],
    queryFn: () => fetchNext(ref),
    refetchInterval: 2 * refreshMs,
  });

/** Whether the officer may do it now. */
export const isMine = ({ notMine, state }: Step): boolean =>
  notMine === null && (state === 'open' || state === 'overdue');

/** The page on which a step is done; null where it is done on the record's own, or by no page. */
export function pageOf({ act, record, kind, as, case: ofCase, id }: Step): string | null {
  const page = links.record(record);
  const inCase = { case: ofCase ?? undefined };
  switch (act) {
    case 'approve':
      return links.proposal(id ?? '');
    case 'task':
      return links.tasks();
    case 'correct':
      return links.newRecord({ kind: kind ?? undefined, ...inCase, replaces: record });
    case 'write':
      if (as === 'case') return links.newRecord({ kind: kind ?? undefined, ...inCase });
      return as === 'about' ? links.newRecord({ kind: kind ?? undefined, ...inCase, about: record }) : null;
    case 'answer':
      return links.newRecord({ about: record, ...inCase });
    case 'translate':
      return links.translate(page);
    case 'release':
      return links.release(page);
    case 'recall':
      return links.recall(page);
    case 'hold':
      return links.hold(page);
    case 'confirm':
    case 'lift-hold':
    case 'receipt':
      return null;
  }
}
