import { inWords } from '#web/i18n/in-words.ts';
import type { Translate } from '#web/i18n/translate.ts';
import type { ProposalSummary, Refusal } from './api.ts';
import { anyOf, waitsFor } from './words.ts';

const advised = [
  'approval',
  'approval-author',
  'approval-counter',
  'approval-ended',
  'approval-role',
  'approval-software',
  'approval-twice',
  'approval-unattested',
  'approval-unknown',
  'approval-young',
] as const;

const isAdvised = (code: string): code is (typeof advised)[number] => advised.some((one) => one === code);

/** What an officer does about a refusal to approve; undefined where the refusal says all that there is. */
export function adviceOf(t: Translate, code: string, proposal: Pick<ProposalSummary, 'officer' | 'places'>) {
  const { places } = proposal;
  // Where nobody but the author signs, there is nothing to wait for.
  if (code === 'approval-author' && places.length < 2) return undefined;
  // It is handed to who approves after its author: who wrote it does not change.
  const waiting = code === 'approval-role' && places.length > 1 ? places.slice(1) : places;
  const roles = waitsFor(t, { places: waiting }) || anyOf(t, places.at(-1)?.roles ?? []);
  return isAdvised(code) ? t(`proposals.advice.${code}`, { roles, officer: proposal.officer }) : undefined;
}

/** Why one may not, with the code, and what to do. `meaning`: of the code in the language of the page, where it is not the node's. */
export const sayRefusal = (
  t: Translate,
  { code, why }: Refusal,
  proposal: Pick<ProposalSummary, 'officer' | 'places'>,
  meaning?: string,
): string =>
  [
    t('proposals.placeTable.youCannotApproveIt', { why: meaning?.replace(/[.。]$/, '') ?? inWords(t, why), code }),
    adviceOf(t, code, proposal),
  ]
    .join(' ')
    .trim();
