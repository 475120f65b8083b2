import { readIncident } from '#features/incidents/actions.ts';
import { viewerOf } from '#features/officers/actions.ts';
import type { Session } from '#features/officers/model.ts';
import type { RecordSummary } from '#features/records/actions/read-detail.ts';
import { TamgaError } from '#platform/errors.ts';
import type { Case } from '../case-model.ts';
import { byUrgency, foldNext } from '../next-rules.ts';
import { foldTimeline, parentOf, stepsOfCase } from '../timeline-rules.ts';
import { maxThread, readRoot, readSealed, readThread } from '../thread-store.ts';
import { aroundOf, gather, toFact } from './gather.ts';
import type { CaseDeps } from './gather.ts';

export type CaseRead = Case & { records: RecordSummary[] };

/** As many steps as a page of a case shows. */
const mostSteps = 200;

/**
 * All that this node was told of a case, whichever record of it is asked about: its thread, what happened when, who has what, what waits
 * and until when. Errors: not-found.
 */
export async function readCase(deps: CaseDeps, session: Session, asked: string): Promise<CaseRead> {
  const ref = await readRoot(deps.db, asked);
  const rows = await readThread(deps.db, ref);
  if (!rows.some((one) => one.ref === ref)) throw new TamgaError('not-found', `no record ${asked} here`);
  const facts = rows.slice(0, maxThread).map(toFact);
  const root = facts.find((one) => one.ref === ref)!;
  const thread = [root, ...facts.filter((one) => one !== root)];
  const refs = thread.map((one) => one.ref);
  const { subjects, releases, proposals, summaries } = await gather(deps, session, thread, refs);
  const control = releases.flatMap((one) => [one.ref, one.recallRef ?? [], one.receipts.map((r) => r.ref)].flat());
  const sealed = (await readSealed(deps.db, [...new Set(control)])).map(toFact);
  const around = aroundOf(deps, session);
  const steps = subjects.flatMap((subject) => foldNext(subject, around)).toSorted(byUrgency);
  const known = new Set(refs);
  const byRef = new Map(summaries.map((one) => [one.ref, one]));
  const viewer = viewerOf(session);
  const isIncident = root.kind === 'incident.report' && viewer.content;
  return {
    ref,
    more: rows.length > maxThread,
    incident: isIncident ? await readIncident(deps, ref, viewer) : null,
    thread: thread.map((one) => ({ ref: one.ref, parent: parentOf(one, ref, known) })),
    events: foldTimeline(thread, releases, new Map(sealed.map((one) => [one.ref, one]))),
    releases: releases.map(({ recallRef: _, ...rest }) => rest),
    waiting: proposals,
    steps: stepsOfCase(steps, ref).slice(0, mostSteps),
    records: refs.flatMap((one) => byRef.get(one) ?? []),
  };
}
