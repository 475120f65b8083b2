import type { Translate } from './translate.ts';

type Voice = Pick<Translate, 'term'>;

/** What readers call a type of STIX; its own name where there is no other. */
export const typeWord = (t: Voice, type: string): string => t.term('stixType', type);

/** A relation of STIX, or the member that refers. */
export const relationWord = (t: Voice, relation: string): string => t.term('relation', relation);

/** A tactic, with or without its kill chain before it: `mitre-attack:initial-access`. */
export function phaseWord(t: Voice, phase: string): string {
  const at = phase.lastIndexOf(':') + 1;
  const name = phase.slice(at);
  return phase.slice(0, at) + t.term('phase', name);
}
