import { relationText } from '@tamga/stix';
import type { Translate } from './translate.ts';

type Voice = Pick<Translate, 'term'>;

/** What readers call a type of STIX; its own name where there is no other. */
export const typeWord = (t: Voice, type: string): string => t.term('stixType', type);

/** A relation of STIX, or the member that refers; in quotation marks what is no term, if it does not come in them (SG-26). */
export const relationWord = (t: Voice, relation: string): string =>
  t.term('relation', /^“[^“”]*”$/.test(relation) ? relation : relationText(relation));

/** A tactic, with or without its kill chain before it: `mitre-attack:initial-access`. */
export function phaseWord(t: Voice, phase: string): string {
  const at = phase.lastIndexOf(':') + 1;
  const name = phase.slice(at);
  return phase.slice(0, at) + t.term('phase', name);
}
