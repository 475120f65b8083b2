import { TamgaError } from '#platform/errors.ts';
import { currentLog } from '#features/alliance/model.ts';
import type { Self } from '#features/alliance/model.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import type { Deps } from '#features/records/model.ts';
import { openLapsedNote } from './log-note.ts';
import * as store from './store.ts';
import type { Overtaken } from './store.ts';

type Asked = { db: Db | Tx; self: Pick<Self, 'alliance' | 'code'> };

/** From now on nothing is signed, whatever is forgotten in between: it stands in the database. */
export async function stopSigning(
  { db, now, self }: Pick<Deps, 'db' | 'now' | 'self'>,
  overtaken: Omit<Overtaken, 'seenAt'>,
): Promise<void> {
  // What stands no longer must not be in the place of what does.
  if (!(await readOvertaken({ db, self }))) await store.deleteOvertaken(db, overtaken.log);
  await store.insertOvertaken(db, { ...overtaken, seenAt: now() });
}

/** What stands against the own log. A note whose key the own directory has disowned since, or ended before it, does so no longer. */
export async function readOvertaken({ db, self }: Asked): Promise<Overtaken | undefined> {
  const found = await store.readOvertaken(db);
  return found && (await openLapsedNote(found.note, self.alliance, self.code)) ? undefined : found;
}

/** Errors: log-stopped with own-log-behind or own-log-forked. */
export async function assertSigning({ db, self }: Asked): Promise<void> {
  const found = await readOvertaken({ db, self });
  if (found) throw overtakenError(found, (await store.readHead(db))?.size ?? 0);
}

/** The log that may be signed. Errors: log-stopped, own-log-succeeded also where its participant has ended it. */
export async function ownLog(tx: Tx, self: Self): Promise<number> {
  await assertSigning({ db: tx, self });
  const log = await store.readOwnLog(tx);
  const next = currentLog(self.alliance, self.code);
  if (next <= log) return log;
  const why = `log ${log} of this node has ended: log ${next} begins when it starts again`;
  throw new TamgaError('log-stopped', why, { detail: { code: 'own-log-succeeded' } });
}

function overtakenError({ code, size }: Overtaken, own: number): TamgaError {
  const what =
    code === 'own-log-behind'
      ? `this node's log has ${own} entries, and a checkpoint under its key has ${size}: its database went back, or a copy of it signed on. It signs nothing and serves nothing; restore a later backup`
      : `this node's log is another one than was signed under its key at size ${size}: two nodes run with one key, or somebody has it. It signs nothing and serves nothing; stop the other one`;
  const why = `${what}, or end this log (tamga succeed)`;
  return new TamgaError('log-stopped', why, { detail: { code } });
}
