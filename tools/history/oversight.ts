import { partsOf } from '#features/records/model.ts';
import { dayMs } from './acts.ts';
import type { Step } from './acts.ts';
import { officersOf } from './words.ts';
import type { Member } from './words.ts';
import type { World } from './world.ts';

const panel = 'iop/panel/o-1';

/** Oversight samples a log: an auditor opens the leaves, or nobody does, and that is a finding. */
export function sampling(start: number, member: Member, isAnswered: boolean): Step[] {
  let demand = '';
  const steps: Step[] = [
    {
      at: start,
      by: 'iop',
      run: async (world) => {
        while (await world.node('iop').pull(member));
        const body = {
          participant: member,
          sample: 8,
          deadline: new Date(start + 7 * dayMs).toISOString(),
          reason: 'The quarterly sample.',
          basis: { instrument: 'mca-2029', article: '12' },
        };
        demand = (await world.as(panel).demandLeaves({ body })).ref;
      },
    },
  ];
  if (isAnswered)
    steps.push({
      at: start + 2 * dayMs,
      by: member,
      run: async (world) => {
        await world.as(officersOf(member).auditor).openLeaves({ params: partsOf(demand) });
        await closeTasks(world, officersOf(member).author, 'The leaves were opened.');
      },
    });
  else
    steps.push({
      at: start + 9 * dayMs,
      by: 'iop',
      run: async (world) => {
        await world.node('iop').noteOverdue();
        await world.as(panel).issueFinding({ body: { text: 'The sample was not answered in time.', demand } });
      },
    });
  return steps;
}

/** A kind of record is suspended for some days, and the suspension lifted. */
export function suspension(start: number): Step[] {
  const kinds = ['hypothesis.assessment'];
  const until = new Date(start + 20 * dayMs).toISOString();
  return [
    {
      at: start,
      by: 'iop',
      run: async (world) =>
        void (await world.as(panel).suspendKinds({
          body: { kinds, until, reason: 'Two assessments named no dissent although there was one.' },
        })),
    },
    {
      at: start + 9 * dayMs,
      by: 'iop',
      run: async (world) =>
        void (await world
          .as(panel)
          .liftSuspension({ body: { kinds, reason: 'The members have changed their practice.' } })),
    },
  ];
}

/** An officer does what the desk's list says, and says what. */
export async function closeTasks(world: World, officer: string, note: string): Promise<void> {
  const { items } = await world.as(officer).listTasks({ query: { limit: 50 } });
  for (const { id } of items) await world.as(officer).closeTask({ params: { id: String(id) }, body: { note } });
}
