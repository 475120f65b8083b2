import { sayAnyOf } from '#web/i18n/lists.ts';
import type { Translate } from '#web/i18n/translate.ts';
import type { Tone } from '#web/ui/Tag.tsx';
import type { ProposalSummary } from './api.ts';

export const toneOf: Record<ProposalSummary['state'], Tone> = {
  open: 'wait',
  sealed: 'good',
  withdrawn: 'faint',
  refused: 'bad',
  lapsed: 'faint',
};

export const anyOf = (t: Translate, roles: readonly string[]): string =>
  sayAnyOf(
    t,
    roles.map((role) => t.term('role', role)),
  );

/** Whom it waits for next; '' where nobody is missing. */
export const waitsFor = (t: Translate, { places }: Pick<ProposalSummary, 'places'>): string =>
  anyOf(t, places.find(({ by }) => by === null)?.roles ?? []);
