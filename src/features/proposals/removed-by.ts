import { decryptBody, readBody } from '#features/records/actions.ts';
import type { AnyKind, Deps } from '#features/records/model.ts';
import type { ProposalRow } from './store.ts';

/** Whom a proposal takes out of office. */
export function removedBy({ self }: Pick<Deps, 'self'>, { removes }: AnyKind, row: ProposalRow): readonly string[] {
  if (!removes || row.state !== 'open') return [];
  const opened = decryptBody({ ...row, readers: null }, self);
  return opened.ok ? removes(readBody(opened.body)) : [];
}
