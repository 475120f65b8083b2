import type { Session } from '#features/officers/model.ts';
import { TamgaError } from '#platform/errors.ts';
import type { Next } from '../next-model.ts';
import { foldNext } from '../next-rules.ts';
import { readRoot, readSealed, readThread } from '../thread-store.ts';
import { aroundOf, gather, toFact } from './gather.ts';
import type { CaseDeps } from './gather.ts';

/** What may be done next of a record, by whom and until when, as this node was told. Errors: not-found. */
export async function readNext(deps: CaseDeps, session: Session, ref: string): Promise<Next> {
  const own = await readSealed(deps.db, [ref]);
  if (own.length === 0) throw new TamgaError('not-found', `no record ${ref} here`);
  const of = await readRoot(deps.db, ref);
  const rows = await readThread(deps.db, of);
  // A thread that is longer than is read may leave it out.
  const thread = (rows.some((one) => one.ref === ref) ? rows : [...rows, ...own]).map(toFact);
  const { subjects } = await gather(deps, session, thread, [ref]);
  const steps = subjects.slice(0, 1).flatMap((subject) => foldNext(subject, aroundOf(deps, session)));
  return { ref, of, steps };
}
