import { foundedKey } from '#features/approvals/actions.ts';
import type { Known } from '#features/records/model.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import * as store from '../appointment-store.ts';

/** The authorities that have appointed officers. */
export const readFounded = (db: Db): Promise<Set<string>> => store.listFounded(db);

/** What rules may know of the officers who approved some records, and of how their authorities began. */
export async function readAppointments(
  tx: Db | Tx,
  officers: readonly string[],
): Promise<Pick<Known, 'appointments' | 'founded'>> {
  if (officers.length === 0) return { appointments: [], founded: new Map() };
  const authorities = [...new Set(officers.map((officer) => officer.slice(0, officer.lastIndexOf('/'))))];
  const [appointments, founded] = [
    await store.readAppointments(tx, officers),
    await store.readFounded(tx, authorities),
  ];
  return {
    appointments,
    founded: new Map(founded.map(({ authority, kid, ref }) => [foundedKey(authority, kid), ref])),
  };
}

/** Whether an officer whom nobody appointed may enter by a registered passkey: before the authority's first officers are appointed. */
export const mayFound = async (db: Db, { authority }: { authority: string }): Promise<boolean> =>
  !(await store.listFounded(db)).has(authority);
