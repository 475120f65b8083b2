import { decryptBody, mayRead, openEnvelope, readBody } from '#features/records/actions.ts';
import type { Viewer } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import { readRemarks } from '#features/threats/actions.ts';
import { toPage } from '#platform/http/page.ts';
import type { Page, PageAsked } from '#platform/http/page.ts';
import { foldBoard, sayHeld } from './board-rules.ts';
import {
  assessmentSchema,
  dissentSchema,
  evidenceSchema,
  hypothesisKinds,
  opinionSchema,
  statementSchema,
  withdrawalSchema,
} from './model.ts';
import type { Board, Listed } from './board-model.ts';
import type { HypothesisKind, Said } from './model.ts';
import * as store from './store.ts';

const schemas = {
  'hypothesis.statement': statementSchema,
  'hypothesis.evidence': evidenceSchema,
  'hypothesis.opinion': opinionSchema,
  'hypothesis.assessment': assessmentSchema,
  'hypothesis.dissent': dissentSchema,
  'hypothesis.withdrawal': withdrawalSchema,
} as const;

export const isKind = (kind: string): kind is HypothesisKind => hypothesisKinds.some((one) => one === kind);

/** A stored record as what it says; undefined where it cannot be opened or is not for this reader. */
export function readSaid(row: store.SaidRow, viewer: Viewer, { self }: Pick<Deps, 'self'>): Said | undefined {
  const { kind, ref, author, about, replaces } = row;
  if (!isKind(kind) || !mayRead(viewer, row.readers)) return undefined;
  const opened = decryptBody(row, self);
  const read = opened.ok ? schemas[kind].safeParse(readBody(opened.body)) : undefined;
  if (!read?.success) return undefined;
  const { marking = null } = openEnvelope(row.jws);
  // The kind chose the schema, which the type system cannot follow through a table.
  return { ref, kind, author, about, replaces, marking, at: row.at.toISOString(), content: read.data } as Said;
}

/** All that was said about an object, as this node was told and this viewer may know; and the refs of what was read for it. */
export async function readBoard(
  deps: Pick<Deps, 'db' | 'self'>,
  object: string,
  viewer: Viewer,
): Promise<{ board: Board; refs: string[] }> {
  const { rows, cut } = await store.readSaid(deps.db, object, viewer);
  const said = rows.flatMap((row) => readSaid(row, viewer, deps) ?? []);
  const { name, remarks, cut: remarksCut, refs } = await readRemarks(deps, object, viewer);
  const folded = foldBoard(object, said);
  const board = { ...folded, name, remarks, remarksCut, withheld: rows.length - said.length, cut };
  return { board, refs: [...new Set([...said.map(({ ref }) => ref), ...refs])] };
}

/** Hypotheses that are here, the newest first, each as one sentence that names its author. */
export async function listHypotheses(
  deps: Pick<Deps, 'db' | 'self'>,
  asked: PageAsked,
  viewer: Viewer,
): Promise<Page<Listed>> {
  const rows = await store.listStatements(deps.db, asked, viewer);
  const { items, next } = toPage(
    rows.map((row) => ({ ...row, cursor: row.id })),
    asked,
  );
  const listed = items.flatMap((row): Listed[] => {
    const said = readSaid(row, viewer, deps);
    if (said?.kind !== 'hypothesis.statement') return [];
    const { ref, author, at, content } = said;
    return [{ ref, author, at, object: content.object, held: sayHeld(author, content) }];
  });
  return { items: listed, next };
}
