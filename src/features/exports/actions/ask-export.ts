import { noteRefused } from '#features/gates/actions/note-refused.ts';
import type { Viewer } from '#features/officers/model.ts';
import { readSelection } from '#features/selections/actions.ts';
import { TamgaError } from '#platform/errors.ts';
import type { Blocked, ExportQuery } from '../model.ts';
import { readExport, refuseExport } from '../rules.ts';
import type { Taker } from '#features/receipts/actions.ts';
import { planExport } from './plan-export.ts';
import type { ExportDeps, Plan } from './plan-export.ts';

/** Who asks for an export. */
export type ExportAsker = { officer: Taker; viewer: Viewer };

/**
 * What an export would hold. What the rules keep out of it is in the plan, and is no refusal yet: it was only asked for. Errors: as
 * `planExport`; malformed, not-found, refused with purpose. A refusal of the whole is accounted for here too.
 */
export async function askPlan(deps: ExportDeps, asker: ExportAsker, asked: ExportQuery): Promise<Plan> {
  return (await readAndPlan(deps, asker, asked)).plan;
}

/**
 * The plan of a file that is to be taken out now. Every record that a rule keeps out of it is accounted for, whether the file goes without it
 * or not at all. Errors: as `askPlan`; refused, with the first record's code; not-found where nothing is left.
 */
export async function askFile(deps: ExportDeps, asker: ExportAsker, asked: ExportQuery): Promise<Plan> {
  const { plan, leaveOut } = await readAndPlan(deps, asker, asked);
  await noteBlocked(deps, asker, plan.blocked);
  if (plan.refusedCount > 0 && !leaveOut) throw refuseExport(plan);
  if (plan.objects.length === 0)
    throw new TamgaError(
      'not-found',
      plan.refusedCount > 0 ? 'nothing of this may be exported' : 'nothing fits this selection',
    );
  return plan;
}

async function readAndPlan(
  deps: ExportDeps,
  asker: ExportAsker,
  asked: ExportQuery,
): Promise<{ plan: Plan; leaveOut: boolean }> {
  try {
    const saved =
      asked.selection === undefined ? undefined : await readSelection(deps.db, asker.officer, asked.selection);
    const purposes = deps.self.alliance.profile.purposes.map(({ code }) => code);
    const { selection, options } = readExport(asked, purposes, saved);
    return { plan: await planExport(deps, asker.viewer, selection, options), leaveOut: options.leaveOut };
  } catch (error) {
    // A rule refused the whole: who plans first, as the command line does, never comes to ask for the file.
    const code = error instanceof TamgaError && error.code === 'refused' ? error.detail.code : undefined;
    if (code !== undefined) await noteBlocked(deps, asker, [{ kind: 'threat.object', code, count: 1 }]);
    throw error;
  }
}

const noteBlocked = (deps: ExportDeps, { officer }: ExportAsker, blocked: readonly Blocked[]): Promise<void> =>
  noteRefused(
    deps.db,
    deps,
    blocked.map((one) => ({ ...one, gate: 'export', officers: [officer.id] })),
  );
