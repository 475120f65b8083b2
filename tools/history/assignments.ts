import { demoNodes, purposes } from '../demo-alliance.ts';
import { dayMs, hourMs } from './acts.ts';
import type { Step } from './acts.ts';
import { officersOf } from './words.ts';
import type { World } from './world.ts';

const { author, auditor, second, reviewer, approver, duty } = officersOf('xa');
const admin = 'xa/cyber/o-3';

/** What officers may read of what is guarded, by the word of somebody else: for a year at most, and given anew in time. */
export const assignments = (begins: number, end: number): Step[] => [...ofArvenia(begins, end), ...ofOthers(end)];

const ofArvenia = (begins: number, end: number): Step[] =>
  (
    [
      [begins + hourMs, begins + 360 * dayMs],
      [begins + 350 * dayMs, end - dayMs],
      [end - 47 * hourMs, end + 358 * dayMs],
    ] as const
  ).map(([at, last]) => ({
    at,
    by: 'xa',
    run: async (world) => {
      await assign(world, approver, [author, auditor, second, reviewer, duty], last);
      await assign(world, admin, [approver], last);
    },
  }));

/** The others went by their operators’ word until now, and give their first ones, one participant after the other. */
const ofOthers = (end: number): Step[] =>
  ['xb', 'xc', 'ec'].map((code, place) => {
    const at = end - 46 * hourMs + place * (hourMs / 2);
    return { at, by: code, run: (world) => assignAll(world, code, at) };
  });

async function assignAll(world: World, code: string, at: number): Promise<void> {
  const node = demoNodes.find((one) => one.code === code);
  const people = (node?.people ?? []).map(([role], place) => ({ role, id: `${node?.authority}/o-${place + 1}` }));
  const withRole = (role: string): string => people.find((one) => one.role === role)?.id ?? '';
  const head = withRole('approver');
  const readers = people.filter(({ role, id }) => role !== 'node-admin' && id !== head).map(({ id }) => id);
  await assign(world, head, readers, at + 360 * dayMs);
  await assign(world, withRole('node-admin'), [head], at + 360 * dayMs);
}

async function assign(world: World, by: string, officers: string[], last: number): Promise<void> {
  const lastDay = new Date(last).toISOString().slice(0, 10);
  const reason = 'The desk of the CSIRT, by the plan of duties.';
  for (const purpose of purposes)
    await world.as(by).giveAssignment({ body: { officers, covers: 'desk', purpose, lastDay, reason } });
}
