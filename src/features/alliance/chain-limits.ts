import type { HeldDirectory, HeldSuccession } from './model.ts';

// What one participant can make everybody keep, verify and hand on. All nodes hold the same chains, so all stop at the same document.

export const maxDirectories = 256;
/** Characters of all directories of one participant. */
export const maxDirectoryChars = 2 * 1024 * 1024;
export const maxSuccessions = 32;
/** Characters of all successions of one participant. */
export const maxSuccessionChars = 512 * 1024;

/** What one participant's documents come to at most. */
export const maxChainChars = maxDirectoryChars + maxSuccessionChars;

type Chain = readonly Pick<HeldDirectory | HeldSuccession, 'jws'>[];
const charsOf = (chain: Chain): number => chain.reduce((sum, { jws }) => sum + jws.length, 0);

/** Why a participant's chain takes no further directory; undefined where it does. */
export function directoryLimit(participant: string, chain: Chain, next: string): string | undefined {
  if (chain.length >= maxDirectories) return `${participant} has ${maxDirectories} directories, and no more count`;
  if (charsOf(chain) + next.length <= maxDirectoryChars) return undefined;
  return `the directories of ${participant} have over ${maxDirectoryChars} characters together`;
}

/** Likewise of the ends of its logs. */
export function successionLimit(participant: string, chain: Chain, next: string): string | undefined {
  if (chain.length >= maxSuccessions) return `${participant} has ended ${maxSuccessions} logs, and no more may end`;
  if (charsOf(chain) + next.length <= maxSuccessionChars) return undefined;
  return `the successions of ${participant} have over ${maxSuccessionChars} characters together`;
}
