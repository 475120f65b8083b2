import type { Viewer } from '#features/officers/model.ts';
import type { Deps, Verdict } from '#features/records/model.ts';
import type { Db } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { foldBoard } from './board-rules.ts';
import type { FoldedBoard } from './board-rules.ts';
import { chooseSaid } from './export-rules.ts';
import type { Refusal, Staying } from './export-rules.ts';
import { isKind, readSaid } from './read-board.ts';
import type { Said } from './model.ts';
import * as store from './store.ts';

/** The most objects with hypotheses of one export. */
const maxBoards = 1_000;

/** Those of these objects of which somebody holds something. Errors: too-large. */
export async function findSpokenOf(db: Db, objectIds: readonly string[]): Promise<string[]> {
  const found = await store.findSpokenOf(db, objectIds, maxBoards + 1);
  if (found.length > maxBoards)
    throw new TamgaError(
      'too-large',
      `hypotheses about more than ${maxBoards} objects: choose fewer objects, or leave the hypotheses out (hypotheses=false, --no-hypotheses)`,
    );
  return found;
}

/** How many records are held about these objects. */
export const countSaid = (db: Db, objectIds: readonly string[]): Promise<number> => store.countSaid(db, objectIds);

/** Whether each of these records may be taken out, by its outer facts. */
export type JudgeTaking = (
  rows: readonly Pick<store.SaidRow, 'id' | 'ref' | 'jws'>[],
) => Promise<ReadonlyMap<number, Verdict>>;

export type TakenAlong = {
  records: { id: number; ref: string; bytes: number }[];
  /** How much was read for it. */
  read: { records: number; bytes: number };
  refused: (Refusal & { kind: string })[];
  stays: Staying[];
  board: FoldedBoard;
};

/** What is held about an object, as far as an export may hold it: with what speaks against it, or not (decision 0040). */
export async function readTakenAlong(
  deps: Pick<Deps, 'db' | 'self'>,
  object: string,
  viewer: Viewer,
  judge: JudgeTaking,
): Promise<TakenAlong> {
  const held = await store.readSaid(deps.db, object, viewer);
  const read = { records: held.rows.length, bytes: held.rows.reduce((sum, { body }) => sum + (body?.length ?? 0), 0) };
  // Of what was not read nobody knows whether it speaks against the rest; against what this participant holds only what hangs together with it.
  const rows = held.cut ? held.rows.filter(({ isNear }) => isNear && !held.cutNear) : held.rows;
  const unread = held.cut ? (held.rows.find((one) => !rows.includes(one)) ?? held.rows[0]) : undefined;
  const verdicts = await judge(rows);
  const opened = rows.flatMap((row) => {
    if (!isKind(row.kind)) return [];
    const said = readSaid(row, viewer, deps);
    const record = {
      ...row,
      kind: row.kind,
      isAgainst: isAgainst(said),
      blocked: blockOf(row.ref, verdicts.get(row.id), said),
    };
    return [{ row, said, record }];
  });
  const { taken, refused, stays } = chooseSaid(opened.map(({ record }) => record));
  const kindOf = new Map(rows.map(({ ref, kind }) => [ref, kind]));
  const kept = opened.filter(({ row }) => taken.has(row.ref));
  return {
    records: kept.map(({ row: { id, ref, body } }) => ({ id, ref, bytes: body?.length ?? 0 })),
    read,
    refused: [
      ...(unread ? [{ ref: unread.ref, kind: unread.kind, code: 'SG-26', why: unreadWhy(object) }] : []),
      ...refused.map((one) => ({ ...one, kind: kindOf.get(one.ref) ?? '' })),
    ],
    stays,
    board: foldBoard(
      object,
      kept.flatMap(({ said }) => said ?? []),
    ),
  };
}

const unreadWhy = (object: string): string =>
  `more is held about ${object} than one export takes along, and what speaks against it may be missing`;

const isAgainst = (said: Said | undefined): boolean =>
  said?.kind !== 'hypothesis.evidence' || said.content.direction === 'against';

function blockOf(ref: string, verdict: Verdict | undefined, said: Said | undefined): Refusal | null {
  if (verdict?.ok === false) return { ref, code: verdict.code, why: verdict.why };
  const why = `the content of ${ref} cannot be opened here`;
  return verdict === undefined || said === undefined ? { ref, code: 'no-key', why } : null;
}
