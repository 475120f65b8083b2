import type { Tx } from '#platform/db/db.ts';
import { storableText } from '#platform/db/text.ts';
import { decryptBody } from './at-rest.ts';
import { readSuspended } from '#features/oversight/actions/read-suspended.ts';
import type { Deps, Known, Projected, SealedRecord, Verdict } from './model.ts';
import { readAppointments } from '#features/officers/actions/read-appointments.ts';
import type { Act, Approval } from '#features/approvals/model.ts';
import { judgeAlone, judgeApprovals, judgeFounding } from '#features/approvals/actions.ts';
import { isPutIntoForce, readAlone, readEmergencies } from './emergencies.ts';
import { judgeEnvelope, judgeMembership, judgeReplacement, needsOf } from './rules.ts';
import { approvalsOf, kidOfSeal, openEnvelope, readBody } from './seal.ts';
import * as store from './store.ts';

// The steps of the one path that own and received records share.

/** What is judged: bytes that are sealed, or that wait for their approvals. */
export type Judged = Pick<SealedRecord, 'envelope' | 'body' | 'content'>;

/** The verdict of the rules for all, of the record's own kind, and on who approved it. Pure apart from the kind table. */
export function judge(record: SealedRecord, known: Known, deps: Pick<Deps, 'kinds' | 'now'>): Verdict {
  const verdict = judgeUnapproved(record, known, deps);
  return verdict.ok ? judgeApproved(record, known, deps) : verdict;
}

function judgeApproved(
  { envelope, jws, body, content }: SealedRecord,
  known: Known,
  deps: Pick<Deps, 'kinds'>,
): Verdict {
  const approvals = approvalsOf(jws);
  const kind = deps.kinds.get(envelope.kind);
  const own = approvals.some(({ appointment }) => appointment === envelope.ref);
  if (own) {
    const founding = judgeFounding(envelope, kidOfSeal(jws.slice(0, jws.indexOf('.'))), approvals, known);
    if (!founding.ok) return founding;
  }
  const act = kind?.confirms ? known.emergencies.get(envelope.about?.[0] ?? '') : undefined;
  const appointments = own && body !== null ? (kind?.appoints?.(content, envelope) ?? []) : known.appointments;
  const approved = judgeApprovals({
    envelope,
    approvals,
    rule: act?.missing ?? kind?.approval,
    earlier: act?.approvals ?? [],
    known: appointments,
    isDemo: known.alliance.profile.demo === true,
    isEnvelopeAlone: body === null,
  });
  const isOwn = envelope.author.split('/', 1)[0] === known.self;
  return approved.ok ? judgeAlone(envelope, known.alone.get(envelope.ref) ?? [], isOwn) : approved;
}

/** As `judge`, of what is not sealed yet and nobody approved. */
export function judgeUnapproved(record: Judged, known: Known, deps: Pick<Deps, 'kinds' | 'now'>): Verdict {
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
export async function gatherKnown(tx: Tx, deps: Deps, records: readonly (Judged & { jws?: string })[]): Promise<Known> {
  const refs = new Set<string>();
  const officers = new Set<string>();
  const confirmed = new Set<string>();
  const originals = new Set<string>();
  const alone = new Map<string, Act[]>();
  for (const record of records) {
    for (const ref of needsOfRecord(record)) refs.add(ref);
    for (const { officer } of approvalsIn(record)) officers.add(officer);
    if (record.jws !== undefined && isPutIntoForce(record.envelope, record.jws, deps))
      alone.set(record.envelope.ref, await readAlone(tx, deps, record.envelope));
    const kind = deps.kinds.get(record.envelope.kind);
    if (kind?.belongs) for (const ref of record.envelope.about ?? []) originals.add(ref);
    if (kind?.confirms) for (const ref of record.envelope.about ?? []) confirmed.add(ref);
    const body = kind?.asksAbout && kind.schema.safeParse(record.content);
    if (body?.success) for (const ref of kind?.asksAbout?.(body.data, record.envelope) ?? []) refs.add(ref);
  }
  const { alliance, code: self } = deps.self;
  return {
    alliance,
    self,
    records: await store.readKnown(tx, refs),
    purposes: new Map(
      (await store.readSealed(tx, [...originals])).map(({ ref, jws }) => [ref, openEnvelope(jws).purpose]),
    ),
    suspended: await readSuspended(tx, deps),
    emergencies: await readEmergencies(tx, deps, [...confirmed]),
    alone,
    ...(await readAppointments(tx, [...officers])),
  };
}

const approvalsIn = ({ jws }: { jws?: string }): Approval[] => (jws === undefined ? [] : approvalsOf(jws));

/** What must be here before a record can be applied: what it speaks about, and what appointed the officers who approved it. */
export const needsOfRecord = ({ envelope, jws }: Pick<Judged, 'envelope'> & { jws?: string }): string[] => [
  ...new Set([
    ...needsOf(envelope),
    ...approvalsIn(jws === undefined ? {} : { jws })
      .map(({ appointment }) => appointment)
      .filter((ref) => ref !== envelope.ref),
  ]),
];

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
