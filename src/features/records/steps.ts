import type { Tx } from '#platform/db/db.ts';
import { storableText } from '#platform/db/text.ts';
import { decryptBody } from './at-rest.ts';
import { readSuspended } from '#features/oversight/actions/read-suspended.ts';
import type { Deps, Known, Projected, SealedRecord, Verdict } from './model.ts';
import { judgeEnvelope, judgeMembership, judgeReplacement, needsOf } from './rules.ts';
import { openEnvelope, readBody } from './seal.ts';
import * as store from './store.ts';

// The steps of the one path that own and received records share.

/** The verdict of the record's own kind and of the rules for all. Pure apart from the kind table. */
export function judge(record: SealedRecord, known: Known, deps: Pick<Deps, 'kinds' | 'now'>): Verdict {
  const kind = deps.kinds.get(record.envelope.kind);
  const general = judgeEnvelope(record.envelope, kind, known);
  if (!general.ok || !kind) return general;
  if (known.suspended.has(kind.kind))
    return { ok: false, code: 'suspended', why: `oversight has suspended cases of the type ${kind.kind}` };
  const membership = judgeMembership(record.envelope, known, deps.now());
  if (!membership.ok) return membership;
  const replacement = judgeReplacement(record.envelope, known);
  if (!replacement.ok) return replacement;
  if (record.body === null) return { ok: true };
  const body = kind.schema.safeParse(record.content);
  if (!body.success) {
    const issue = body.error.issues[0];
    return {
      ok: false,
      code: 'body',
      // The path and the kind of fault, no more: a message may quote the body, and this outlives a recall.
      why: `${issue?.path.join('.') || 'body'}: ${issue?.code ?? 'malformed'}`.slice(0, 300),
    };
  }
  return kind.judge?.({ envelope: record.envelope, body: body.data }, known, deps.now()) ?? { ok: true };
}

/** What rules may know about these records: the alliance, and the outer facts of the records they name. */
export async function gatherKnown(tx: Tx, deps: Deps, records: readonly SealedRecord[]): Promise<Known> {
  const refs = new Set<string>();
  for (const record of records) {
    for (const ref of needsOf(record.envelope)) refs.add(ref);
    const kind = deps.kinds.get(record.envelope.kind);
    const body = kind?.asksAbout && kind.schema.safeParse(record.content);
    if (body?.success) for (const ref of kind?.asksAbout?.(body.data, record.envelope) ?? []) refs.add(ref);
  }
  const { alliance, code: self } = deps.self;
  return { alliance, self, records: await store.readKnown(tx, refs), suspended: await readSuspended(tx, deps) };
}

/** Runs each kind's projection once for all its records. */
export async function projectRecords(tx: Tx, deps: Deps, records: readonly Projected<unknown>[]): Promise<void> {
  const byKind = Map.groupBy(records, (record) => record.envelope.kind);
  for (const [kind, group] of byKind) await deps.kinds.get(kind)?.project?.(tx, group, deps);
}

/** A recall ends the releases before it and no later one: the kinds take turns as they did in life. */
export async function projectRuns(tx: Tx, deps: Deps, records: readonly Projected<unknown>[]): Promise<void> {
  let run: Projected<unknown>[] = [];
  for (const record of records) {
    if (run.length > 0 && run[0]?.envelope.kind !== record.envelope.kind) {
      await projectRecords(tx, deps, run);
      run = [];
    }
    run.push(record);
  }
  await projectRecords(tx, deps, run);
}

export const toProjected = (record: SealedRecord, id: number): Projected<unknown> => ({
  id,
  digest: record.digest,
  envelope: record.envelope,
  // What one authority alone may read is written to no projection: those are read by all.
  content: record.body === null || (record.readers ?? null) !== null ? null : record.content,
});

/** A stored record without its content. */
export const toSkeleton = ({ id, digest, jws }: store.RecordRow): Projected<unknown> => ({
  id,
  digest,
  envelope: openEnvelope(jws),
  content: null,
});

/**
 * A stored record read back: its seal held when it was stored, so only the payload is read. A body that cannot be opened
 * here is told in the program's log, and read as one that is not there.
 */
export function readStored(row: store.RecordRow, deps: Pick<Deps, 'self' | 'logger'>): SealedRecord {
  const { jws, digest, readers } = row;
  const outer = { jws, digest, envelope: openEnvelope(jws), readers };
  const opened = decryptBody(row, deps.self);
  if (opened.ok) return { ...outer, body: opened.body, bodyKey: opened.bodyKey, content: readBody(opened.body) };
  if (opened.code !== 'destroyed') deps.logger.error('body-unopened', { ref: row.ref, code: opened.code });
  return { ...outer, body: null, bodyKey: null, content: null };
}

/** The title as it may be stored: none for a confidential kind, and none of what one authority alone may read. */
export function titleOf(record: SealedRecord, deps: Pick<Deps, 'kinds'>): string | null {
  if ((record.readers ?? null) !== null || deps.kinds.get(record.envelope.kind)?.confidential) return null;
  return record.body === null ? null : showTitle(record.envelope.kind, record.content, deps);
}

/** The title that a list shows; its own kind makes it of the body. */
export function showTitle(kind: string, content: unknown, deps: Pick<Deps, 'kinds'>): string | null {
  const title = deps.kinds.get(kind)?.title?.(content);
  return title == null ? null : storableText(title.slice(0, 200));
}
