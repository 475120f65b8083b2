import { unlessRefused } from '#features/officers/actions.ts';
import type { OfficerDeps } from '#features/officers/actions.ts';
import { findOfficer } from '#features/officers/actions/find-officer.ts';
import type { Deps } from '#features/records/model.ts';
import { TamgaError } from '#platform/errors.ts';

export type WatchDeps = Deps & Pick<OfficerDeps, 'officers'>;

/** Errors: malformed, where this is no officer of the authority. */
export async function checkColleague(deps: WatchDeps, authority: string, id: string, where: string): Promise<void> {
  const found = await findOfficer(deps, id).catch(unlessRefused);
  if (found?.authority !== authority)
    throw new TamgaError('malformed', `${where}: ${id} is no officer of ${authority}`);
}
