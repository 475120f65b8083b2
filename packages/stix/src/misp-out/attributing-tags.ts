import { stixTypeOfGalaxy } from '../misp/galaxy-types.ts';

/** Types to which something is attributed: who acts, and what was done as one. */
const ACTORS: ReadonlySet<unknown> = new Set(['campaign', 'intrusion-set', 'threat-actor']);

/**
 * The name of the actor with which a tag of a galaxy marks what it stands on: `misp-galaxy:threat-actor="Greylatch crew"`. MISP tells by such a tag who
 * is behind it, as a fact. Undefined for every other tag.
 */
export function actorOfTag(tag: string): string | undefined {
  const [, galaxy = '', name] = /^misp-galaxy:([^=]+)="([^]*)"$/i.exec(tag) ?? [];
  const type = galaxy.toLowerCase();
  const isActor = ACTORS.has(stixTypeOfGalaxy(type)) || ACTORS.has(type.replace(/^stix-2\.1-/, ''));
  return isActor ? name : undefined;
}

/** The step of MISP's taxonomy estimative-language for a confidence of 0 to 100, by the ranges of STIX 2.1 Appendix A "DNI"; undefined for what is none. */
export function likelihoodTag(confidence: unknown): string | undefined {
  if (typeof confidence !== 'number' || !Number.isInteger(confidence) || confidence < 0) return undefined;
  const step = LIKELIHOODS.find(([to]) => confidence <= to)?.[1];
  return step === undefined ? undefined : `estimative-language:likelihood-probability="${step}"`;
}

const LIKELIHOODS = [
  [9, 'almost-no-chance'],
  [19, 'very-unlikely'],
  [39, 'unlikely'],
  [59, 'roughly-even-chance'],
  [79, 'likely'],
  [89, 'very-likely'],
  [100, 'almost-certain'],
] as const;
