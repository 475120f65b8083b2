import type { StixValue } from '@tamga/stix';
import { findSpokenOf, readTakenAlong, toStix } from '#features/hypotheses/actions.ts';
import type { JudgeTaking } from '#features/hypotheses/actions.ts';
import type { Viewer } from '#features/officers/model.ts';
import { openEnvelope } from '#features/records/actions.ts';
import { readSuspended } from '#features/oversight/actions/read-suspended.ts';
import { TamgaError } from '#platform/errors.ts';
import { batchesOf } from '../batches.ts';
import type { Refusal } from '../model.ts';
import { judgeExport, judgePurpose, toUse } from '../rules.ts';
import * as selected from '../select-store.ts';
import type { Taker } from '#features/receipts/actions.ts';
import type { ExportDeps } from './plan-export.ts';
import { readCounted } from './take-out.ts';

/**
 * What of hypotheses goes along: the objects that they are about, and how many records that is; and the objects of which something, or all,
 * stays behind.
 */
type PlannedSaid = {
  about: ReadonlySet<string>;
  untold: ReadonlySet<string>;
  records: number;
  refused: (Refusal & { kind: string })[];
  stays: SaidStaying[];
};

/** A record held about an object that stays; `purpose`: the one it was given for, where that is why. */
type SaidStaying = { ref: string; kind: string; code: string; purpose: string | null };

/** The same as a plan has it; `isAsked`: whether hypotheses were to go along at all. */
export type ToldSaid = Omit<PlannedSaid, 'refused' | 'stays'> & { isAsked: boolean };

/** The most that one export reads of what is held about all its objects: records with content, bytes of their bodies, and time. */
export const saidLimits = { maxRecords: 20_000, maxBytes: 64 * 1024 * 1024, maxMs: 60_000 };

/** Who takes it out, and what for. */
export type Taking = { viewer: Viewer; purpose: string };

/**
 * What is held about these objects, as far as an export may hold it (decision 0040), and as much of it as one export reads: of what comes
 * after nothing goes, each object named, for what was not read may speak against the rest. Errors: too-large.
 */
export async function planSaid(
  deps: ExportDeps,
  taking: Taking,
  objectIds: readonly string[],
  limits: typeof saidLimits = saidLimits,
): Promise<PlannedSaid> {
  const spoken = await findSpokenOf(deps.db, objectIds);
  const purposeOf = new Map<string, string | null>();
  const judge = judgeBy(deps, taking, await readSuspended(deps.db, deps), purposeOf);
  const stays = new Map<string, SaidStaying>();
  const about = new Set<string>();
  const untold = new Set<string>();
  const refused: PlannedSaid['refused'] = [];
  const spent = { records: 0, bytes: 0, since: deps.now().getTime() };
  let records = 0;
  for (const [n, object] of spoken.entries()) {
    const full = findFull(spent, deps.now().getTime(), limits);
    if (full !== undefined) {
      const left = spoken.slice(n);
      for (const one of left) untold.add(one);
      refused.push(...left.map((one) => refuseUnread(one, { read: n, all: spoken.length, full })));
      break;
    }
    const along = await readTakenAlong(deps, object, taking.viewer, judge);
    refused.push(...along.refused);
    for (const one of along.stays)
      stays.set(one.ref, { ...one, purpose: one.code === 'SG-11' ? (purposeOf.get(one.ref) ?? null) : null });
    if (along.refused.length + along.stays.length > 0) untold.add(object);
    records += along.records.length;
    spent.records += along.read.records;
    spent.bytes += along.read.bytes;
    if (along.records.length > 0) about.add(object);
  }
  return { about, untold, records, refused, stays: [...stays.values()] };
}

/** Which limit is reached; undefined while there is room. */
function findFull(
  { records, bytes, since }: { records: number; bytes: number; since: number },
  now: number,
  { maxRecords, maxBytes, maxMs }: typeof saidLimits,
): string | undefined {
  if (records >= maxRecords) return `${maxRecords} records`;
  if (bytes >= maxBytes) return `${maxBytes} bytes`;
  return now - since >= maxMs ? `${maxMs / 1000} s` : undefined;
}

const refuseUnread = (
  object: string,
  { read, all, full }: { read: number; all: number; full: string },
): Refusal & { kind: string } => ({
  ref: object,
  kind: 'hypothesis.statement',
  code: 'SG-26',
  why:
    `what is held about ${object} was not read: of ${all} objects with hypotheses ${read} fill the ${full} of one export. ` +
    'Choose fewer objects, or leave the hypotheses out (hypotheses=false, --no-hypotheses)',
});

const attempts = 5;

/**
 * What is held about one object as STIX, each of its records counted as exported. What was recalled while it was read is in it no more:
 * it is read anew then, since what speaks against a hypothesis goes with it or it does not go. Errors: conflict.
 */
export async function takeSaid(
  deps: ExportDeps,
  officer: Taker,
  object: string,
  { purpose, viewer }: Taking,
): Promise<StixValue[]> {
  for (let left = attempts; left > 0; left--) {
    const judge = judgeBy(deps, { viewer, purpose }, await readSuspended(deps.db, deps));
    const { records, board } = await readTakenAlong(deps, object, viewer, judge);
    let counted = 0;
    for (const batch of batchesOf(records))
      counted += (await readCounted(deps, officer, batch, { format: 'stix', purpose, viewer })).length;
    if (counted === records.length) return toStix(board, deps.self.alliance.id);
  }
  throw new TamgaError('conflict', `what is held about ${object} changes too fast to be exported: try again`);
}

const judgeBy =
  (
    { db, self }: ExportDeps,
    { viewer, purpose }: Taking,
    suspended: ReadonlySet<string>,
    purposeOf = new Map<string, string | null>(),
  ): JudgeTaking =>
  async (said) => {
    const useOf = new Map(said.map(({ id, jws }) => [id, toUse(openEnvelope(jws))]));
    for (const { id, ref } of said) purposeOf.set(ref, useOf.get(id)?.purpose ?? null);
    const rows = await selected.readSelected(db, [...useOf.keys()], viewer);
    return new Map(
      rows.map((row) => {
        const verdict = judgeExport(row, viewer, self.code, suspended, row.kind);
        const use = useOf.get(row.id);
        return [row.id, verdict.ok && use ? judgePurpose(row.ref, use, purpose, self.code) : verdict];
      }),
    );
  };
