import { compareVersions } from '@tamga/stix';
import type { Viewer } from '#features/officers/model.ts';
import { readSuspended } from '#features/oversight/actions/read-suspended.ts';
import type { Deps } from '#features/records/model.ts';
import { countSaid } from '#features/hypotheses/actions.ts';
import { findRemarksOn, findVersions } from '#features/threats/actions.ts';
import { rowsAtOnce } from '../batches.ts';
import { findSelected } from '../find-selected.ts';
import type { Blocked, ExportOptions, Refusal, Selection } from '../model.ts';
import { exportLimits, Planner, tooLarge } from '../planner.ts';
import type { Candidate, PlannedObject } from '../planner.ts';
import { planSaid } from './take-said.ts';
import type { ToldSaid } from './take-said.ts';

export type ExportDeps = Pick<Deps, 'db' | 'self' | 'now' | 'randomBytes' | 'kinds'>;

export type Plan = {
  objects: readonly PlannedObject[];
  references: number;
  /** How many of the objects remark on what attributes, and how many attribute: those leave with a note that says whose hypothesis it is. */
  remarks: number;
  attributions: number;
  said: ToldSaid;
  /** Records held about the objects that stay, since some of them were given for other purposes. */
  otherPurpose: { records: number; purposes: readonly string[] };
  /** Records held about the objects that were not to go along. */
  notTaken: number;
  bytes: number;
  refusedCount: number;
  /** The first of those that may not be exported. */
  refused: readonly Refusal[];
  blocked: readonly Blocked[];
  /** What it is taken out for, and by whom. */
  purpose: string;
  viewer: Viewer;
};

/**
 * What an export would hold. Every body is opened once and none is kept: so what may not be taken out, or cannot be read, is known
 * before the first byte leaves. Errors: not-found, too-large, refused SG-13.
 */
export async function planExport(
  deps: ExportDeps,
  viewer: Viewer,
  selection: Selection,
  options: ExportOptions,
): Promise<Plan> {
  const { maxObjects, maxBytes } = exportLimits;
  const { purpose } = options;
  const planner = new Planner(deps, { viewer, suspended: await readSuspended(deps.db, deps), purpose });
  const found = await findSelected(deps.db, selection, options, maxObjects + 1, viewer);
  await planner.add(found);
  const chosen = chooseVersions(planner.candidates, options.versions);
  const references = options.references ? await addReferences(planner, deps, viewer) : [];
  const remarks = options.hypotheses ? await addRemarks(planner, deps, viewer, [...chosen, ...references]) : [];
  const all = [...chosen, ...references, ...remarks];
  const objects = all.map(({ id, ref, key, bytes: size }) => ({ id, ref, key, bytes: size }));
  const bytes = objects.reduce((sum, one) => sum + one.bytes, 0);
  if (bytes > maxBytes) throw tooLarge(`${bytes} bytes; ${maxBytes} is the most of one export`);
  // What is held about what an object attributes is held about the attribution.
  const named = all.flatMap(({ objectId, attributed }) => [objectId, ...attributed]);
  const ids = [...new Set(named)];
  const planned = await planSaid(deps, { viewer, purpose }, options.hypotheses ? ids : []);
  const { refused: unsaid, stays, ...told } = planned;
  for (const { kind, ...refusal } of unsaid) planner.refuse(refusal, kind);
  for (const { kind, code } of stays) planner.block(code, kind);
  const purposes = [...new Set(stays.flatMap((one) => one.purpose ?? []))].toSorted();
  const { refused, refusedCount, blocked } = planner;
  return {
    objects,
    references: references.length,
    remarks: remarks.length,
    attributions: all.filter(({ attributed }) => attributed.length > 0).length,
    said: { ...told, isAsked: options.hypotheses },
    otherPurpose: { records: stays.length, purposes },
    notTaken: options.hypotheses ? 0 : await countSaid(deps.db, ids),
    bytes,
    refused,
    refusedCount,
    blocked,
    purpose,
    viewer,
  };
}

/**
 * One record for each version of an object, this participant's own before another's; or one version only: the newest of its own, or else
 * of whose records of the object came first. What was named by its ref stays.
 */
function chooseVersions(candidates: readonly Candidate[], versions: ExportOptions['versions']): Candidate[] {
  const best = new Map<string, Candidate>();
  const firstHere = new Map<string, number>();
  const whose = ({ objectId, participant }: Candidate): string => `${objectId} ${participant}`;
  for (const one of candidates) firstHere.set(whose(one), Math.min(one.id, firstHere.get(whose(one)) ?? one.id));
  const isBetter = (one: Candidate, than: Candidate): boolean => {
    if (one.own !== than.own) return one.own;
    if (one.participant !== than.participant) return firstHere.get(whose(one))! < firstHere.get(whose(than))!;
    return compareVersions(one.version, than.version) > 0;
  };
  for (const one of candidates) {
    const key = versions === 'all' ? `${one.objectId} ${one.version}` : one.objectId;
    const before = best.get(key);
    if (before === undefined || isBetter(one, before)) best.set(key, one);
  }
  const chosen = new Set(best.values());
  const versionsTaken = new Set([...chosen].map(({ objectId, version }) => `${objectId} ${version}`));
  return candidates.filter(
    (one) => chosen.has(one) || (one.named && !versionsTaken.has(`${one.objectId} ${one.version}`)),
  );
}

/** Versions of what the objects rest on, chosen alike, and of what these rest on; never persons, whom nobody named. */
async function addReferences(planner: Planner, { db }: ExportDeps, viewer: Viewer): Promise<Candidate[]> {
  const start = planner.candidates.length;
  const asked = new Set<string>();
  for (;;) {
    const ids = [...planner.wanted].filter((id) => !planner.held.has(id) && !asked.has(id)).slice(0, rowsAtOnce);
    if (ids.length === 0) return chooseVersions(planner.candidates.slice(start), 'newest');
    for (const id of ids) asked.add(id);
    const held = (await findVersions(db, ids, 'newest', viewer)).filter(({ isPerson }) => !isPerson);
    await planner.add(held.map(({ recordId }) => ({ id: recordId, named: false, persons: false })));
  }
}

/** The newest versions of the opinions and notes that were imported about what attributes: nobody's attribution leaves without what others said of it. */
async function addRemarks(
  planner: Planner,
  { db }: ExportDeps,
  viewer: Viewer,
  on: readonly Candidate[],
): Promise<Candidate[]> {
  const start = planner.candidates.length;
  const ids = on.filter(({ attributed }) => attributed.length > 0).map(({ objectId }) => objectId);
  const found = await findRemarksOn(db, [...new Set(ids)], exportLimits.maxObjects + 1, viewer);
  await planner.add(found.map((id) => ({ id, named: false, persons: false, isRemark: true })));
  const present = new Set(on.map(({ objectId }) => objectId));
  return chooseVersions(planner.candidates.slice(start), 'newest').filter(({ objectId }) => !present.has(objectId));
}
