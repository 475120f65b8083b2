import { atGate, judgeAgain, submitWithin } from '#features/records/actions.ts';
import type { Submitted } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import type { Actor } from '#features/releases/actions.ts';
import { transaction } from '#platform/db/db.ts';
import type { Lift, Suspension } from '../model.ts';
import { readSuspended } from './read-suspended.ts';

/** Suspends types of case at every other participant. Errors: refused `not-oversight`, `suspension`. */
export const suspendKinds = (deps: Deps, actor: Actor, body: Suspension): Promise<Submitted[]> =>
  tellAll(deps, actor, 'oversight.suspension', body);

/** Ends suspensions before their time. Errors: refused `not-oversight`. */
export const liftSuspension = (deps: Deps, actor: Actor, body: Lift): Promise<Submitted[]> =>
  tellAll(deps, actor, 'oversight.lift', body);

/** Control records have one recipient each. */
function tellAll(deps: Deps, { authority, officer }: Actor, kind: string, body: object): Promise<Submitted[]> {
  const others = deps.self.alliance.profile.participants.filter(({ code }) => code !== deps.self.code);
  const drafts = others.map(({ code: to }) => ({ kind, to, author: authority, officers: [officer], body }));
  return atGate(deps, (tx) => submitWithin(tx, deps, drafts));
}

const atOnce = 500;

/** Judges again what was set aside as suspended, once its kind no longer is. True when there may be more. */
export function resumeSuspended(deps: Deps): Promise<boolean> {
  return transaction(deps.db, async (tx) => {
    const suspended = await readSuspended(tx, deps);
    return (await judgeAgain(tx, deps, 'suspended', suspended, atOnce)) === atOnce;
  });
}
