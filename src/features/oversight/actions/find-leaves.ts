import { atGate, refusedDraft, submitWithin } from '#features/records/actions.ts';
import type { Submitted } from '#features/records/actions.ts';
import type { Deps } from '#features/records/model.ts';
import type { Actor } from '#features/releases/actions.ts';
import { openTask } from '#features/tasks/actions.ts';
import { toBase64url } from '#platform/bytes.ts';
import type { Db, Tx } from '#platform/db/db.ts';
import { transaction } from '#platform/db/db.ts';
import { TamgaError } from '#platform/errors.ts';
import { leafFaults } from '../leaf-model.ts';
import type { DemandRow, FindingRequest, FoundLeaf, LeafFault, LeafRow } from '../leaf-model.ts';
import * as store from '../leaf-store.ts';

const kind = 'oversight.finding';

/** A demand with each of its leaves, and the finding that an officer could issue now: a draft, and no more. Errors: not-found. */
export async function readDemand(
  deps: Pick<Deps, 'db' | 'now'>,
  ref: string,
): Promise<{ demand: DemandRow; leaves: LeafRow[]; draft: LeafRow[] }> {
  const [found] = await store.listDemands(deps.db, deps.now(), undefined, ref);
  if (!found) throw new TamgaError('not-found', `no demand ${ref} here`);
  const { cursor: _, ...demand } = found;
  const leaves = await store.listLeaves(deps.db, ref);
  return { demand, leaves, draft: faultsOf(demand, leaves, deps.now()) };
}

/** Silence is a fault once the time is over, and not before; wrong bytes are one at once. */
const faultsOf = ({ deadline }: DemandRow, leaves: readonly LeafRow[], now: Date): LeafRow[] =>
  leaves.filter(({ state }) => isFault(state) && (state !== 'unanswered' || deadline < now));

const isFault = (state: LeafRow['state']): state is LeafFault => leafFaults.some((fault) => fault === state);

/**
 * Issues a finding: an officer of oversight decides that there is one and says why; of a demand, the leaves and the openings that
 * show it are filled in from what was verified. Errors: not-found, refused `not-oversight`, `leaves` where there is nothing.
 */
export function issueFinding(
  deps: Deps,
  { authority: author, officer }: Actor,
  { text, demand: ref, participant }: FindingRequest,
): Promise<Submitted> {
  return atGate(deps, async (tx) => {
    const found = ref === undefined ? undefined : await readFaults(tx, deps, ref);
    if (found && found.leaves.length === 0)
      throw refusedDraft(
        { kind, officers: [officer] },
        { code: 'leaves', why: `${ref ?? ''} is answered, or its time is not over: there is nothing to find` },
      );
    const { to = participant, ...evidence } = found ?? {};
    if (to === undefined) throw new TamgaError('malformed', 'participant: whom is it about?');
    const draft = { kind, to, author, officers: [officer], body: { text, ...evidence } };
    const [made] = await submitWithin(tx, deps, [draft]);
    return made!;
  });
}

async function readFaults(tx: Tx, deps: Deps, ref: string) {
  const [demand] = await store.listDemands(tx, deps.now(), undefined, ref);
  if (!demand) throw new TamgaError('not-found', `no demand ${ref} here`);
  const faults = faultsOf(demand, await store.listLeaves(tx, ref), deps.now());
  const openings = faults.flatMap((leaf) => (leaf.opening === null ? [] : [leaf.opening]));
  const known = await store.readNamed(tx, [ref, ...openings]);
  const named = (one: string) => {
    const record = known.get(one);
    if (!record) throw new TamgaError('conflict', `${one} is set aside: nothing can rest on it`);
    return { ref: one, digest: toBase64url(record.digest) };
  };
  const leaves = faults.flatMap(({ index, state, opening }): FoundLeaf[] =>
    isFault(state) ? [{ index, code: state, ...(opening === null ? {} : { opening: named(opening) }) }] : [],
  );
  return { to: demand.participant, demand: named(ref), leaves };
}

/** Asks the officers of oversight to look at each demand whose time is over. Nobody is found at fault by itself. */
export function noteOverdue(deps: Pick<Deps, 'self' | 'now'> & { db: Db }): Promise<void> {
  return transaction(deps.db, async (tx) => {
    for (const { id, ref } of await store.findOverdue(tx, deps.self.code, deps.now()))
      await openTask(tx, deps, 'demand-overdue', { recordId: id, about: ref, causeId: id });
  });
}
