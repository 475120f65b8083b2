import { roleName } from '#web/session.ts';
import type { Tone } from '#web/ui/Tag.tsx';
import type { ProposalSummary } from './api.ts';

export const toneOf: Record<ProposalSummary['state'], Tone> = {
  open: 'wait',
  sealed: 'good',
  withdrawn: 'faint',
  refused: 'bad',
  lapsed: 'faint',
};

export const anyOf = (roles: readonly string[]): string => roles.map(roleName).join(' or ');

/** Whom it waits for next; '' where nobody is missing. */
export const waitsFor = ({ places }: Pick<ProposalSummary, 'places'>): string =>
  anyOf(places.find(({ by }) => by === null)?.roles ?? []);
