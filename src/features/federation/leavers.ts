import { participantOf, standingOn } from '#features/alliance/model.ts';
import { recallAllFrom } from '#features/releases/actions.ts';
import type { Deps } from '#features/records/model.ts';
import { dayOf } from '#platform/clock.ts';

/**
 * Takes back all that was released to participants whose membership is over; where it is this one's, from everybody. The
 * profile decided that, so no officer has to; each recall is sealed by the authority that released (decision 0018).
 * True when there is more. Safe to repeat: what is recalled stands no longer.
 */
export async function recallFromLeavers(deps: Deps): Promise<boolean> {
  const { alliance, code } = deps.self;
  const today = dayOf(deps.now());
  const hasLeft = (one: string): boolean => standingOn(alliance, one, today) === 'left';
  const recipients = alliance.profile.participants
    .map((p) => p.code)
    .filter((one) => one !== code && (hasLeft(one) || hasLeft(code)));
  let more = false;
  for (const to of recipients) {
    const left = hasLeft(to) ? to : code;
    const day = participantOf(alliance, left)?.to ?? '';
    const reason = `${left} was a participant until ${day} (profile ${alliance.profile.number})`;
    more = (await recallAllFrom(deps, to, reason)) || more;
  }
  return more;
}
