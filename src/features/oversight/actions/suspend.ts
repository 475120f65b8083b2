import { atGate, judgeAgain, submitWithin } from '#features/records/actions.ts';
import type { Submitted } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import type { Actor } from '#features/releases/actions.ts';
import { transaction } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import type { Lift, Suspension } from '../model.ts';
import { judgeNamed } from '../rules.ts';
import { listSuspensions } from '../store.ts';
import { readSuspended } from './read-suspended.ts';

/** Suspends kinds at every other participant. Errors: refused `kind-unknown`, `not-oversight`, `suspension`. */
export async function suspendKinds(deps: Deps, actor: Actor, body: Suspension): Promise<Submitted[]> {
  refuseUnknown(deps, body.kinds);
  return tellAll(deps, actor, 'oversight.suspension', body);
}

/** Ends suspensions before their time, also of kinds that only the release before knew. Errors: refused `kind-unknown`, `not-oversight`. */
export async function liftSuspension(deps: Deps, actor: Actor, body: Lift): Promise<Submitted[]> {
  const told = await listSuspensions(deps.db, deps.now(), { limit: 500, before: null });
  refuseUnknown(
    deps,
    body.kinds,
    told.map(({ kind }) => kind),
  );
  return tellAll(deps, actor, 'oversight.lift', body);
}

/** Whoever misspells a kind would tell everybody, and suspend nothing. */
function refuseUnknown(deps: Pick<Deps, 'kinds'>, kinds: readonly string[], told: readonly string[] = []): void {
  const verdict = judgeNamed(kinds, [...deps.kinds.keys()], told);
  if (!verdict.ok) throw new TamgaError('refused', verdict.why, { detail: { code: verdict.code } });
}

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
