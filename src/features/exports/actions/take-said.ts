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

/** What of hypotheses goes along: the objects that they are about, and how many records that is. */
export type PlannedSaid = { about: readonly string[]; records: number; refused: (Refusal & { kind: string })[] };

/** Who takes it out, and what for. */
export type Taking = { viewer: Viewer; purpose: string };

/** What is held about these objects, as far as an export may hold it (decision 0040). Errors: too-large. */
export async function planSaid(deps: ExportDeps, taking: Taking, objectIds: readonly string[]): Promise<PlannedSaid> {
  const spoken = await findSpokenOf(deps.db, objectIds);
  const judge = judgeBy(deps, taking, await readSuspended(deps.db, deps));
  const about: string[] = [];
  const refused: PlannedSaid['refused'] = [];
  let records = 0;
  for (const object of spoken) {
    const along = await readTakenAlong(deps, object, taking.viewer, judge);
    refused.push(...along.refused);
    records += along.records.length;
    if (along.records.length > 0) about.push(object);
  }
  return { about, records, refused };
}

const attempts = 5;

/**
 * What is held about one object as STIX, each of its records counted as exported. What was recalled while it was read is in it no more:
 * it is read anew then, since what speaks against a hypothesis goes with it or it does not go. Errors: conflict.
 */
export async function takeSaid(
  deps: ExportDeps,
  officer: Taker,
  object: string,
  purpose: string,
): Promise<StixValue[]> {
  const viewer: Viewer = { content: true, authority: officer.authority };
  for (let left = attempts; left > 0; left--) {
    const judge = judgeBy(deps, { viewer, purpose }, await readSuspended(deps.db, deps));
    const { records, board } = await readTakenAlong(deps, object, viewer, judge);
    let counted = 0;
    for (const batch of batchesOf(records))
      counted += (await readCounted(deps, officer, batch, { format: 'stix', purpose })).length;
    if (counted === records.length) return toStix(board, deps.self.alliance.id);
  }
  throw new TamgaError('conflict', `what is held about ${object} changes too fast to be exported: try again`);
}

const judgeBy =
  ({ db, self }: ExportDeps, { viewer, purpose }: Taking, suspended: ReadonlySet<string>): JudgeTaking =>
  async (said) => {
    const useOf = new Map(said.map(({ id, jws }) => [id, toUse(openEnvelope(jws))]));
    const rows = await selected.readSelected(db, [...useOf.keys()]);
    return new Map(
      rows.map((row) => {
        const verdict = judgeExport(row, viewer, self.code, suspended, row.kind);
        const use = useOf.get(row.id);
        return [row.id, verdict.ok && use ? judgePurpose(row.ref, use, purpose, self.code) : verdict];
      }),
    );
  };
