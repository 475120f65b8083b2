import type { Alliance, Self } from '#features/alliance/model.ts';

/** Who is owed the envelopes of which kinds. */
export type Due = { participants: readonly string[]; kinds: readonly string[] };

/** What a participant owes to oversight, which is never itself (design 5). */
export const dueFrom = ({ alliance, code }: Pick<Self, 'alliance' | 'code'>): Due => ({
  participants: alliance.profile.oversight.participants.filter((one) => one !== code),
  kinds: alliance.profile.oversight.due,
});

/** Whether a participant is owed the envelope of each record of a kind, whatever its marking; never its content (I1). */
export const isDue = ({ profile }: Pick<Alliance, 'profile'>, kind: string, to: string): boolean =>
  profile.oversight.participants.includes(to) && profile.oversight.due.includes(kind);

/**
 * The marking of what a node tells of itself: the narrowest label under which its content may still be released to oversight,
 * should it be asked for.
 */
export function accountMarking({ markings, releasePolicy }: Alliance['profile']): { tlp: string; base: string } {
  const open = narrowestFirst.find(
    (label) => markings.tlp.includes(label) && releasePolicy[label].includes('oversight'),
  );
  const base = markings.base.find((one) => one === 'unclassified') ?? markings.base[0] ?? '';
  return { tlp: open ?? markings.tlp[0] ?? '', base };
}

const narrowestFirst = ['RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR'] as const;
