import type { Viewer } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import type { Act } from '../model.ts';
import * as store from '../store.ts';

const maxSubjectLength = 200;

/** Accounts for an act before it is answered: what cannot be accounted for is not done. */
export const noteAct = (
  deps: Pick<Deps, 'db' | 'now'>,
  officer: string,
  act: Act,
  subject = '',
  viewer?: Viewer,
): Promise<void> =>
  store.countActs(deps.db, { officer, act, subjects: [subject.slice(0, maxSubjectLength)], viewer, at: deps.now() });

/** As `noteAct`, for one act on many subjects, each of them once; `purpose`: what for. */
export const noteActs = (
  db: Db | Tx,
  {
    subjects,
    ...noted
  }: { officer: string; act: Act; subjects: readonly string[]; purpose?: string; viewer?: Viewer; at: Date },
): Promise<void> =>
  store.countActs(db, {
    ...noted,
    subjects: [...new Set(subjects.map((subject) => subject.slice(0, maxSubjectLength)))],
  });
