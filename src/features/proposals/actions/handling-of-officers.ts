import type { Deps } from '#features/records/model.ts';
import { dayMs, dayOf } from '#platform/clock.ts';

const years = 10;

/** Who the officers are is no secret: the widest label, for as long as what they approve may be asked about. */
export function handlingOfOfficers({ self, now }: Pick<Deps, 'self' | 'now'>) {
  const { markings, instruments, purposes } = self.alliance.profile;
  const [instrument] = instruments;
  const purpose = purposes.find(({ code }) => code === 'coordination') ?? purposes[0];
  return {
    marking: { tlp: markings.tlp.at(-1) ?? 'CLEAR', base: markings.base[0] ?? 'unclassified' },
    basis: [{ instrument: instrument?.id ?? '', article: instrument?.articles[0]?.article ?? '' }],
    purpose: purpose?.code ?? '',
    retainUntil: dayOf(new Date(now().getTime() + years * 365 * dayMs)),
  };
}
