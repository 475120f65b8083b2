import { dayMs } from '#platform/clock.ts';
import { TamgaError } from '#platform/errors.ts';
import type { World } from './world.ts';
import type { Member } from './words.ts';

/** One thing that somebody does at a time; `by` is whose node then publishes. */
export type Step = { at: number; by: string; run(world: World): Promise<void> };

export { dayMs } from '#platform/clock.ts';
export const hourMs = 3600_000;

export const handling = (at: number, tlp = 'AMBER', months = 12) => ({
  marking: { tlp, base: 'unclassified' },
  basis: [{ instrument: 'mca-2029', article: '7' }],
  purpose: 'cii-protection',
  retainUntil: new Date(at + months * 30 * dayMs).toISOString().slice(0, 10),
});

/** Signs a proposal as the officer's authenticator does. Gives the ref where nobody is missing any more. */
export async function approve(world: World, officer: string, id: string): Promise<string | undefined> {
  const door = world.as(officer);
  const { digest } = await door.readProposal({ params: { id } });
  const body = await door.assertAsDemo({ body: { challenge: digest } });
  const { sealed } = await door.approveProposal({ params: { id }, body });
  return sealed?.ref;
}

export const release = async (world: World, officer: string, records: string[], to: readonly string[]): Promise<void> =>
  void (await world.as(officer).releaseRecords({ body: { records, to: [...to] } }));

/** What a rule refuses: that it was asked for stands in the accounts. A history in which it passed would be another one. */
export async function refused(what: Promise<unknown>): Promise<void> {
  try {
    await what;
  } catch (error) {
    if (error instanceof TamgaError && error.code === 'refused') return;
    throw error;
  }
  throw new TamgaError('conflict', 'the history was to be refused something, and was not');
}

export const others = (member: Member): Member[] => (['xa', 'xb', 'xc'] as const).filter((one) => one !== member);
