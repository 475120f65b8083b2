import { decryptBody, readBody } from '#features/records/actions.ts';
import type { Companion, Deps } from '#features/records/model.ts';
import type { Tx } from '#platform/db/db.ts';
import { evidenceSchema } from './model.ts';
import * as store from './store.ts';

/**
 * What of this participant's goes wherever these records go (SG-26): findings against a hypothesis, dissents from an assessment,
 * withdrawals; and earlier versions, what an assessment weighs and the object of a statement, without which it cannot be applied. Of findings the bodies are opened, for their
 * direction stands in no row; one that cannot be opened goes along, since nobody can say that it does not speak against.
 */
export async function findCompanions(tx: Tx, refs: readonly string[], deps: Deps): Promise<Companion[]> {
  const rows = await store.readBelonging(tx, refs);
  return rows
    .filter((row) => row.isWhole || row.kind !== 'hypothesis.evidence' || speaksAgainst(row, deps))
    .map(({ ref }) => ({ ref, code: 'SG-26' }));
}

function speaksAgainst(row: store.SaidRow, { self }: Pick<Deps, 'self'>): boolean {
  const opened = decryptBody(row, self);
  const read = opened.ok ? evidenceSchema.safeParse(readBody(opened.body)) : undefined;
  return read?.data?.direction !== 'for' && read?.data?.direction !== 'neutral';
}
