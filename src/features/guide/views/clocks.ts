import { z } from 'zod';
import { query, request } from '#web/http.ts';

/** Something that runs out: who has to do something by then, or what lapses. */
export type Clock = {
  what: 'emergency' | 'proposal' | 'task' | 'quarantine';
  id: string;
  code: string;
  record: string | null;
  due: string;
};

const pageOf = <T>(item: z.ZodType<T>) => z.object({ items: z.array(item) });
const itemSchema = z.object({
  kind: z.string(),
  id: z.string(),
  code: z.string(),
  record: z.string().nullable(),
  due: z.string().nullable(),
});
const recordSchema = z.object({
  ref: z.string(),
  kind: z.string(),
  emergency: z.object({ state: z.string(), until: z.string() }).nullable(),
});

/** What runs out next stands first. */
export async function fetchClocks(authority: string): Promise<Clock[]> {
  const own = query({ author: authority, verdict: 'own', kind: 'warning.issue', limit: 50 });
  const [inbox, records] = await Promise.all([
    request(pageOf(itemSchema), '/api/inbox?limit=50'),
    request(pageOf(recordSchema), `/api/records${own}`),
  ]);
  const due = inbox.items.flatMap(({ kind, id, code, record, due: at }): Clock[] =>
    at === null || !isKnown(kind) ? [] : [{ what: kind, id, code, record, due: at }],
  );
  const lapsing = records.items.flatMap(({ ref, kind, emergency }): Clock[] =>
    emergency?.state === 'in-force'
      ? [{ what: 'emergency', id: ref, code: kind, record: ref, due: emergency.until }]
      : [],
  );
  return [...due, ...lapsing].toSorted((a, b) => a.due.localeCompare(b.due));
}

const isKnown = (kind: string): kind is Clock['what'] => ['proposal', 'task', 'quarantine'].includes(kind);
