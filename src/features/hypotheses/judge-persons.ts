import { typeOfId } from '@tamga/stix';
import { accepted, refuse } from '#features/records/model.ts';
import type { Verdict } from '#features/records/model.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import * as store from './store.ts';

/**
 * Nothing is said about what describes a person, or rests on it: of objects that are here it is known, also where their type does not
 * say so (SG-07). `named`: refs of records, and STIX ids. Code: SG-07.
 */
export async function judgePersons(db: Db | Tx, named: readonly (string | undefined)[]): Promise<Verdict> {
  for (const one of new Set(named)) {
    if (one === undefined) continue;
    const isPerson =
      typeOfId(one) === undefined
        ? (await store.findSubject(db, one))?.isPerson
        : (await store.findObject(db, one)).isPerson;
    if (isPerson) return refuse('SG-07', `${one} describes a person`);
  }
  return accepted;
}
