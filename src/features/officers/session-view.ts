import { participantOf } from '#features/alliance/model.ts';
import type { Self } from '#features/alliance/model.ts';
import { powersOf, toOfficer } from './actions.ts';
import type { Beside, OfficerDeps } from './actions.ts';
import { foundingPowers } from './founding-rules.ts';
import type { Session, SessionView } from './model.ts';

/** Members first: a coordinating body has most of what is exchanged already, and a visitor is to see it arrive. */
function othersOf(beside: Beside | undefined, { alliance, code: own }: Self): SessionView['beside'] {
  const isMember = ({ code }: { code: string }): boolean => participantOf(alliance, code)?.class === 'member';
  return (beside?.nodes ?? [])
    .filter(({ code }) => code !== own)
    .map(({ code, name }) => ({ code, name, names: participantOf(alliance, code)?.names ?? {} }))
    .toSorted((a, b) => Number(isMember(b)) - Number(isMember(a)));
}

const powersIn = ({ officer, isFounding }: Session) =>
  powersOf(officer.role).filter((power) => !isFounding || foundingPowers.has(power));

/** What a page is told of the session that it has. */
export function viewOf({ self, officers, beside }: OfficerDeps & { self: Self }, session: Session): SessionView {
  const { alliance, code } = self;
  const participant = participantOf(alliance, code);
  const { names } = alliance.profile;
  return {
    officer: session.officer,
    node: {
      code,
      name: participant?.names.en ?? code,
      names: participant?.names ?? {},
      class: participant?.class ?? 'member',
    },
    alliance: { id: alliance.id, name: names.en, names },
    officers: session.demo ? officers.map(toOfficer) : [],
    beside: session.demo ? othersOf(beside, self) : [],
    powers: session.isLimited ? [] : powersIn(session),
    isLimited: session.isLimited ?? false,
    isFounding: session.isFounding ?? false,
  };
}
