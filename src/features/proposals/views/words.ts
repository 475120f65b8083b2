import { sayAnyOf } from '#web/i18n/lists.ts';
import type { Translate } from '#web/i18n/translate.ts';
import type { Tone } from '#web/ui/Tag.tsx';
import type { ProposalSummary } from './api.ts';

const toneOf: Record<ProposalSummary['state'], Tone> = {
  open: 'wait',
  sealed: 'good',
  withdrawn: 'faint',
  refused: 'bad',
  lapsed: 'faint',
};

/** What became of it: of what its author put into force alone, that too. */
export const outcomeOf = (
  t: Translate,
  { state, emergency }: Pick<ProposalSummary, 'state' | 'emergency'>,
): { tone: Tone; words: string } =>
  emergency
    ? { tone: tones[emergency.state], words: t(`proposals.alone.${emergency.state}`) }
    : { tone: toneOf[state], words: t.term('proposalState', state) };

const tones = { 'in-force': 'wait', confirmed: 'good', lapsed: 'bad' } as const satisfies Record<string, Tone>;

export const anyOf = (t: Translate, roles: readonly string[]): string =>
  sayAnyOf(
    t,
    roles.map((role) => t.term('role', role)),
  );

/** Whom it waits for next; '' where nobody is missing. */
export const waitsFor = (t: Translate, { places }: Pick<ProposalSummary, 'places'>): string =>
  anyOf(t, places.find(({ by }) => by === null)?.roles ?? []);
