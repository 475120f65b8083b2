import { z } from 'zod';
import { json, request } from '#web/http.ts';

/** What the release and recall forms need to know of a record; the rest of the answer is not theirs. */
const recordSchema = z.object({
  ref: z.string(),
  kind: z.string(),
  title: z.string().nullable(),
  disturbing: z.boolean(),
  marking: z.object({ tlp: z.string(), base: z.string() }).nullable(),
  destroyed: z.boolean(),
  recipients: z.array(
    z.object({ to: z.string(), ok: z.boolean(), code: z.string().nullable(), why: z.string().nullable() }),
  ),
  releases: z.array(z.object({ to: z.string(), at: z.string(), recalledAt: z.string().nullable() })),
});

const importSchema = z.object({
  id: z.string(),
  name: z.string(),
  items: z.array(z.object({ outcome: z.string(), ref: z.string().nullable() })),
});

type RecordView = z.infer<typeof recordSchema>;

/** What is to be released or recalled: one record, or all that an import run made. */
export type Target = {
  what: { records: string[] } | { import: string };
  name: string;
  count: number;
  marking: RecordView['marking'];
  destroyed: boolean;
  recipients: RecordView['recipients'];
  releases: RecordView['releases'];
};

const pathOf = (ref: string): `/api/${string}` => `/api/records/${ref.split('/').map(encodeURIComponent).join('/')}`;

export async function fetchRecordTarget(ref: string): Promise<Target> {
  const { kind, title, disturbing, ...record } = await request(recordSchema, pathOf(ref));
  return { ...record, what: { records: [ref] }, name: disturbing ? kind : (title ?? kind), count: 1 };
}

/** All records of a run are sealed with the same labels and released together, so one of them answers for all. */
export async function fetchImportTarget(id: string): Promise<Target> {
  const run = await request(importSchema, `/api/imports/${encodeURIComponent(id)}`);
  const made = run.items.filter(
    (item) => item.ref !== null && ['added', 'new-version', 'revoked'].includes(item.outcome),
  );
  const common = { what: { import: id }, name: run.name, count: made.length };
  const first = made[0]?.ref;
  if (!first) return { ...common, marking: null, destroyed: false, recipients: [], releases: [] };
  const { marking, destroyed, recipients, releases } = await request(recordSchema, pathOf(first));
  return { ...common, marking, destroyed, recipients, releases };
}

const doneSchema = z.array(
  z.object({ to: z.string(), refs: z.array(z.string()), count: z.number(), mayLack: z.array(z.string()).default([]) }),
);
export type Done = z.infer<typeof doneSchema>;

const plannedSchema = z.object({
  ref: z.string(),
  kind: z.string(),
  title: z.string().nullable(),
  disturbing: z.boolean(),
  marking: z.object({ tlp: z.string(), base: z.string() }).nullable(),
  because: z.string().nullable(),
});
const previewSchema = z.object({
  to: z.string(),
  ok: z.boolean(),
  code: z.string().nullable(),
  why: z.string().nullable(),
  count: z.number(),
  already: z.number(),
  records: z.array(plannedSchema),
  along: z.array(plannedSchema),
  alongCount: z.number(),
  markings: z.array(z.object({ tlp: z.string(), base: z.string(), count: z.number() })),
  mayLack: z.array(z.string()),
});
export type ReleasePreview = z.infer<typeof previewSchema>;

const recallPreviewSchema = z.object({
  to: z.string(),
  along: z.array(plannedSchema),
  alongCount: z.number(),
});
export type RecallPreview = z.infer<typeof recallPreviewSchema>;

/** What else would go with what is recalled; nothing is. */
export async function previewRecall(target: Target, to: readonly string[]): Promise<RecallPreview[]> {
  const answer = await request(
    z.object({ recalls: z.array(recallPreviewSchema) }),
    '/api/recalls/preview',
    json('POST', { ...target.what, to }),
  );
  return answer.recalls;
}

/** Who would get exactly what, as the node says; nothing is released. */
export async function previewRelease(target: Target, to: readonly string[]): Promise<ReleasePreview[]> {
  const answer = await request(
    z.object({ releases: z.array(previewSchema) }),
    '/api/releases/preview',
    json('POST', { ...target.what, to }),
  );
  return answer.releases;
}

export async function release(target: Target, to: readonly string[]): Promise<Done> {
  const answer = await request(
    z.object({ releases: doneSchema }),
    '/api/releases',
    json('POST', { ...target.what, to }),
  );
  return answer.releases;
}

export async function recall(target: Target, to: readonly string[], reason: string): Promise<Done> {
  const answer = await request(
    z.object({ recalls: doneSchema }),
    '/api/recalls',
    json('POST', { ...target.what, to, reason }),
  );
  return answer.recalls;
}
