import type { Tx } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import type { Deps } from '#features/records/model.ts';
import type { OversightCode, RecordCode, SourceCode } from './model.ts';
import type { Viewer } from '#features/officers/model.ts';
import * as store from './store.ts';

export { countDerived, listTasks, readOpenTasks, readRecordsOf } from './store.ts';

/** Asks officers to look at what was made from these records of others (design 7). */
export const openTasks = (
  tx: Tx,
  deps: Pick<Deps, 'self' | 'now'>,
  code: SourceCode,
  causes: readonly store.Cause[],
): Promise<void> => store.insertTasks(tx, code, causes, deps.self.code, deps.now());

/** Asks the officers who exported these records, which were taken back, to get back what they took out. */
export const openExportTasks = (tx: Tx, deps: Pick<Deps, 'now'>, causes: readonly (store.Cause & { id: number })[]) =>
  openRecordTasks(tx, deps, 'exported-recalled', causes);

/** Asks officers to look at these records because of their cause. */
export const openRecordTasks = (
  tx: Tx,
  deps: Pick<Deps, 'now'>,
  code: RecordCode,
  causes: readonly (store.Cause & { id: number })[],
): Promise<void> => store.insertRecordTasks(tx, code, causes, deps.now());

/** Asks officers to look at one record. A task that was opened for the same cause before stays as it is. */
export const openTask = (
  tx: Tx,
  deps: Pick<Deps, 'now'>,
  code: OversightCode,
  task: { recordId: number; about: string; causeId: number },
): Promise<void> => store.insertTask(tx, code, task, deps.now());

/** What an officer did by an action is done: its tasks are closed with it. */
export const closeTasksOf = (
  tx: Tx,
  deps: Pick<Deps, 'now'>,
  code: OversightCode,
  recordId: number,
  officer: string,
  note: string,
): Promise<void> => store.closeTasksOf(tx, code, recordId, officer, note, deps.now());

/** Says that a task is done, and what was done; of a record that the officer may read. Errors: not-found. */
export async function closeTask(
  deps: Pick<Deps, 'db' | 'now'>,
  viewer: Viewer,
  id: number,
  note: string,
): Promise<void> {
  if (!(await store.closeTask(deps.db, id, viewer, note, deps.now())))
    throw new TamgaError('not-found', `no open task ${id}`);
}
