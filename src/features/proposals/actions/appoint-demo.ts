import type { DemoAuthenticators } from '#features/officers/actions.ts';
import { readFounded } from '#features/officers/actions/read-appointments.ts';
import type { Officer } from '#features/officers/model.ts';
import type { Deps } from '#features/records/model.ts';
import * as store from '../store.ts';
import { approveProposal } from './approve.ts';
import { handlingOfOfficers } from './handling-of-officers.ts';
import { propose } from './propose.ts';

/**
 * In a demonstration the officers of each authority of this node are appointed before anybody comes: two of them approve it with their
 * authenticators, as they would by hand. Gives the records; none where they were appointed before, or two who may approve are wanting.
 */
export async function appointDemoOfficers(
  given: Deps & { officers: readonly Officer[] },
  authenticators: DemoAuthenticators,
): Promise<string[]> {
  const deps = { ...given, authenticators };
  const founded = await readFounded(deps.db);
  const refs: string[] = [];
  for (const [authority, officers] of Map.groupBy(deps.officers, (officer) => officer.authority)) {
    const [first, second] = officers.filter(({ role }) => role === 'node-admin' || role === 'approver');
    if (founded.has(authority) || !first || !second) continue;
    const passkeyOf = ({ id }: Officer) => authenticators.of(id).passkey;
    const body = {
      officers: officers.map((officer) => ({
        officer: officer.id,
        role: officer.role,
        passkeys: [passkeyOf(officer)],
      })),
    };
    const draft = {
      kind: 'officer.appoint',
      author: authority,
      officers: [first.id],
      body,
      ...handlingOfOfficers(deps),
    };
    const { id } = await propose(deps, { officer: first, demo: true }, draft);
    for (const officer of [first, second]) {
      const { digest } = (await store.readProposal(deps.db, id))!;
      const { submission } = await approveProposal(
        deps,
        { officer, demo: true },
        id,
        authenticators.of(officer.id).assert(digest),
      );
      if (submission) refs.push(submission.record.ref);
    }
  }
  return refs;
}
