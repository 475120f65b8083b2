import { TamgaError } from '#platform/errors.ts';
import type { Deps } from '#features/records/model.ts';
import { insertOvertaken, readHead, readOvertaken } from './store.ts';
import type { Overtaken } from './store.ts';

/** From now on nothing is signed, whatever is forgotten in between: it stands in the database. */
export const stopSigning = (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  overtaken: Omit<Overtaken, 'seenAt'>,
): Promise<void> => insertOvertaken(db, { ...overtaken, seenAt: now() });

/** Errors: log-stopped with own-log-behind or own-log-forked. */
export async function assertSigning(db: Parameters<typeof readOvertaken>[0]): Promise<void> {
  const found = await readOvertaken(db);
  if (found) throw overtakenError(found, (await readHead(db))?.size ?? 0);
}

function overtakenError({ code, size }: Overtaken, own: number): TamgaError {
  const what =
    code === 'own-log-behind'
      ? `this node's log has ${own} entries, and it signed ${size} before`
      : `this node's log is another one than it signed at size ${size}`;
  const why = `${what}: its database is older than what others hold. It signs nothing and serves nothing; restore a later backup`;
  return new TamgaError('log-stopped', why, { detail: { code } });
}
