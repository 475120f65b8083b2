import type { Deps } from '#features/records/model.ts';
import type { Act } from '../model.ts';
import * as store from '../store.ts';

const maxSubjectLength = 200;

/** Accounts for an act before it is answered: what cannot be accounted for is not done. */
export const noteAct = (deps: Pick<Deps, 'db' | 'now'>, officer: string, act: Act, subject = ''): Promise<void> =>
  store.countAct(deps.db, officer, act, subject.slice(0, maxSubjectLength), deps.now());
