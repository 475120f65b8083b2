import { endedOn, wrapKeyOf } from '#features/alliance/model.ts';
import type { Deps } from '#features/records/model.ts';
import { dayOf } from '#platform/clock.ts';
import { mayReceive } from './rules.ts';

/** A participant, or one of its authorities, and whether a record may go to it. */
export type Audience = { to: string; ok: boolean; code: string | null; why: string | null };

/** To whom a record may be released: participants, and of those with several authorities each that has a wrap key. */
export function audiencesOf(
  record: Parameters<typeof mayReceive>[0],
  { self, now }: Pick<Deps, 'self' | 'now'>,
): Audience[] {
  const { code, alliance } = self;
  const others = alliance.profile.participants.filter((participant) => participant.code !== code);
  return others.flatMap(({ code: to }): Audience[] => {
    const verdict = mayReceive(record, to, code, alliance, now());
    if (!verdict.ok) return [{ to, ok: false, code: verdict.code, why: verdict.why }];
    const named = alliance.directories.get(to)?.directory.authorities ?? [];
    const day = dayOf(now());
    const isOpen = (one: string): boolean => wrapKeyOf(alliance, one) !== undefined && !endedOn(alliance, one, day);
    const authorities = named.map((authority) => authority.code).filter(isOpen);
    const audiences = authorities.length > 1 ? [to, ...authorities] : [to];
    return audiences.map((audience) => ({ to: audience, ok: true, code: null, why: null }));
  });
}
